"""The run: from partners' files to figures, step by step, nothing done twice, swapped in whole."""

from .asking import Asked, Refusal, overlapping
from .changes import last_changes
from .explaining import explain_pair
from .lock import Busy
from .progress import Event, Progress
from .run import RunResult, cohort_counts, results, run
from .scoring import NoTruth, score

__all__ = [
    "Asked",
    "Busy",
    "Event",
    "NoTruth",
    "Progress",
    "Refusal",
    "RunResult",
    "cohort_counts",
    "explain_pair",
    "last_changes",
    "overlapping",
    "results",
    "run",
    "score",
]
