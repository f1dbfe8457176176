"""Count a cohort's people into the cells of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from wholeplace.place import Place, Publication, age_at
from wholeplace.trust.disclosure import Cell, Dimension, Table

from ..keys import key

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult
    from wholeplace.pooling.store import Snapshot

UNKNOWN = "not known"
SEXES = ("female", "male", "other")

Person = dict[str, Any]
"""A row of the person table."""


def count_table(
    place: Place, publication: Publication, snapshot: Snapshot, found: CohortResult
) -> Table:
    """People of a cohort by the divisions a publication names, with the homes they live in."""
    units = found.member_people["person"].to_pylist()
    columns = ("person", "household", "borough", "ward", "sex", "birth_date", "ethnicity")
    people = snapshot.rows("person", "person", units, columns).to_pylist()
    reads = [_reader(place, publication, name, found.as_at) for name in publication.by]
    counted: Counter[tuple[str, ...]] = Counter()
    homes: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        at = tuple(read(person) for read in reads)
        counted[at] += 1
        homes.setdefault(at, set()).add(person["household"] or person["person"])
    cells = {at: Cell(many, len(homes[at])) for at, many in counted.items()}
    said = f"{publication.cohort} {key(found.cohort)[:8]} on {found.as_at}, {snapshot.id[:16]}"
    dimensions = tuple(
        _dimension(place, publication, name, {at[n] for at in counted}, people)
        for n, name in enumerate(publication.by)
    )
    return Table(publication.id, publication.title, said, dimensions, cells)


def _dimension(
    place: Place,
    publication: Publication,
    name: str,
    present: set[str],
    people: list[Person],
) -> Dimension:
    """Categories in their order. 'Other' and 'not known' stand only where someone is in them."""
    sensitive = name in publication.sensitive
    if name == "ward":
        lies = {p["ward"] or UNKNOWN: _borough(place, p) for p in people}
        return Dimension("ward", tuple(sorted(lies)), ("borough", lies), sensitive)
    usual = {
        "borough": [b.name for b in place.areas.boroughs],
        "sex": ["female", "male"],
        "age": _bands(publication),
        "ethnicity": sorted(present - {UNKNOWN}),
    }[name]
    others = [one for one in ("other", UNKNOWN) if one in present and one not in usual]
    return Dimension(name, (*usual, *others), sensitive=sensitive)


def _bands(publication: Publication) -> list[str]:
    ends = [*publication.ages[1:], None]
    return [
        f"{first} and over" if end is None else f"{first} to {end - 1}"
        for first, end in zip(publication.ages, ends, strict=True)
    ]


def _reader(
    place: Place, publication: Publication, name: str, as_at: date
) -> Callable[[Person], str]:
    """Which category of a division a person is in."""
    bands = _bands(publication)

    def age(person: Person) -> str:
        if person["birth_date"] is None:
            return UNKNOWN
        years = age_at(person["birth_date"], as_at)
        return bands[sum(years >= first for first in publication.ages) - 1]

    def sex(person: Person) -> str:
        return str(person["sex"]) if person["sex"] in SEXES else UNKNOWN

    reads = {"age": age, "sex": sex, "borough": lambda person: _borough(place, person)}
    return reads.get(name, lambda person: person[name] or UNKNOWN)


def _borough(place: Place, person: Person) -> str:
    names = {borough.code: borough.name for borough in place.areas.boroughs}
    return names.get(person["borough"], UNKNOWN)
