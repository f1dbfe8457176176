"""Rows that tell one event several times: keep the latest word on it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import ActivityMap, BestFirst, Mapping

from .codes import code_list
from .context import Context
from .dates import read_dates
from .files.header import normal
from .groups import keys_of
from .rows import Rows
from .values.distinct import as_mask, distinct

_NEVER = -(1 << 30)


def one_event(
    rows: Rows, one: ActivityMap, mapping: Mapping, context: Context, newest: int | None
) -> tuple[Rows, pa.Array]:
    """The rows that count, and the day on which those that went missing closed.

    ``newest`` is the last day of which any row of the source is told.
    """
    rule = one.one_event
    if rule is None or not len(rows):
        return rows, pa.nulls(len(rows), pa.date32())
    told = read_dates(rows, rule.latest, mapping, context)
    days = _days(told)
    ends = _days(read_dates(rows, one.end, mapping, context))
    ends[as_mask(rows.text(one.end).is_null())] = -_NEVER
    kept = _latest(keys_of(rows, rule.same), days, ends, _worse(rows, rule.best))
    earlier = np.setdiff1d(np.arange(len(rows)), kept, assume_unique=True)
    message = "the row tells of an event that a later row tells again; the later row was used"
    rows.tell(earlier, rule.latest, "told-again", "note", message)
    if not rule.closes_when_missing:
        return rows.where(kept), pa.nulls(len(kept), pa.date32())
    return rows.where(kept), told.take(pa.array(kept, mask=days[kept] == newest))


def newest_day(rows: Rows, one: ActivityMap, mapping: Mapping, context: Context) -> int | None:
    """The last day any row is told of, as a number; None without a rule that asks for it."""
    if one.one_event is None or not len(rows):
        return None
    return int(_days(read_dates(rows, one.one_event.latest, mapping, context)).max())


def _days(dates: pa.Array) -> np.ndarray:
    return np.array(pc.fill_null(dates.cast(pa.int32()), _NEVER))


def _worse(rows: Rows, best: BestFirst | None) -> np.ndarray:
    """How far down the order each row's value stands; what is not in it comes last."""
    if best is None:
        return np.zeros(len(rows), np.int64)
    values = code_list(best.as_listed).codes if best.as_listed else best.order
    order = {normal(value): place for place, value in enumerate(values)}
    last = len(order)
    found = distinct(rows.text(best.column), lambda v: order.get(normal(v), last), pa.int64())
    return np.asarray(pc.fill_null(found.values, last))


def _latest(keys: np.ndarray, days: np.ndarray, ends: np.ndarray, worse: np.ndarray) -> np.ndarray:
    """Of each key the row told last; then open before closed, later ends, better outcomes."""
    order = np.lexsort((np.arange(len(keys)), -worse, ends, days, keys))
    ordered = keys[order]
    last = np.ones(len(ordered), bool)
    last[:-1] = ordered[1:] != ordered[:-1]
    return np.sort(order[last])
