"""Ethnic groups, and the words each agency has for them."""

import numpy as np

from .world import World

# Order: white British, other white, Indian, Pakistani, Bangladeshi, Arab, Black Somali or African,
# Caribbean, Chinese, mixed, refused, not known.
SCHOOL_CODES = (
    "WBRI", "WOTH", "AIND", "APKN", "ABAN", "OOTH", "BAFR", "BCRB", "CHNE", "MWBC", "REFU", "NOBT",
)  # fmt: skip
CARE_LABELS = (
    "English, Welsh, Scottish, Northern Irish or British", "Any other White background", "Indian",
    "Pakistani", "Bangladeshi", "Arab", "African", "Caribbean", "Chinese",
    "White and Black Caribbean", "Refused", "Undeclared / Not known",
)  # fmt: skip
# For each group of names, the ethnic groups of its bearers.
BY_GROUP = ((0, 0, 0, 0, 7, 9, 0), (1,), (2, 3, 4), (5, 6, 6), (6, 7, 7, 9), (8,))


def ethnic(world: World, person: np.ndarray) -> np.ndarray:
    """Give each person's ethnic group, the same to every agency that asks and is told."""
    unit, group = world.people.unit[person], world.people.group[person]
    chosen = np.zeros(len(person), dtype=np.int64)
    for place, groups in enumerate(BY_GROUP):
        mine = group == place
        chosen[mine] = np.array(groups)[unit[mine] % len(groups)]
    untold = person * 40503 % 1000
    return np.where(untold < 15, 10, np.where(untold < 40, 11, chosen))
