"""Forget people, sources and agreements, wherever something of them is held, and prove it.

``plan`` says what would go and what a hold keeps; ``forget`` does it; ``finish`` ends what a
killed process left half done; ``replay`` does it again after an old register was restored.
"""

from .asking import (
    Asker,
    CannotForget,
    erasure,
    everything_of,
    expiry,
    loss_of_key,
    rectification,
    tokens,
    withdrawal,
)
from .doing import OnHold, finish, forget, replay
from .keeping import under_hold
from .planning import Kept, Plan, plan
from .standing import Standing

__all__ = [
    "Asker",
    "CannotForget",
    "Kept",
    "OnHold",
    "Plan",
    "Standing",
    "erasure",
    "everything_of",
    "expiry",
    "finish",
    "forget",
    "loss_of_key",
    "plan",
    "rectification",
    "replay",
    "tokens",
    "under_hold",
    "withdrawal",
]
