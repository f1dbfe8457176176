"""Blocking keys of each record, by which Splink finds candidate pairs on an engine of its own.

One list of numbers per record: records that share a number are compared. Our own candidates are
exported too; these keys find nearly the same pairs from the records alone.
"""

from collections.abc import Iterator

import numpy as np

from ..encoding import Words, mix
from ..fields import Fields
from ..lists import Ints, Lists
from ..names import main_form

LARGEST = 50  # records with one key, above which it tells nobody apart

Entries = tuple[Ints, Ints]
"""The owner and the value (0: none) of each entry of a key."""


def keys_of(fields: Fields, among: Ints) -> Lists:
    """The keys (column ``key``) of each record that may be linked, without blocks too large."""
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for kind, (owners, values) in enumerate(_keys(fields), start=1):
        keep = (values != 0) & among[owners]
        owners, values = owners[keep], values[keep]
        _, block, sizes = np.unique(values, return_inverse=True, return_counts=True)
        small = sizes[block] <= LARGEST
        keys = mix(values[small], np.full(int(small.sum()), kind))
        found.append((owners[small], keys.astype(np.int64)))
    owners, keys = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Lists.of(owners, fields.size, key=keys)


def _keys(fields: Fields) -> Iterator[Entries]:
    for lists in fields.identifiers.values():
        yield lists.owners(), lists["value"]
    main = Words().codes(map(main_form, fields.words))
    yield from _of_names(fields, main)
    yield from _of_places(fields, main)


def _of_names(fields: Fields, main: Ints) -> Iterator[Entries]:
    names, births = fields.names, fields.births
    owner, born = names.owners(), _either_way(fields)
    given, family = main[names["given"]], names["family"]
    low, high = np.minimum(given, family), np.maximum(given, family)
    yield owner, mix(low, high, births.year[owner])
    yield owner, mix(given, born[owner])
    both = np.concatenate([owner, owner])  # swapped names meet
    yield both, mix(np.concatenate([names["given"], family]), born[both])


def _of_places(fields: Fields, main: Ints) -> Iterator[Entries]:
    places, births, owner = fields.addresses, fields.births, fields.addresses.owners()
    postcode, born = places["postcode"], _either_way(fields)
    yield owner, mix(postcode, born[owner])
    for one, other in ((births.year, births.month), (births.year, births.day),
                       (births.month, births.day)):  # fmt: skip
        yield owner, mix(postcode, one[owner], other[owner])
    given, family = (_first(fields, name)[owner] for name in ("given", "family"))
    for place in ("postcode", "door", "uprn"):
        yield owner, mix(places[place], main[given])
    yield owner, mix(postcode, family, births.year[owner])


def _first(fields: Fields, name: str) -> Ints:
    """Each record's first name of a kind, 0 where it has none."""
    has = fields.names.counts > 0
    first = np.zeros(fields.size, dtype=np.int64)
    first[has] = fields.names[name][fields.names.starts[:-1][has]]
    return first


def _either_way(fields: Fields) -> Ints:
    """The birth date with day and month in one order, so that swapped ones meet."""
    births = fields.births
    low, high = np.minimum(births.day, births.month), np.maximum(births.day, births.month)
    return np.where(births.whole > 0, births.year * 10000 + low * 100 + high, 0)
