"""The run: from partners' files to figures, step by step, nothing done twice, swapped in whole."""

from .asking import Asked, Refusal, overlapping
from .changes import last_changes
from .explaining import explain_pair
from .lock import Busy
from .progress import Event, Progress
from .publishing import Draft, NotAsked, agree, ask, draft
from .run import RunResult, cohort_counts, results, run
from .scoring import NoTruth, score

__all__ = [
    "Asked",
    "Busy",
    "Draft",
    "Event",
    "NoTruth",
    "NotAsked",
    "Progress",
    "Refusal",
    "RunResult",
    "agree",
    "ask",
    "cohort_counts",
    "draft",
    "explain_pair",
    "last_changes",
    "overlapping",
    "results",
    "run",
    "score",
]
