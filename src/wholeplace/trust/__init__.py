"""Who may use what, for what, until when; what was done with it; what may be shown.

``decide`` answers one request against the recorded agreements and the legal bars above them. The
product says "within recorded agreements", never "lawful": an agreement is a record of what the
parties signed.
"""

from .agreements import decide, may_hold
from .bars import Bar, shipped_bars
from .disclosure import Suppressed, protect
from .requests import Decision, Request
from .text import agreement_text, fingerprint
from .uses import RefusedUse, Use, refused_uses, uses
from .validity import Awaited
from .why_not import WhyNot, why_not

__all__ = [
    "Awaited",
    "Bar",
    "Decision",
    "RefusedUse",
    "Request",
    "Suppressed",
    "Use",
    "WhyNot",
    "agreement_text",
    "decide",
    "fingerprint",
    "may_hold",
    "protect",
    "refused_uses",
    "shipped_bars",
    "uses",
    "why_not",
]
