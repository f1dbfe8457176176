"""Who has which id: the register of person ids as sorted arrays, mapped rather than read."""

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


def index_arrays(records: Ints, people: pa.Array) -> dict[str, Array]:
    """Arrays of an index: ``records`` are stamps of source and local id."""
    order = np.argsort(records)
    people = people.take(pa.array(order))
    marked = stamps(people.to_pylist())
    by_person = np.argsort(marked)
    return {
        "records": records[order],
        "people": people,
        "marks": marked,
        "by person": by_person.astype(np.int32),
        "marks sorted": marked[by_person],
    }


@dataclass(frozen=True)
class IdIndex:
    """Indexes one over the other; what a later one says of a record replaces earlier ones."""

    shelves: tuple[Shelf, ...]

    @classmethod
    def open(cls, files: Sequence[Path]) -> IdIndex:
        """Map the files, oldest first."""
        return cls(tuple(Shelf.open(file) for file in files))

    def people(self, records: Ints) -> pa.Array:
        """The id of each record; null where it has none."""
        start = np.cumsum([0, *(len(shelf["records"]) for shelf in self.shelves)])
        where = np.full(len(records), -1, dtype=np.int64)
        for shelf, first in zip(self.shelves, start, strict=False):
            hit, place = _find(shelf["records"], records)
            where[hit] = first + place
        kept = pa.chunked_array([shelf["people"] for shelf in self.shelves], pa.string())
        found = kept.take(pa.array(where, mask=where < 0)).combine_chunks()
        return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found

    def marks(self, records: Ints) -> Ints:
        """The stamp of each record's id; 0 where it has none."""
        found = np.zeros(len(records), dtype=np.uint64)
        for shelf in self.shelves:
            hit, place = _find(shelf["records"], records)
            found[hit] = shelf["marks"][place]
        return found

    def records_of(self, people: Ints) -> Ints:
        """Stamps of all records that have one of these ids, given by their sorted stamps."""
        found = [np.zeros(0, dtype=np.uint64)]
        for shelf in self.shelves:
            kept = shelf["marks sorted"]
            first = np.searchsorted(kept, people)
            last = np.searchsorted(kept, people, side="right")
            found.append(shelf["records"][shelf["by person"][spread(first, last - first)]])
        once = np.concatenate(found)
        return once[np.isin(self.marks(once), people)] if len(self.shelves) > 1 else once

    def taken(self, people: pa.Array) -> pa.Array:
        """Whether any record has each of these ids."""
        marked = stamps(people.to_pylist())
        return pa.array(np.isin(marked, self.marks(self.records_of(np.sort(marked)))))


def _find(kept: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Which are kept, and where."""
    if not len(kept):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    place = np.minimum(np.searchsorted(kept, wanted), len(kept) - 1)
    hit = np.flatnonzero(kept[place] == wanted)
    return hit, place[hit]
