"""Dates as whole days since 1970, so that half a million people are one array."""

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Days = np.ndarray

EPOCH = date(1970, 1, 1)
NEVER = np.int32(2_000_000)


def day(year: int, month: int, of_month: int) -> int:
    """Give the day number of a date."""
    return (date(year, month, of_month) - EPOCH).days


START = day(2011, 4, 1)
AS_AT = day(2014, 3, 31)
YEAR = 365.2425
FIRST_WRITTEN, LAST_WRITTEN = day(1895, 1, 1), day(2016, 12, 31)
YEAR_STARTS = (day(2011, 4, 1), day(2012, 4, 1), day(2013, 4, 1))

# First and last school day of each term, as the boroughs' schools kept them.
TERMS = tuple(
    (day(*first), day(*last))
    for first, last in (
        ((2011, 4, 26), (2011, 7, 22)),
        ((2011, 9, 5), (2011, 12, 16)),
        ((2012, 1, 4), (2012, 3, 30)),
        ((2012, 4, 16), (2012, 7, 20)),
        ((2012, 9, 3), (2012, 12, 21)),
        ((2013, 1, 7), (2013, 3, 28)),
        ((2013, 4, 15), (2013, 7, 24)),
        ((2013, 9, 3), (2013, 12, 20)),
        ((2014, 1, 6), (2014, 3, 28)),
    )
)
LAST_THREE_TERMS = TERMS[-3:]


def parts(days: Days) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split day numbers into year, month and day of the month."""
    stamps = np.asarray(days).astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(int) + 1970
    return year, months.astype(int) % 12 + 1, (stamps - months).astype(int) + 1


def ages(born: Days, on: Days | int) -> np.ndarray:
    """Count birthdays passed, by the calendar."""
    then, now = parts(born), parts(np.broadcast_to(on, np.shape(born)))
    before = (now[1] < then[1]) | ((now[1] == then[1]) & (now[2] < then[2]))
    return now[0] - then[0] - before


def joined(year: np.ndarray, month: np.ndarray, of_month: np.ndarray) -> Days:
    """Make day numbers of years, months and days of the month."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int32) + of_month.astype(np.int32) - 1


ISO, SLASHED, SHORT_MONTH = "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y"


def written(days: Days, style: str = ISO) -> pa.Array:
    """Write dates in one style; NEVER becomes an empty cell."""
    labels = _labels(style)
    place = np.where(np.asarray(days) < NEVER, np.asarray(days) - FIRST_WRITTEN, len(labels) - 1)
    return labels.take(pa.array(place))


@cache
def _labels(style: str) -> pa.Array:
    """Write every day anybody here could name, and an empty cell after them."""
    span = np.arange(FIRST_WRITTEN, LAST_WRITTEN + 1)
    stamps = pa.array(span.astype(np.int32)).cast(pa.date32())
    return pa.concat_arrays([pc.strftime(stamps, format=style), pa.array([""])])
