"""Candidate pairs: only records that share a telling key are ever compared.

A million records make half a million million pairs. A *blocking key* joins two fields that a
person's records nearly always share and strangers seldom do, such as family name with birth date.
Many tight keys find more matches and fewer strangers than one loose key.
"""

from collections.abc import Iterator

import numpy as np

from .encoding import mix, pair_codes, split_codes
from .fields import Fields
from .lists import Ints
from .names import main_form

LARGEST_BLOCK = 40  # a value shared by more records than this tells nobody apart
LARGEST_ID_BLOCK = 200  # an identifier may be on many records of one person


def candidates(fields: Fields, among: Ints) -> tuple[Ints, Ints]:
    """Pairs of records, each once and in order, that share at least one key."""
    codes = [pairs for _, pairs in candidates_by_key(fields, among)]
    return split_codes(np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *codes])))


def candidates_by_key(fields: Fields, among: Ints) -> Iterator[tuple[str, Ints]]:
    """The pairs each key finds, as one integer per pair."""
    for name, owners, keys in _keys(fields):
        keep = (keys != 0) & among[owners]
        limit = LARGEST_ID_BLOCK if name.startswith("id:") else LARGEST_BLOCK
        yield name, pairs_sharing(owners[keep], keys[keep], limit)


def pairs_sharing(owners: Ints, keys: Ints, largest: int) -> Ints:
    """Every pair of different owners with the same key, but not from blocks over ``largest``."""
    order = np.argsort(keys, kind="stable")
    owners, keys = owners[order], keys[order]
    _, sizes = np.unique(keys, return_counts=True)
    small = np.repeat(sizes, sizes) <= largest
    owners, keys = owners[small], keys[small]
    found, at = [], np.arange(len(keys))
    for step in range(1, largest):
        at = at[at + step < len(keys)]
        at = at[keys[at] == keys[at + step]]
        if not len(at):
            break
        left, right = owners[at], owners[at + step]
        differ = left != right
        found.append(pair_codes(left[differ], right[differ]))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _keys(fields: Fields) -> Iterator[tuple[str, Ints, Ints]]:
    yield from _identifier_keys(fields)
    births = fields.births
    born = _date_either_way(fields)
    names, of_name = fields.names, fields.names.owners()
    given, family = _short_codes(fields)[names["given"]], names["family"]
    low, high = np.minimum(given, family), np.maximum(given, family)
    yield "name, birth year", of_name, mix(low, high, births.year[of_name])
    yield "short given, birth date", of_name, mix(given, born[of_name])
    yield "given or family, birth date", *_stack(of_name, family, names["given"], born)
    places, of_place = fields.addresses, fields.addresses.owners()
    yield "postcode, birth date", of_place, mix(places["postcode"], born[of_place])
    yield from _near_date_keys(fields)
    yield from _place_and_name_keys(fields, given)


def _identifier_keys(fields: Fields) -> Iterator[tuple[str, Ints, Ints]]:
    for scheme, lists in fields.identifiers.items():
        yield f"id:{scheme}", lists.owners(), lists["value"]


def _near_date_keys(fields: Fields) -> Iterator[tuple[str, Ints, Ints]]:
    """Postcode and two of the date's three parts: for records without a name, mistyped dates."""
    places, births, owner = fields.addresses, fields.births, fields.addresses.owners()
    parts = {"day": births.day, "month": births.month, "year": births.year}
    for left_out in parts:
        kept = [part[owner] for name, part in parts.items() if name != left_out]
        yield f"postcode, birth date but {left_out}", owner, mix(places["postcode"], *kept)


def _place_and_name_keys(fields: Fields, given: Ints) -> Iterator[tuple[str, Ints, Ints]]:
    """A record's first name entry with each of its addresses: for birth dates typed wrong."""
    names, places, of_place = fields.names, fields.addresses, fields.addresses.owners()
    named = names.counts[of_place] > 0
    owner = of_place[named]
    first = names.starts[owner]
    yield "postcode, given", owner, mix(places["postcode"][named], given[first])
    year = fields.births.year[owner]
    yield (
        "postcode, family, birth year",
        owner,
        mix(places["postcode"][named], names["family"][first], year),
    )
    yield "door, given", owner, mix(places["door"][named], given[first])
    yield "home, given", owner, mix(places["uprn"][named], given[first])


def _stack(owners: Ints, family: Ints, given: Ints, born: Ints) -> tuple[Ints, Ints]:
    """Given names and family names under one key, so that swapped ones meet."""
    both = np.concatenate([owners, owners])
    return both, mix(np.concatenate([given, family]), born[both])


def _date_either_way(fields: Fields) -> Ints:
    """Birth date with day and month in one order, so that swapped ones share a key."""
    births = fields.births
    low, high = np.minimum(births.day, births.month), np.maximum(births.day, births.month)
    return np.where(births.whole > 0, births.year * 10000 + low * 100 + high, 0)


def _short_codes(fields: Fields) -> Ints:
    """One code for all forms of a given name: BILL and WILLIAM share a key."""
    codes: dict[str, int] = {"": 0}
    heads = map(main_form, fields.words)
    return np.array([codes.setdefault(head, len(codes)) for head in heads], dtype=np.int64)
