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
from .values.distinct import as_mask, codes_of, distinct

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
    keys = keys_of(rows, rule.same)
    if rule.lasts_while_told:
        keys = _unbroken(keys, days)
    kept = _latest(keys, days, ends, _worse(rows, rule.best))
    earlier = np.setdiff1d(np.arange(len(rows)), kept, assume_unique=True)
    message = "the row tells of an event that a later row tells again; the later row was used"
    rows.tell(earlier, rule.latest, "told-again", "note", message)
    if rule.lasts_while_told:
        begun = rows.text(rule.latest).take(pa.array(_first(keys, days)[kept]))
        return rows.where(kept).with_text(one.start, begun), _not_told_since(days, kept)
    left = rows.where(kept)
    ended = pa.nulls(len(kept), pa.date32())
    if rule.closes_when_missing:
        ended = told.take(pa.array(kept, mask=days[kept] == newest))
    if rule.next_ends_it and mapping.person is not None:
        ended = pc.coalesce(_next_begins(left, one, mapping, context), ended)
    return left, ended


def _unbroken(keys: np.ndarray, days: np.ndarray) -> np.ndarray:
    """A key of its own for every run of deliveries without one between that does not tell."""
    _, delivery = np.unique(days, return_inverse=True)
    order = np.lexsort((delivery, keys))
    same = keys[order][1:] == keys[order][:-1]
    begins = np.ones(len(keys), bool)
    begins[1:] = ~(same & (np.diff(delivery[order]) <= 1))
    runs = np.empty(len(keys), np.int64)
    runs[order] = np.cumsum(begins)
    return runs


def _first(keys: np.ndarray, days: np.ndarray) -> np.ndarray:
    """For each row the place of the first of the rows with its key."""
    order = np.lexsort((days, keys))
    _, begins, key = np.unique(keys[order], return_index=True, return_inverse=True)
    first = np.empty(len(keys), np.int64)
    first[order] = order[begins][key]
    return first


def _not_told_since(days: np.ndarray, kept: np.ndarray) -> pa.Array:
    """The day of the first delivery after the last that told; null when that was the newest."""
    deliveries = np.unique(days)
    after = np.searchsorted(deliveries, days[kept], side="right")
    known = (after < len(deliveries)) & (days[kept] != _NEVER)
    ends = deliveries[np.where(known, after, 0)].astype(np.int32)
    return pa.array(ends, pa.int32(), mask=~known).cast(pa.date32())


def _next_begins(rows: Rows, one: ActivityMap, mapping: Mapping, context: Context) -> pa.Array:
    """For each row the day on which the same person's next one began, if there is a next."""
    assert mapping.person is not None
    person = codes_of(rows.text(mapping.person.local_id))
    start = read_dates(rows, one.start, mapping, context)
    days = _days(start)
    order = np.lexsort((np.arange(len(rows)), days, person))
    follows = np.zeros(len(rows), bool)
    follows[:-1] = (person[order[1:]] == person[order[:-1]]) & (days[order[1:]] > days[order[:-1]])
    after = np.full(len(rows), -1)
    after[order[:-1][follows[:-1]]] = order[1:][follows[:-1]]
    return start.take(pa.array(after, mask=after < 0))


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
