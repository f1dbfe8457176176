"""Who needs help: definitions compiled to Ibis, counted, explained, and put in plain English.

A rule is met, not met, or has no data: silence means no only where a delivery covers the person.
"""

from .checks import CohortError, check
from .english import describe
from .evaluating import evaluate
from .frames import Frames, FramesError
from .results import CohortResult, CriterionCount

__all__ = [
    "CohortError",
    "CohortResult",
    "CriterionCount",
    "Frames",
    "FramesError",
    "check",
    "describe",
    "evaluate",
]
