"""The run: from partners' files to figures, step by step, nothing done twice, swapped in whole."""

from .asking import Asked, Refusal, overlapping
from .changes import last_changes
from .explaining import explain_pair
from .finding import NoIndex, Search, find_person
from .giving import kept_from
from .grouping import measure_groups
from .lock import Busy
from .modelling import linkage_model, model_in_splink, use_model
from .progress import Event, Progress
from .publishing import Draft, NotAsked, agree, ask, draft
from .reviewing import ReasonMissing, decide, pair_id
from .run import RunResult, cohort_counts, results, run
from .scoring import NoTruth, score
from .side_by_side import Said, side_by_side

__all__ = [
    "Asked",
    "Busy",
    "Draft",
    "Event",
    "NoIndex",
    "NoTruth",
    "NotAsked",
    "Progress",
    "ReasonMissing",
    "Refusal",
    "RunResult",
    "Said",
    "Search",
    "agree",
    "ask",
    "cohort_counts",
    "decide",
    "draft",
    "explain_pair",
    "find_person",
    "kept_from",
    "last_changes",
    "linkage_model",
    "measure_groups",
    "model_in_splink",
    "overlapping",
    "pair_id",
    "results",
    "run",
    "score",
    "side_by_side",
    "use_model",
]
