"""Levels of agreement of birth dates: swapped day and month, a wrong digit, a part not known."""

import numpy as np

from .fields import Births
from .lists import Ints
from .per_value import MISSING

EXACT, SWAPPED, ONE_DIGIT, TWO_PARTS, ONLY_YEAR, DIFFERENT = range(6)


def birth_levels(births: Births, left: Ints, right: Ints) -> dict[str, Ints]:
    """``birth_date`` where both dates are whole, else ``birth_part`` for what is known of them."""
    one, other = births.whole[left], births.whole[right]
    both = (one > 0) & (other > 0)
    whole = np.where(both, EXACT, MISSING).astype(np.int8)
    differ = np.flatnonzero(both & (one != other))
    whole[differ] = _level_apart(births, left[differ], right[differ])
    part = np.full(len(left), MISSING, dtype=np.int8)
    rest = np.flatnonzero(~both)
    part[rest] = _part_level(births, left[rest], right[rest])
    return {"birth_date": whole, "birth_part": part}


def _level_apart(births: Births, left: Ints, right: Ints) -> Ints:
    """Level of two whole dates that differ."""
    year, month, day = (
        (part[left], part[right]) for part in (births.year, births.month, births.day)
    )
    same = [one == other for one, other in (year, month, day)]
    swapped = same[0] & (month[0] == day[1]) & (day[0] == month[1])
    parts = same[0].astype(np.int8) + same[1] + same[2]
    level = np.where(same[0], ONLY_YEAR, DIFFERENT)  # 1 January stands for "some day that year"
    level = np.where(parts == 2, TWO_PARTS, level)
    level = np.where(_digits_apart(births.whole[left], births.whole[right]) == 1, ONE_DIGIT, level)
    return np.where(swapped, SWAPPED, level).astype(np.int8)


def _digits_apart(one: Ints, other: Ints) -> Ints:
    """How many of the eight digits of two dates differ."""
    apart = np.zeros(len(one), dtype=np.int8)
    for _ in range(8):
        apart += one % 10 != other % 10
        one, other = one // 10, other // 10
    return apart


def _part_level(births: Births, left: Ints, right: Ints) -> Ints:
    known = (births.year[left] > 0) & (births.year[right] > 0)
    differ = births.year[left] != births.year[right]
    for part in (births.month, births.day):
        both = (part[left] > 0) & (part[right] > 0)
        differ |= both & (part[left] != part[right])
    return np.where(known, differ, MISSING).astype(np.int8)
