"""What is known about the place itself: who would be in the data, and how many people live here."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.csv as pa_csv

from wholeplace.place import Borough, Place

from .schemas import COVERAGE, POPULATION

Days = Sequence[tuple[date, date]]
"""Stretches of days, each from its first up to, not including, its last."""

_ALWAYS: Days = ((date.min, date.max),)


def coverage(
    place: Place, told: Mapping[str, Collection[str]], days: Mapping[str, Days]
) -> pa.Table:
    """One row for each kind, area and stretch of days of which a source's silence means no.

    ``days`` are those its deliveries tell of; a source that is not in it tells of all.
    """
    rows = [
        row
        for name, kinds in told.items()
        for row in _covers(place, name, kinds, days.get(name, _ALWAYS))
    ]
    return pa.Table.from_pylist(rows, schema=COVERAGE).sort_by(
        [(name, "ascending") for name in ("source", "kind", "area", "start", "age_from")]
    )


def _covers(place: Place, name: str, told: Collection[str], days: Days) -> list[dict[str, object]]:
    source = place.sources[name]
    return [
        {
            "source": source.id,
            "partner": source.partner,
            "kind": kind,
            "area": area,
            "age_from": one.age_from,
            "age_to": one.age_to,
            "start": max(one.start, first),
            "end": min(one.end, last),
        }
        for one in source.coverage
        for first, last in days
        if max(one.start, first) < min(one.end, last)
        for kind in one.kinds
        if kind in told
        for area in one.areas or place.borough_codes()
    ]


def population(place: Place) -> pa.Table:
    """Each borough's residents, shared over its wards by live postcodes."""
    live = _live_postcodes(place)
    rows = []
    for borough in place.areas.boroughs:
        wards = {ward: n for (code, ward), n in live.items() if code == borough.code}
        residents, basis = _residents(place, borough)
        for ward, many in share_out(residents, wards).items():
            rows.append({"area": ward, "borough": borough.code, "residents": many, "basis": basis})
    return pa.Table.from_pylist(rows, schema=POPULATION).sort_by("area")


def _residents(place: Place, borough: Borough) -> tuple[int, str]:
    """Residents and how we know. An invented place has as many people as were invented."""
    shared = "shared over wards by their live postcodes"
    if place.synthetic is None:
        said = f"{borough.residents.value:,} residents ({borough.residents.source})"
        return int(borough.residents.value), f"{borough.name}: {said}, {shared}"
    sizes = {b.code: int(b.residents.value) for b in place.areas.boroughs}
    many = share_out(place.synthetic.people, sizes)[borough.code]
    return many, f"{borough.name}: {many:,} of {place.synthetic.people:,} invented people, {shared}"


def _live_postcodes(place: Place) -> Counter[tuple[str, str]]:
    text = pa_csv.ConvertOptions(
        include_columns=["terminated", "borough_code", "ward_code"],
        column_types={"terminated": pa.string()},
        strings_can_be_null=False,
    )
    table = pa_csv.read_csv(place.root / place.areas.postcodes, convert_options=text)
    rows = zip(*(table[c].to_pylist() for c in table.column_names), strict=True)
    return Counter((borough, ward) for gone, borough, ward in rows if ward and not gone)


def share_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole shares of ``total`` in proportion, by largest remainder, summing exactly."""
    whole = sum(weights.values())
    if not whole:
        return {}
    floors = {name: total * weight // whole for name, weight in weights.items()}
    left = total - sum(floors.values())
    largest = sorted(weights, key=lambda name: (-(total * weights[name] % whole), name))
    for name in largest[:left]:
        floors[name] += 1
    return dict(sorted(floors.items()))
