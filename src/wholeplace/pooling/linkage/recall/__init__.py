"""How many matches linking finds, and whether it finds fewer for some people than for others.

``known_pairs`` are pairs known to be one person by something hidden from the model;
``recall_by_group`` says, with intervals, in which groups fewer of them would be joined.
"""

from .groups import Group, Rules, Share, age_band, recall, recall_by_group, rules
from .hiding import REVIEWED, KnownPairs, known_pairs

__all__ = [
    "REVIEWED",
    "Group",
    "KnownPairs",
    "Rules",
    "Share",
    "age_band",
    "known_pairs",
    "recall",
    "recall_by_group",
    "rules",
]
