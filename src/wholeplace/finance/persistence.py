"""How long an effect stands: from a lag to an end, weaker each year."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def persist(lag: Array, duration: Array, drop_off: Array, intakes: Array) -> Array:
    """Intakes still in effect in each year, intake by intake.

    An intake is taken on at the start of its year. Its effect runs from ``lag`` to ``duration``
    years later; a year partly inside counts for that part. It has lost ``drop_off`` of itself for
    each year since it began.
    """
    years = intakes.shape[-1]
    standing = np.zeros((max(map(len, (lag, duration, drop_off, intakes))), years))
    for age in range(years):
        share = _share_in_year(age, lag, duration, drop_off)
        standing[:, age:] += share * intakes[:, : years - age]
    return standing


def _share_in_year(age: int, lag: Array, duration: Array, drop_off: Array) -> Array:
    begins = np.maximum(lag, age)
    overlap = np.clip(np.minimum(duration, age + 1) - begins, 0.0, 1.0)
    share: Array = overlap * (1.0 - drop_off) ** (begins - lag)
    return share
