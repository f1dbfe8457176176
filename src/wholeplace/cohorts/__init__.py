"""Who needs help: definitions compiled to Ibis, counted, explained, and put in plain English.

A rule is met, not met, or has no data: silence means no only where a delivery covers the person.
"""

from .changes import CAUSES, Change, cause, moves
from .checks import CohortError, check
from .concentration import Concentrated, concentration, costed
from .english import describe, describe_test
from .evaluating import evaluate
from .explaining import Explanation, NoSuchUnit, explain
from .frames import Frames, FramesError
from .minimum import Unused, unused_grants
from .overlap import DifferentUnits, LinkageError, Overlapped, overlap
from .permission import (
    CohortRefused,
    Permission,
    concentration_in,
    evaluate_in,
    fields_read,
    frames_for,
    permitted,
    questions_of,
    released,
    segment_in,
    unused_fields,
)
from .results import CohortResult, CriterionCount
from .segmenting import Segmented, segment
from .unanswered import Closed, Unanswered, unanswered
from .withholding import Asking, LeftOut, closed_sources, left_out, people_gone

__all__ = [
    "CAUSES",
    "Asking",
    "Change",
    "Closed",
    "CohortError",
    "CohortRefused",
    "CohortResult",
    "Concentrated",
    "CriterionCount",
    "DifferentUnits",
    "Explanation",
    "Frames",
    "FramesError",
    "LeftOut",
    "LinkageError",
    "NoSuchUnit",
    "Overlapped",
    "Permission",
    "Segmented",
    "Unanswered",
    "Unused",
    "cause",
    "check",
    "closed_sources",
    "concentration",
    "concentration_in",
    "costed",
    "describe",
    "describe_test",
    "evaluate",
    "evaluate_in",
    "explain",
    "fields_read",
    "frames_for",
    "left_out",
    "moves",
    "overlap",
    "people_gone",
    "permitted",
    "questions_of",
    "released",
    "segment",
    "segment_in",
    "unanswered",
    "unused_fields",
    "unused_grants",
]
