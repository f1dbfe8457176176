"""Who may use what, for what, until when; what was done with it; what may be shown.

``decide`` answers one request against the recorded agreements. The product says "within recorded
agreements", never "lawful": an agreement is a record of what the parties signed.
"""

from .agreements import Decision, Request, decide, may_hold
from .disclosure import Suppressed, protect

__all__ = ["Decision", "Request", "Suppressed", "decide", "may_hold", "protect"]
