"""Fields that hold several values per record (addresses, identifiers, names), as flat arrays.

``starts[r]:starts[r + 1]`` are record r's entries. Comparing two records means comparing every
entry of one with every entry of the other; ``crossings`` lays those out in one flat table.
"""

from dataclasses import dataclass

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
        order = np.argsort(records, kind="stable")
        starts = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(records, minlength=size), out=starts[1:])
        return cls(starts, {name: column[order] for name, column in columns.items()})

    def __getitem__(self, column: str) -> Ints:
        return self.columns[column]

    @property
    def counts(self) -> Ints:
        """How many entries each record has."""
        return np.diff(self.starts)

    def owners(self) -> Ints:
        """The record each entry belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)


def crossings(lists: Lists, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """Every (pair, entry of its left record, entry of its right record)."""
    n_left, n_right = lists.counts[left], lists.counts[right]
    per_pair = n_left * n_right
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
    if len(pair):
        heads = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
        best[pair[heads]] = np.minimum.reduceat(values, heads)
        hits = np.flatnonzero(values == best[pair])[::-1]
        chosen[pair[hits]] = hits
    return best, chosen
