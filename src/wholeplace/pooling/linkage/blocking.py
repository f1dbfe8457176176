"""Candidate pairs: only records that share a telling key are ever compared.

A million records make half a million million pairs. A *blocking key* joins two fields that a
person's records nearly always share and strangers seldom do, such as family name with birth date.
Many tight keys find more matches and fewer strangers than one loose key. Where too many records
share a key all the same (a hostel, a name on everybody's default birth date), ``blocks`` cuts
their block by further fields.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array

from .alike import Standing
from .blocks import Found, pairs_in_blocks, pairs_sharing
from .encoding import mix, pair_codes, split_codes
from .fields import Births, Fields
from .lists import Ints, Lists
from .threads import side_by_side

__all__ = ["Candidates", "candidates", "candidates_by_key", "find_candidates", "pairs_sharing"]

ID, RARE = "id:", "rare:"
RARE_BLOCK = 10  # records that share one field, up to which it is a key on its own
RARE_UP_TO = 20_000  # records in all; in more, half of what one field finds is strangers
LARGEST_BLOCK = 40  # a value shared by more records than this tells nobody apart
LARGEST_ID_BLOCK = 200  # an identifier may be on many records of one person

Entries = Callable[[], tuple[Ints, Ints]]
"""Makes the owner and the value (0: none) of each entry of a key."""
Key = tuple[str, Entries]


@dataclass(frozen=True)
class Values:
    """What keys are made of: an integer for each value, 0 where it is missing.

    Codes do within one set of records; stamps (``Stamps``) hold between sets too.
    """

    size: int
    births: Births
    names: Lists  # columns given, main (its main form), family
    addresses: Lists  # columns postcode, line, uprn, door
    identifiers: dict[str, Lists]  # scheme -> column value

    @classmethod
    def of(cls, fields: Fields) -> "Values":
        """The codes of a set of records."""
        main = fields.main_forms[fields.names["given"]]
        names = Lists(fields.names.starts, {**fields.names.columns, "main": main})
        return cls(fields.size, fields.births, names, fields.addresses, fields.identifiers)

    def finer(self) -> list[Ints]:
        """Columns by which too large a block is cut: birth date, names, postcode."""
        return [
            self.births.whole,
            self.names.first("given"),
            self.names.first("family"),
            self.addresses.first("postcode"),
        ]


@dataclass(frozen=True)
class Candidates:
    """Pairs of records, each once and in order, and by key how many records it had to leave out."""

    left: Ints
    right: Ints
    crowded: dict[str, int]


def candidates(fields: Fields, among: Ints) -> tuple[Ints, Ints]:
    """Pairs of records, each once and in order, that share at least one key."""
    found = find_candidates(fields, among)
    return found.left, found.right


def find_candidates(fields: Fields, among: Ints) -> Candidates:
    """Candidate pairs, and what was left out because too many records say the same."""
    found, standing, told = _found(fields, among)
    crowded = {
        one.name: len(one.crowded) if _is_by_id(one) else int(standing.sizes[one.crowded].sum())
        for one in found
        if not one.name.startswith(RARE)
    }
    by_id = [one.pairs for one in found if _is_by_id(one)]
    said = pair_codes(*_once([one.pairs for one in found if not _is_by_id(one)], fields.size))
    found.clear()
    pairs = _once([*by_id, standing.for_all(said), standing.within(told)], fields.size)
    return Candidates(*pairs, {name: records for name, records in crowded.items() if records})


def candidates_by_key(fields: Fields, among: Ints) -> Iterator[tuple[str, Ints]]:
    """The pairs each key finds, as one integer per pair; those who say the same come last."""
    found, standing, told = _found(fields, among)
    for one in found:
        yield one.name, one.pairs if _is_by_id(one) else standing.for_all(one.pairs)
    yield "all said the same", standing.within(told)


def _found(fields: Fields, among: Ints) -> tuple[list[Found], Standing, Ints]:
    """What each key finds, who stands for whom, and which of these have any key.

    One record is looked up by what it says for all that say the same.
    """
    values, standing = Values.of(fields), fields.alike.among(among)
    stands, told = standing.sizes > 0, np.zeros(fields.size, dtype=bool)
    columns = values.finer()

    def finer(records: Ints) -> list[Ints]:
        return [column[records] for column in columns]

    keys = [*keys_of(values, stands), *_rare_keys(values, stands)]

    def find(key: Key) -> Found:
        name, make = key
        owners, values = make()
        if name.startswith(ID):
            keep = among[owners]
            return pairs_in_blocks(name, owners[keep], values[keep], LARGEST_ID_BLOCK, finer)
        owners, values = owners[values != 0], values[values != 0]
        if name.startswith(RARE):
            return pairs_in_blocks(name, owners, values, RARE_BLOCK)
        told[owners] = True
        return pairs_in_blocks(name, owners, values, LARGEST_BLOCK, finer)

    return side_by_side(find, keys), standing, told


def _is_by_id(found: Found) -> bool:
    return found.name.startswith(ID)


def _once(codes: list[Ints], size: int) -> tuple[Ints, Ints]:
    """Pairs each once and in order: the places of a sparse matrix."""
    sides = [split_codes(some) for some in codes]
    left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
    pairs = coo_array((np.ones(len(left), dtype=bool), (left, right)), (size, size)).tocsr()
    return np.repeat(np.arange(size, dtype=np.int32), np.diff(pairs.indptr)), pairs.indices


def keys_of(values: Values, stands: Ints) -> list[Key]:
    """Every key with how to make its entries, so that few are in memory at a time.

    ``stands`` marks the records that are looked up; identifiers are each record's own.
    """
    births, born = values.births, _date_either_way(values.births)
    named, given, family = _names_of(values, stands)
    placed, at = _places_of(values, stands)
    both = np.concatenate([named, named])
    low, high = np.minimum(given, family), np.maximum(given, family)
    main, also = (values.names.first(name)[placed] for name in ("main", "family"))

    def near_date(*parts: Ints) -> Entries:
        return lambda: (placed, mix(at["postcode"], *(part[placed] for part in parts)))

    def at_home(place: str) -> Entries:
        return lambda: (placed, mix(at[place], main))

    return [
        *((f"{ID}{scheme}", _ids(lists)) for scheme, lists in values.identifiers.items()),
        ("name, birth year", lambda: (named, mix(low, high, births.year[named]))),
        # Given and family names under one key, so that swapped ones meet.
        ("given or family, birth date",
         lambda: (both, mix(np.concatenate([given, family]), born[both]))),
        # For records without a name whose birth date is mistyped.
        ("postcode, birth year and month", near_date(births.year, births.month)),
        ("postcode, birth year and day", near_date(births.year, births.day)),
        ("postcode, birth month and day", near_date(births.month, births.day)),
        # For birth dates typed quite wrong.
        ("postcode, given", at_home("postcode")),
        ("door, given", at_home("door")),
        ("home, given", at_home("uprn")),
        ("postcode, family, birth year",
         lambda: (placed, mix(at["postcode"], also, births.year[placed]))),
    ]  # fmt: skip


def _rare_keys(values: Values, stands: Ints) -> list[Key]:
    """One field alone, which tells people apart only in a small file, where few share it."""
    if values.size > RARE_UP_TO:
        return []
    named, given, family = _names_of(values, stands)
    placed, at = _places_of(values, stands)
    born, own = values.births.whole, np.flatnonzero(stands)
    return [
        (f"{RARE}given", lambda: (named, mix(given))),
        (f"{RARE}family", lambda: (named, mix(family))),
        (f"{RARE}name",
         lambda: (named, mix(np.minimum(given, family), np.maximum(given, family)))),
        (f"{RARE}birth date", lambda: (own, mix(born[own]))),
        (f"{RARE}line", lambda: (placed, mix(at["line"]))),
        (f"{RARE}postcode", lambda: (placed, mix(at["postcode"]))),
    ]  # fmt: skip


def _ids(lists: Lists) -> Entries:
    return lambda: (lists.owners(), lists["value"])


def _names_of(values: Values, stands: Ints) -> tuple[Ints, Ints, Ints]:
    """Owner, main form of the given name and family name of every name of some records."""
    owner = values.names.owners()
    rows = np.flatnonzero(stands[owner])
    return owner[rows], values.names["main"][rows], values.names["family"][rows]


def _places_of(values: Values, stands: Ints) -> tuple[Ints, dict[str, Ints]]:
    """Owner of every address of some records, and what is known of it."""
    owner = values.addresses.owners()
    rows = np.flatnonzero(stands[owner])
    return owner[rows], {name: column[rows] for name, column in values.addresses.columns.items()}


def _date_either_way(births: Births) -> Ints:
    """Birth date with day and month in one order, so that swapped ones share a key."""
    low, high = np.minimum(births.day, births.month), np.maximum(births.day, births.month)
    return np.where(births.whole > 0, births.year * np.int32(10000) + low * 100 + high, 0)
