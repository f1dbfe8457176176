"""Read a date column of a source, and say what is wrong with it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping, add_months

from .context import Context
from .rows import Rows
from .values.dates import Dates
from .values.distinct import distinct_parts

FAR = 30 * 12
"""Months ahead in which a two-digit year may fall: a release, the end of a tenancy."""


def read_dates(rows: Rows, column: str | None, mapping: Mapping, context: Context) -> pa.Array:
    """When something happened."""
    return _dates(rows, column, mapping, add_months(context.as_at, FAR))[0]


def read_roughly(
    rows: Rows, column: str | None, mapping: Mapping, context: Context
) -> tuple[pa.Array, pa.Array]:
    """When something happened, and whether the day, the month or the year of it is known."""
    return _dates(rows, column, mapping, add_months(context.as_at, FAR))


def read_past(rows: Rows, column: str | None, mapping: Mapping, context: Context) -> pa.Array:
    """When something happened that cannot lie ahead; dates that do are kept, with a finding."""
    days = read_dates(rows, column, mapping, context)
    _tell_future(rows, column, days, context.as_at)
    return days


def read_births(
    rows: Rows, column: str | None, mapping: Mapping, context: Context
) -> tuple[pa.Array, pa.Array]:
    """Birth dates and how much of each is known."""
    latest = add_months(context.as_at, -12 * context.youngest)
    days, precision = _dates(rows, column, mapping, latest)
    _tell_future(rows, column, days, context.as_at)
    return days, precision


def _dates(
    rows: Rows, column: str | None, mapping: Mapping, latest: date
) -> tuple[pa.Array, pa.Array]:
    given = rows.text(column)
    read = Dates.of(mapping.dates, latest).reader()
    days, precision = distinct_parts(given, read, (pa.date32(), pa.string()))
    none = np.asarray(pc.and_(given.is_valid(), days.is_null()))
    placeholder = np.asarray(pc.fill_null(pc.equal(precision, "placeholder"), False))
    styles = ", ".join(mapping.dates)
    message = f"the value is not a date in the styles {styles}; it was taken as not known"
    period = np.asarray(pc.fill_null(pc.equal(precision, "period"), False))
    rows.tell(none & ~placeholder & ~period, column, "unreadable-date", "warning", message)
    message = "the value names a period, not a day; it was taken as not known"
    rows.tell(period, column, "period-date", "warning", message)
    message = "the date stands for 'not known' (1800, 1900, 9999); it was taken as not known"
    rows.tell(placeholder, column, "placeholder-date", "note", message)
    return days, pc.if_else(days.is_valid(), precision, pa.scalar(None, pa.string()))


def _tell_future(rows: Rows, column: str | None, days: pa.Array, as_at: date) -> None:
    later = np.asarray(pc.fill_null(pc.greater(days, pa.scalar(as_at, pa.date32())), False))
    message = f"the date lies after {as_at}, the day the place is asked about; it was kept"
    rows.tell(later, column, "date-ahead", "warning", message)
