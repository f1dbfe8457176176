"""Discounting by the Green Book: pounds of a later year in today's value."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SOURCE = (
    "HM Treasury, Green Book (2022), annex 6: 3.5% for 30 years, 3.0% to year 75, 2.5% to 125, "
    "2.0% to 200, 1.5% to 300, then 1.0%"
)
GREEN_BOOK = ((30, 0.035), (75, 0.030), (125, 0.025), (200, 0.020), (300, 0.015))
LAST_RATE = 0.010


def rate_in(year: int) -> float:
    """The rate that leads from the year before to ``year``; the first year is year 0."""
    return next((rate for last, rate in GREEN_BOOK if year <= last), LAST_RATE)


def discount_factors(years: int) -> Array:
    """The value today of a pound in year 0, 1, 2 …: each year divides by 1 + its own rate."""
    steps = [1.0, *(1.0 / (1.0 + rate_in(year)) for year in range(1, years))]
    factors: Array = np.array(steps[:years]).cumprod()
    return factors


def present_value(flows: Array) -> Array:
    """Flows by year (the last axis, from year 0) as one value today."""
    value: Array = (flows * discount_factors(flows.shape[-1])).sum(axis=-1)
    return value
