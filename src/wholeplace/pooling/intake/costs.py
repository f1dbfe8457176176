"""What an activity cost where the partner says so: price, how often it is paid, how long."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Actual, Every

from .rows import Rows
from .values import plain
from .values.distinct import as_mask, distinct

_NO_AMOUNT = "the price is not an amount of money for one unit; the cost was taken as not known"
_NO_UNITS = "the units are not a number of units a week; the cost was taken as not known"
_LONGEST = 40_000
"""Days (110 years) beyond which no cost is worked out: the dates are wrong."""


def pence_of(rows: Rows, actual: Actual | None, days: np.ndarray) -> pa.Array:
    """Price for the days it lasted, rounded half up to the penny; or the price, where paid once.

    ``days`` are below nought where they are not known; then so is the cost.
    """
    if actual is None:
        return pa.nulls(len(rows), pa.int64())
    price = rows.read(actual.price, _price, pa.int64(), "unreadable-amount", _NO_AMOUNT)
    message = "the price is below nought; the cost was kept as given"
    rows.tell(_below_nought(price), actual.price, "negative-price", "warning", message)
    cost = _lasting(rows, actual, price, days)
    if actual.once is None:
        return cost
    return pc.if_else(pa.array(rows.matching(actual.once)), price, cost)


def _price(given: str) -> int | None:
    """Pence; more than £10 million for one unit is a slip of the pen."""
    pence = plain.pence(given)
    return pence if pence is not None and abs(pence) <= 10**9 else None


def _units(given: str) -> int | None:
    """Hundredths of a unit; more than 1,000 a week are a slip of the pen."""
    hundredths = plain.pence(given)
    return hundredths if hundredths is not None and abs(hundredths) <= 10**5 else None


def _below_nought(price: pa.Array) -> np.ndarray:
    return as_mask(pc.fill_null(pc.less(price, 0), False))


def _lasting(rows: Rows, actual: Actual, price: pa.Array, days: np.ndarray) -> pa.Array:
    by_units = _by_units(rows, actual, price, days)
    return pc.coalesce(_by_payments(rows, actual.every, price, days), by_units)


def _by_units(rows: Rows, actual: Actual, price: pa.Array, days: np.ndarray) -> pa.Array:
    """Price × units a week × weeks."""
    if actual.units_a_week is None:
        return price
    units = rows.read(actual.units_a_week, _units, pa.int64(), "unreadable-number", _NO_UNITS)
    amount = np.asarray(pc.fill_null(pc.multiply(price, units), 0))
    weekly = _rounded(amount * np.minimum(days, _LONGEST), Fraction(700))
    return pc.if_else(_known(price, units, days), pa.array(weekly), None)


def _by_payments(rows: Rows, every: Every | None, price: pa.Array, days: np.ndarray) -> pa.Array:
    """Price × days ÷ days between payments; null where the column does not say how often."""
    if every is None:
        return pa.nulls(len(rows), pa.int64())
    names = {given.casefold(): place for place, given in enumerate(every.days)}
    said = distinct(rows.text(every.column), lambda v: names.get(v.casefold()), pa.int64()).values
    cost, which = np.zeros(len(rows), np.int64), np.asarray(pc.fill_null(said, -1))
    amount = np.asarray(pc.fill_null(price, 0)) * np.minimum(days, _LONGEST)
    for place, length in enumerate(every.days.values()):
        hit = which == place
        cost[hit] = _rounded(amount[hit], Fraction(length))
    return pc.if_else(_known(price, said, days), pa.array(cost), None)


def _known(price: pa.Array, other: pa.Array, days: np.ndarray) -> pa.Array:
    within = pa.array((days >= 0) & (days <= _LONGEST))
    return pc.and_(pc.and_(price.is_valid(), other.is_valid()), within)


def _rounded(amount: np.ndarray, by: Fraction) -> np.ndarray:
    """Divided, halves up."""
    top, bottom = by.denominator, by.numerator
    whole: np.ndarray = (amount * top * 2 + bottom) // (2 * bottom)
    return whole
