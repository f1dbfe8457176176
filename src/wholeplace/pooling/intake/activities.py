"""From rows to activities: what happened, when, how much of it, at what cost."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import ActivityMap, Mapping

from .attributes import attributes_of
from .context import Context
from .costs import pence_of
from .dates import read_dates, read_past
from .events import newest_day, one_event
from .rows import Rows
from .tables import ACTIVITY, same
from .values import plain
from .values.distinct import as_mask, codes_of, distinct
from .wanted import RETURN_DAY

DAYS = {"day": 1.0, "night": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Length of the units of time in which activities are counted."""


def activities_of(
    rows: Rows, one: ActivityMap, mapping: Mapping, context: Context
) -> tuple[pa.Table, pa.Table]:
    """Activities of one kind, and the detail table with its attributes. Both lack their numbers."""
    newest = newest_day(rows, one, mapping, context)
    rows = rows.where(rows.matching_all(one.when))
    rows, closing = one_event(rows, one, mapping, context, newest)
    start = read_past(rows, one.start, mapping, context)
    end = pc.coalesce(read_dates(rows, one.end, mapping, context), closing)
    end = _not_after_death(rows, end, one, mapping, context)
    end = _not_before(rows, start, end, one)
    _tell_undated(rows, start, one)
    days = _days(start, end, context.as_at)
    pence = pence_of(rows, one.actual, days)
    size = len(rows)
    table = pa.table(
        {
            "activity": pa.nulls(size, pa.int64()),
            "local_id": rows.text(mapping.person.local_id if mapping.person else None),
            "kind": same(one.kind, size),
            "group": rows.text(one.group),
            "start": start,
            "end": end,
            "quantity": _quantity(rows, one, days, context),
            "partner": same(context.source.partner, size),
            "provider": rows.text(one.provider),
            "outcome": _outcome(rows, one, mapping),
            "pence": pence,
            "pence_basis": pc.if_else(pence.is_valid(), "actual", pa.scalar(None, pa.string())),
            "source": same(context.source.id, size),
            "delivery": rows.delivery_names(),
            "file": rows.file_names(),
            "row": rows.row,
        }
    )
    return table.cast(ACTIVITY), attributes_of(rows, one, mapping, context)


def tell_no_activity(rows: Rows, mapping: Mapping) -> None:
    """Note rows of no kind that is read: a code that is not expected would hide an event."""
    if not mapping.activities:
        return
    matched = [rows.matching_all(one.when) for one in mapping.activities]
    none = ~np.logical_or.reduce(matched)
    message = "the row is of no kind of activity read here; what it says of the person was used"
    rows.tell(none, None, "no-activity", "note", message)


def _not_after_death(
    rows: Rows, end: pa.Array, one: ActivityMap, mapping: Mapping, context: Context
) -> pa.Array:
    """What lasts ends when the person dies, whatever was left open."""
    died = mapping.person.died if mapping.person else None
    if died is None or not context.kinds[one.kind].lasting:
        return end
    days = read_dates(rows, died, mapping, context)
    later = pc.and_(days.is_valid(), pc.fill_null(pc.greater(end, days), True))
    message = "it runs on after the person died; it was taken to have ended on that day"
    rows.tell(as_mask(later), one.end or died, "ends-after-death", "warning", message)
    return pc.if_else(later, days, end)


def _not_before(rows: Rows, start: pa.Array, end: pa.Array, one: ActivityMap) -> pa.Array:
    wrong = pc.fill_null(pc.less(end, start), False)
    message = "the end lies before the start; it was taken to have ended on the day it began"
    rows.tell(np.asarray(wrong), one.end, "ends-before-start", "warning", message)
    return pc.if_else(wrong, start, end)


def _tell_undated(rows: Rows, start: pa.Array, one: ActivityMap) -> None:
    message = f"there is no date, so this {one.kind} counts in no period; it was kept"
    if one.start == RETURN_DAY:
        message += ". The return gives none: say its 'year' in the definition of the source"
    blank = np.asarray(pc.and_(start.is_null(), rows.text(one.start).is_null()))
    rows.tell(blank, one.start, "no-date", "warning", message)


def _days(start: pa.Array, end: pa.Array, as_at: date) -> np.ndarray:
    """Days from start to end, or to the place's day when it is still open; never below zero."""
    today = pa.scalar(as_at, pa.date32())
    first, last = start.cast(pa.int32()), pc.fill_null(end, today).cast(pa.int32())
    length = pc.max_element_wise(pc.subtract(last, first), 0, skip_nulls=False)
    return np.asarray(pc.fill_null(length, -1))


def _quantity(rows: Rows, one: ActivityMap, days: np.ndarray, context: Context) -> pa.Array:
    kind = context.kinds[one.kind]
    if one.quantity:
        message = "the quantity is not a number; it was taken as not known"
        return rows.read(one.quantity, plain.real, pa.float64(), "unreadable-number", message)
    if one.shared_by:
        return pa.array(_shares(rows.text(one.shared_by)))
    if kind.lasting and kind.unit in DAYS:
        return pa.array(days / DAYS[kind.unit], pa.float64(), mask=days < 0)
    return pa.array(np.ones(len(rows)))


def _shares(case: pa.Array) -> np.ndarray:
    codes = codes_of(case)
    counts = np.bincount(codes + 1, minlength=1)
    counts[0] = 1
    shares: np.ndarray = np.divide(1.0, counts[codes + 1])
    return shares


def _outcome(rows: Rows, one: ActivityMap, mapping: Mapping) -> pa.Array:
    meant = mapping.codes.get(f"{one.kind}.outcome", mapping.codes.get("outcome", {}))
    folded = {given.casefold(): value for given, value in meant.items()}
    given = rows.text(one.outcome)
    return distinct(given, lambda v: folded.get(v.casefold(), v), pa.string()).values
