"""Who may use what, for what, until when; what was done with it; what may be shown.

``decide`` answers one request against the recorded agreements and the legal bars above them. The
product says "within recorded agreements", never "lawful": an agreement is a record of what the
parties signed.
"""

from .agreements import decide, may_hold
from .bars import Bar, shipped_bars
from .disclosure import Suppressed, protect
from .requests import Decision, Request

__all__ = [
    "Bar",
    "Decision",
    "Request",
    "Suppressed",
    "decide",
    "may_hold",
    "protect",
    "shipped_bars",
]
