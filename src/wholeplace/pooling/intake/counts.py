"""Tables of counts: sources that tell of no single person."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping

from .context import Context
from .dates import read_dates
from .rows import Rows
from .tables import AGGREGATE, same
from .values import plain
from .values.distinct import as_mask


def aggregate_of(rows: Rows, mapping: Mapping, context: Context) -> tuple[pa.Table, np.ndarray]:
    """Counts by area. A count given as '*' or '<5' is kept as not known; it is not nought."""
    columns = mapping.aggregate
    assert columns is not None
    message = "the count is withheld or not a number; it was kept as not known"
    count = rows.read(columns.count, plain.integer, pa.int64(), "withheld-count", message, "note")
    aside = as_mask(rows.text(columns.area).is_null())
    message = "the row names no area; it was set aside"
    rows.tell(aside, columns.area, "no-key", "error", message)
    size = len(rows)
    table = pa.table(
        {
            "source": same(context.source.id, size),
            "kind": same(columns.kind, size),
            "area": rows.text(columns.area),
            "start": read_dates(rows, columns.start, mapping, context),
            "end": read_dates(rows, columns.end, mapping, context),
            "count": count,
        }
    )
    return table.cast(AGGREGATE).filter(pc.invert(pa.array(aside))), aside
