"""Which records are one person, who lives together, and ids that survive the next run.

``link`` cleans records (``fields``), finds candidate pairs (``blocking``), compares them
(``comparing``), learns what agreement is worth (``training``, ``model``), weighs it (``scoring``)
and joins records to people (``closure``). ``explain`` says why two were or were not joined,
``durable_ids`` gives people ids that last, and ``households`` says who lives with whom. ``files``
links files that belong to no place. ``keep_model`` and ``kept_model`` keep a place's model in its
register, and ``incremental`` links what changed since. ``in_splink`` writes and reads the model for
Splink, and ``recall`` says how many matches are found.
"""

from .comparing import Compared, Comparer
from .explaining import Explanation, NoSuchRecord, explain, title_of
from .fields import Fields, prepare
from .households import Households, household_id, households
from .id_log import forget_ids, where_now
from .id_register import register_hash
from .ids import durable_ids, mint
from .linking import WORDS, Linked, Pairs, link
from .measuring import score_linkage
from .model import Calibration, Comparison, Level, Model, ModelError
from .model_files import Trained, in_use, keep_model, kept_model, misfit, model_of
from .rulings import Ruling
from .scoring import Scored, score

__all__ = [
    "WORDS",
    "Calibration",
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
    "Ruling",
    "Scored",
    "Trained",
    "durable_ids",
    "explain",
    "forget_ids",
    "household_id",
    "households",
    "in_use",
    "keep_model",
    "kept_model",
    "link",
    "mint",
    "misfit",
    "model_of",
    "prepare",
    "register_hash",
    "score",
    "score_linkage",
    "title_of",
    "where_now",
]
