"""Rows in order of person, day and place in the file, to find the latest word on each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .rows import Rows
from .values.distinct import as_mask, codes_of, plain


def keys_of(rows: Rows, columns: Sequence[str]) -> np.ndarray:
    """A small integer for each different set of values in these columns."""
    codes = [codes_of(rows.text(column)) for column in columns]
    _, keys = np.unique(np.column_stack(codes), axis=0, return_inverse=True)
    return keys.reshape(-1)


class Groups:
    """Rows put in order of local id, then the day they speak of, then their place."""

    def __init__(self, table: pa.Table, day: str):
        codes = codes_of(table["local_id"])
        days = np.asarray(pc.fill_null(plain(table[day]).cast(pa.int32()), -(1 << 30)))
        self.order = np.lexsort((np.arange(len(codes)), days, codes))
        self.codes = codes[self.order]
        first = np.ones(len(codes), bool)
        first[1:] = self.codes[1:] != self.codes[:-1]
        self.starts = np.flatnonzero(first)
        self.number = np.cumsum(first) - 1
        self.table = table

    def last(self, usable: pa.Array | pa.ChunkedArray) -> pa.Array:
        """For each group the place of its last usable row; null when it has none."""
        mask = as_mask(pc.fill_null(usable, False))[self.order]
        places = np.where(mask, np.arange(len(mask)), -1)
        best = np.maximum.reduceat(places, self.starts) if len(places) else places
        return pa.array(self.order[best], mask=best < 0)
