"""Who may use what, for what, until when; what was done with it; what may be shared.

``decide`` answers one request against the recorded agreements and the legal bars above them. The
product says "within recorded agreements", never "lawful": an agreement is a record of what the
parties signed.
"""

from .agreements import decide, may_hold
from .answers import Answer, answer, conditions, use_in_words, verdict, waiting
from .bars import Bar, shipped_bars
from .conditions import touches
from .disclosure import Suppressed, counted, protect
from .document import Section, sections
from .extracts import OpenExtract, OpenKind, decided_on, extract_opened
from .guidance import Guidance, guidance_on, shipped_guidance
from .matrix import Cell, Matrix, Row, Standing, matrix
from .processing import Processing, register_of_uses
from .requests import Decision, Ground, Request, Stage, request_of
from .text import agreement_text, fingerprint
from .uses import RefusedUse, Use, refused_uses, uses
from .validity import Awaited
from .why_not import WhyNot, why_not

__all__ = [
    "Answer",
    "Awaited",
    "Bar",
    "Cell",
    "Decision",
    "Ground",
    "Guidance",
    "Matrix",
    "OpenExtract",
    "OpenKind",
    "Processing",
    "RefusedUse",
    "Request",
    "Row",
    "Section",
    "Stage",
    "Standing",
    "Suppressed",
    "Use",
    "WhyNot",
    "agreement_text",
    "answer",
    "conditions",
    "counted",
    "decide",
    "decided_on",
    "extract_opened",
    "fingerprint",
    "guidance_on",
    "matrix",
    "may_hold",
    "protect",
    "refused_uses",
    "register_of_uses",
    "request_of",
    "sections",
    "shipped_bars",
    "shipped_guidance",
    "touches",
    "use_in_words",
    "uses",
    "verdict",
    "waiting",
    "why_not",
]
