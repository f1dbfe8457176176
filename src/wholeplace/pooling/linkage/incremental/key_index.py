"""Which records have a blocking key: kept sorted, looked up by halving.

Keys are kept by sort, for their blocks follow different rules: identifiers (``ids``), what records
say (``others``), and saying the same of a person (``alike``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..blocking import ID, Values, keys_of
from ..encoding import stamps
from ..lists import Ints
from .kept_fields import spread
from .shelf import Array, Shelf

SORTS = ("ids", "others", "alike")


@dataclass(frozen=True)
class Entries:
    """Records and a key each has, in the order of keys; a record may have one key twice."""

    owners: Ints
    keys: Ints

    def take(self, rows: Ints) -> Entries:
        """Some of the entries."""
        return Entries(self.owners[rows], self.keys[rows])


def entries_of(values: Values, said: Ints, rows: Ints) -> dict[str, Entries]:
    """All keys of records, by sort.

    ``said`` is what each record says of its person as one number, ``rows`` the numbers the records
    go by.
    """
    found: dict[str, list[Entries]] = {sort: [] for sort in SORTS}
    telling = np.zeros(values.size, dtype=bool)
    for name, make in keys_of(values, np.ones(values.size, dtype=bool)):
        owners, keys = make()
        has = np.flatnonzero(keys)
        # Two kinds of key may have equal values: the kind's own stamp keeps them apart.
        apart = keys[has].astype(np.uint64) ^ salt(name)
        found["ids" if name.startswith(ID) else "others"].append(Entries(rows[owners[has]], apart))
        telling[owners[has]] |= not name.startswith(ID)
    alike = np.flatnonzero(telling & (said > 0))
    found["alike"].append(Entries(rows[alike], said[alike]))
    return {sort: _joined(some) for sort, some in found.items()}


def no_entries() -> dict[str, Entries]:
    """The keys of no record."""
    return {sort: _joined([]) for sort in SORTS}


@cache
def salt(kind: str) -> np.uint64:
    """The stamp of a kind of key."""
    return np.uint64(stamps([kind])[0])


def _joined(some: list[Entries]) -> Entries:
    owners = np.concatenate([np.zeros(0, np.int32), *(one.owners for one in some)])
    keys = np.concatenate([np.zeros(0, np.uint64), *(one.keys for one in some)])
    order = np.argsort(keys)
    return Entries(owners.astype(np.int32)[order], keys[order])


def index_to_arrays(entries: dict[str, Entries]) -> dict[str, Array]:
    """Entries ready to be kept."""
    return {
        name: array for sort, some in entries.items() for name, array in _kept(some, sort).items()
    }


def _kept(entries: Entries, sort: str) -> dict[str, Array]:
    keys, heads = distinct_of(entries)
    return {
        f"{sort} keys": keys,
        f"{sort} buckets": _buckets(keys),
        f"{sort} starts": np.append(heads, len(entries.keys)).astype(np.int32),
        f"{sort} owners": entries.owners,
    }


def distinct_of(entries: Entries) -> tuple[Ints, Ints]:
    """The distinct keys, and where the entries of each begin."""
    first = np.ones(len(entries.keys), dtype=bool)
    first[1:] = entries.keys[1:] != entries.keys[:-1]
    heads = np.flatnonzero(first)
    return entries.keys[heads], heads


def look_up(shelf: Shelf, sort: str, keys: Ints) -> tuple[Ints, Ints]:
    """Every (place in ``keys``, record with that key); ``keys`` are sorted and distinct."""
    found, place = _places(shelf[f"{sort} keys"], shelf[f"{sort} buckets"], keys)
    starts = shelf[f"{sort} starts"]
    first, last = starts[place], starts[place + 1]
    many = last - first
    return np.repeat(found, many), shelf[f"{sort} owners"][spread(first, many)]


def _buckets(keys: Ints) -> Ints:
    """Where the keys begin whose highest bits are 0, 1, 2 …: about four keys to a bucket.

    Keys are hashes and spread evenly, so that one need not be looked for among all.
    """
    bits = max(len(keys) // 4, 1).bit_length()
    heads = keys >> np.uint64(64 - bits)
    return np.searchsorted(heads, np.arange((1 << bits) + 1, dtype=np.uint64)).astype(np.int32)


def _places(kept: Ints, buckets: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Which wanted keys are kept, and where."""
    bits = (len(buckets) - 1).bit_length() - 1
    head = (wanted >> np.uint64(64 - bits)).astype(np.int64)
    at, end = buckets[head], buckets[head + 1]
    left = np.flatnonzero(at < end)
    found, places = [], []
    while len(left):
        hit = kept[at[left]] == wanted[left]
        found.append(left[hit])
        places.append(at[left[hit]])
        left = left[~hit]
        at[left] += 1
        left = left[at[left] < end[left]]
    which = np.concatenate([np.zeros(0, np.int64), *found])
    order = np.argsort(which)
    return which[order], np.concatenate([np.zeros(0, np.int32), *places])[order]
