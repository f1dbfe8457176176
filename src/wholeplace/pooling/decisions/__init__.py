"""What people decided and every run obeys: append-only files in the register, one for each sort.

Nothing here is ever changed or deleted. A decision is taken back by another one. ``append`` and
``read`` serve every sort; ``links`` holds those about two records.
"""

from .lines import DecisionsError, append, file_of, read
from .links import (
    LinkDecision,
    NothingToUndo,
    decide_link,
    in_force,
    links_in_force,
    undo_link,
)

__all__ = [
    "DecisionsError",
    "LinkDecision",
    "NothingToUndo",
    "append",
    "decide_link",
    "file_of",
    "in_force",
    "links_in_force",
    "read",
    "undo_link",
]
