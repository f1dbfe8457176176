"""From rows to activities: what happened, when, how much of it, at what cost."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import ActivityMap, Actual, Mapping

from .attributes import attributes_of
from .context import Context
from .dates import read_dates, read_past
from .events import one_event
from .rows import Rows
from .tables import ACTIVITY, same
from .values import plain
from .values.distinct import codes_of, distinct
from .wanted import RETURN_DAY

DAYS = {"day": 1.0, "night": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Length of the units of time in which activities are counted."""


def activities_of(
    rows: Rows, one: ActivityMap, mapping: Mapping, context: Context
) -> tuple[pa.Table, pa.Table]:
    """Activities of one kind, and the detail table with its attributes. Both lack their numbers."""
    for when in one.when:
        rows = rows.where(rows.matching(when))
    rows, closing = one_event(rows, one, mapping, context)
    start = read_past(rows, one.start, mapping, context)
    end = pc.coalesce(read_dates(rows, one.end, mapping, context), closing)
    end = _not_before(rows, start, end, one)
    _tell_undated(rows, start, one)
    days = _days(start, end, context.as_at)
    pence = _pence(rows, one.actual, days)
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
            "file": rows.file_names(),
            "row": rows.row,
        }
    )
    return table.cast(ACTIVITY), attributes_of(rows, one, mapping, context)


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


def _pence(rows: Rows, actual: Actual | None, days: np.ndarray) -> pa.Array:
    """Price × units a week × weeks, rounded half up to the penny; or the price, where paid once."""
    if actual is None:
        return pa.nulls(len(rows), pa.int64())
    message = "the price is not an amount of money; the cost was taken as not known"
    price = rows.read(actual.price, plain.pence, pa.int64(), "unreadable-amount", message)
    if actual.units_a_week is None:
        return price
    message = "the units a week are not a number; the cost was taken as not known"
    hundredths = rows.read(
        actual.units_a_week, _hundredths, pa.int64(), "unreadable-number", message
    )
    amount = np.asarray(pc.fill_null(pc.multiply(price, hundredths), 0))
    weekly = pa.array((amount * days * 2 + 700) // 1400, mask=np.asarray(hundredths.is_null()))
    weekly = pc.if_else(pc.and_(price.is_valid(), pa.array(days >= 0)), weekly, None)
    if actual.once is None:
        return weekly
    return pc.if_else(pa.array(rows.matching(actual.once)), price, weekly)


def _hundredths(given: str) -> int | None:
    return plain.pence(given)


def _outcome(rows: Rows, one: ActivityMap, mapping: Mapping) -> pa.Array:
    meant = mapping.codes.get(f"{one.kind}.outcome", mapping.codes.get("outcome", {}))
    folded = {given.casefold(): value for given, value in meant.items()}
    given = rows.text(one.outcome)
    return distinct(given, lambda v: folded.get(v.casefold(), v), pa.string()).values
