"""Rows that tell one event several times: keep the latest word on it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import ActivityMap, Mapping

from .context import Context
from .dates import read_dates
from .groups import keys_of
from .rows import Rows
from .values.distinct import as_mask


def one_event(
    rows: Rows, one: ActivityMap, mapping: Mapping, context: Context
) -> tuple[Rows, pa.Array]:
    """The rows that count, and the day on which those that went missing closed."""
    rule = one.one_event
    if rule is None or not len(rows):
        return rows, pa.nulls(len(rows), pa.date32())
    told = read_dates(rows, rule.latest, mapping, context)
    days = np.asarray(pc.fill_null(told.cast(pa.int32()), -(1 << 30)))
    kept = _latest(keys_of(rows, rule.same), days, _open_first(rows, one))
    earlier = np.setdiff1d(np.arange(len(rows)), kept, assume_unique=True)
    message = "the row tells of an event that a later row tells again; the later row was used"
    rows.tell(earlier, rule.latest, "told-again", "note", message)
    closing = told if rule.closes_when_missing else pa.nulls(len(rows), pa.date32())
    newest = days[kept] == days.max()
    missing = pa.array(kept, mask=newest)
    return rows.where(kept), closing.take(missing)


def _open_first(rows: Rows, one: ActivityMap) -> np.ndarray:
    """Of rows told on one day an open end counts before a closed one (the department's rule)."""
    return as_mask(rows.text(one.end).is_null())


def _latest(keys: np.ndarray, days: np.ndarray, still_open: np.ndarray) -> np.ndarray:
    order = np.lexsort((np.arange(len(keys)), still_open, days, keys))
    ordered = keys[order]
    last = np.ones(len(ordered), bool)
    last[:-1] = ordered[1:] != ordered[:-1]
    return np.sort(order[last])
