"""Which records are one person, who lives together, and ids that survive the next run.

``link`` cleans records (``fields``), finds candidate pairs (``blocking``), compares them
(``comparing``), learns what agreement is worth (``training``, ``model``), weighs it (``scoring``)
and joins records to people (``closure``). ``explain`` says why two were or were not joined,
``durable_ids`` gives people ids that last, and ``households`` says who lives with whom. ``files``
links files that belong to no place.
"""

from .comparing import Compared, Comparer
from .explaining import Explanation, NoSuchRecord, explain
from .fields import Fields, prepare
from .households import Households, household_id, households
from .id_log import where_now
from .ids import durable_ids, mint
from .linking import Linked, Pairs, link
from .measuring import score_linkage
from .model import Comparison, Level, Model, ModelError
from .scoring import Scored, score

__all__ = [
    "Compared",
    "Comparer",
    "Comparison",
    "Explanation",
    "Fields",
    "Households",
    "Level",
    "Linked",
    "Model",
    "ModelError",
    "NoSuchRecord",
    "Pairs",
    "Scored",
    "durable_ids",
    "explain",
    "household_id",
    "households",
    "link",
    "mint",
    "prepare",
    "score",
    "score_linkage",
    "where_now",
]
