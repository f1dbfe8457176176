"""Fields that hold several values per record (addresses, identifiers, names), as flat arrays.

``starts[r]:starts[r + 1]`` are record r's entries. Comparing two records means comparing every
entry of one with every entry of the other; ``crossings`` lays those out in one flat table.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

Ints = np.ndarray


@dataclass(frozen=True)
class Lists:
    """Which entries belong to which record, plus any number of columns about the entries."""

    starts: Ints
    columns: dict[str, Ints]

    @classmethod
    def of(cls, records: Ints, size: int, **columns: Ints) -> "Lists":
        """Group entries by record; within a record they keep the order given."""
        starts = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(records, minlength=size), out=starts[1:])
        if np.any(records[1:] < records[:-1]):
            order = np.argsort(records, kind="stable")
            columns = {name: column[order] for name, column in columns.items()}
        return cls(starts, columns)

    def __getitem__(self, column: str) -> Ints:
        return self.columns[column]

    @cached_property
    def counts(self) -> Ints:
        """How many entries each record has."""
        return np.diff(self.starts).astype(np.int32)

    @cached_property
    def are_single(self) -> bool:
        """Whether no record has more than one entry."""
        return bool(self.counts.max(initial=0) <= 1)

    def first(self, column: str) -> Ints:
        """Each record's first entry of a column, 0 where it has none."""
        has = np.flatnonzero(self.counts)
        values = np.zeros(len(self.counts), dtype=self[column].dtype)
        values[has] = self[column][self.starts[has]]
        return values

    def owners(self) -> Ints:
        """The record each entry belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), self.counts)


def crossings(lists: Lists, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """Every (pair, entry of its left record, entry of its right record)."""
    n_left, n_right = lists.counts[left], lists.counts[right]
    per_pair = n_left * n_right
    if lists.are_single:
        pair = np.flatnonzero(per_pair)
        return pair, lists.starts[left[pair]], lists.starts[right[pair]]
    pair = np.repeat(np.arange(len(left)), per_pair)
    first = np.cumsum(per_pair) - per_pair
    within = np.arange(len(pair)) - first[pair]
    a = lists.starts[left[pair]] + within // np.maximum(n_right[pair], 1)
    b = lists.starts[right[pair]] + within % np.maximum(n_right[pair], 1)
    return pair, a, b


def lowest(pair: Ints, values: Ints, size: int, missing: int) -> tuple[Ints, Ints]:
    """The lowest value of each pair, and the crossing it came from (-1 where there is none)."""
    best = np.full(size, missing, dtype=values.dtype)
    chosen = np.full(size, -1, dtype=np.int64)
    if len(pair) and not np.any(pair[1:] == pair[:-1]):
        best[pair], chosen[pair] = values, np.arange(len(pair))
    elif len(pair):
        heads = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
        best[pair[heads]] = np.minimum.reduceat(values, heads)
        hits = np.flatnonzero(values == best[pair])[::-1]
        chosen[pair[hits]] = hits
    return best, chosen


def matches(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Every (place in ``left``, place in ``right``) with equal values."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    start = np.searchsorted(ordered, left, side="left")
    many = np.searchsorted(ordered, left, side="right") - start
    i = np.repeat(np.arange(len(left)), many)
    within = np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many)
    return i, order[start[i] + within]
