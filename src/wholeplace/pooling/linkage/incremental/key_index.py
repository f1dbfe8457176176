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
    """Records and a key each has; a record may have the same key twice."""

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


@cache
def salt(kind: str) -> np.uint64:
    """The stamp of a kind of key."""
    return np.uint64(stamps([kind])[0])


def _joined(some: list[Entries]) -> Entries:
    return Entries(
        np.concatenate([np.zeros(0, np.int32), *(one.owners for one in some)]).astype(np.int32),
        np.concatenate([np.zeros(0, np.uint64), *(one.keys for one in some)]),
    )


def index_to_arrays(entries: dict[str, Entries]) -> dict[str, Array]:
    """Entries sorted by key, ready to be kept."""
    return {
        name: array for sort, some in entries.items() for name, array in _sorted(some, sort).items()
    }


def _sorted(entries: Entries, sort: str) -> dict[str, Array]:
    order = np.argsort(entries.keys)
    keys = entries.keys[order]
    heads = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else order
    return {
        f"{sort} keys": keys[heads],
        f"{sort} starts": np.append(heads, len(keys)).astype(np.int32),
        f"{sort} owners": entries.owners[order].astype(np.int32),
    }


def look_up(shelf: Shelf, sort: str, keys: Ints) -> tuple[Ints, Ints]:
    """Every (place in ``keys``, record with that key); ``keys`` are sorted and distinct."""
    kept = shelf[f"{sort} keys"]
    if not len(kept) or not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    place = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
    found = np.flatnonzero(kept[place] == keys)
    starts = shelf[f"{sort} starts"]
    first, last = starts[place[found]], starts[place[found] + 1]
    many = last - first
    return np.repeat(found, many), shelf[f"{sort} owners"][spread(first, many)]
