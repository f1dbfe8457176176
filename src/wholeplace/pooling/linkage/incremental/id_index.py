"""Who has which id, by the rows of a linkage: arrays that are mapped rather than read.

The first shelf is about all rows there were when everybody was named, and about records the
register remembers that have no row. Later ones are about rows named since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from ..encoding import stamps
from ..lists import Ints
from .kept_fields import spread
from .shelf import Array, Shelf


def index_of_all(rows: Ints, people: pa.Array, absent: pa.Table) -> dict[str, Array]:
    """The first shelf: rows with the id of each, and records (key, person) without a row."""
    order = np.argsort(rows)
    keys = stamps(absent["key"].to_pylist())
    by_key = np.argsort(keys)
    remembered = absent["person"].combine_chunks().take(pa.array(by_key))
    return {
        **index_of_some(rows[order], people.take(pa.array(order))),
        "absent": keys[by_key],
        "absent people": remembered,
        "absent marks": stamps(remembered.to_pylist()),
    }


def index_of_some(rows: Ints, people: pa.Array) -> dict[str, Array]:
    """A later shelf: rows with the new id of each."""
    marked = stamps(people.to_pylist())
    by_mark = np.argsort(marked)
    return {
        "rows": rows.astype(np.int32),
        "people": people,
        "marks": marked,
        "marks sorted": marked[by_mark],
        "rows by mark": rows[by_mark].astype(np.int32),
    }


@dataclass(frozen=True)
class IdIndex:
    """Shelves one over the other; what a later one says of a row replaces earlier ones.

    A *mark* is the stamp of an id; 0 is none, as of a row whose record goes by a later one.
    """

    shelves: tuple[Shelf, ...]

    @classmethod
    def open(cls, files: Sequence[Path]) -> IdIndex:
        """Map the files, oldest first."""
        return cls(tuple(Shelf.open(file) for file in files))

    def under(self, arrays: dict[str, Array]) -> IdIndex:
        """These shelves with one more on top."""
        return IdIndex((*self.shelves, Shelf(arrays)))

    def marks(self, size: int) -> Ints:
        """The mark of each row, of ``size`` rows."""
        found = np.zeros(size, dtype=np.uint64)
        for shelf in self.shelves:
            rows = shelf["rows"]
            if len(rows) and rows[-1] == len(rows) - 1:  # all rows up to there, as after naming all
                found[: len(rows)] = shelf["marks"]
            else:
                found[rows] = shelf["marks"]
        return found

    def people(self, rows: Ints) -> pa.Array:
        """The ids of rows that have one."""
        where, start = np.zeros(len(rows), dtype=np.int64), 0
        for shelf in self.shelves:
            known = shelf["rows"]
            place = np.minimum(np.searchsorted(known, rows.astype(np.int32)), len(known) - 1)
            hit = np.flatnonzero(known[place] == rows) if len(known) else place[:0]
            where[hit] = start + place[hit]
            start += len(known)
        kept = pa.chunked_array([shelf["people"] for shelf in self.shelves], pa.string())
        return _whole(kept.take(pa.array(where)))

    def holders(self, marks: Ints) -> tuple[Ints, Ints]:
        """Rows that have, or once had, one of these marks: which mark, and the row."""
        found = []
        for shelf in self.shelves:
            kept = shelf["marks sorted"]
            first = np.searchsorted(kept, marks)
            many = np.searchsorted(kept, marks, side="right") - first
            found.append((np.repeat(marks, many), shelf["rows by mark"][spread(first, many)]))
        return tuple(np.concatenate(side) for side in zip(*found, strict=True))

    def remembered(self, records: Ints) -> tuple[Ints, pa.Array]:
        """The mark and the id of records without a row, by their stamps; 0 and null if none."""
        kept = self.shelves[0]["absent"]
        place = np.minimum(np.searchsorted(kept, records), max(len(kept) - 1, 0))
        hit = kept[place] == records if len(kept) else np.zeros(len(records), dtype=bool)
        marks = np.zeros(len(records), dtype=np.uint64)
        marks[hit] = self.shelves[0]["absent marks"][place[hit]]
        return marks, self.shelves[0]["absent people"].take(pa.array(place, mask=~hit))

    def remembering(self, marks: Ints) -> tuple[Ints, Ints]:
        """Stamps of records without a row that were remembered with one of these marks, and it."""
        kept = self.shelves[0]["absent marks"]
        hit = np.flatnonzero(np.isin(kept, marks))
        return self.shelves[0]["absent"][hit], kept[hit]


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
