"""Measures for every ward, with small wards merged so that no small count shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import pyarrow.csv as pa_csv

from wholeplace.place import Place

from ..merging import SMALL, Area, merge_small, shown

ENOUGH = 2 * SMALL
"""A measure of fewer people in the mean ward is blank where small; no wards merge for it."""


@dataclass(frozen=True)
class Measure:
    """What is added up over wards, what it is divided by, and how many people that shows."""

    id: str
    title: str
    unit: str
    top: Mapping[str, float]
    bottom: Mapping[str, float]
    people: Mapping[str, int]
    times: float = 1000.0

    def value(self, wards: Iterable[str]) -> float | None:
        """The measure over some wards together; None where there is nothing to divide by."""
        wards = list(wards)
        bottom = sum(self.bottom.get(ward, 0) for ward in wards)
        if not bottom:
            return None
        top = sum(self.top.get(ward, 0) for ward in wards)
        return shown(round(top / bottom * self.times, 3), self.count(wards))

    def count(self, wards: Iterable[str]) -> int:
        """People whom the measure speaks of in some wards."""
        return sum(self.people.get(ward, 0) for ward in wards)


def area_map(
    place: Place, measures: Sequence[Measure], residents: Mapping[str, int]
) -> dict[str, Any]:
    """``map.json``: areas of one or more wards, and each measure's value there."""
    names = ward_names(place)
    areas = merge_small(_areas(place, measures, residents, names))
    return {
        "measures": [{"id": m.id, "title": m.title, "unit": m.unit} for m in measures],
        "areas": [_area(area, measures, names) for area in areas],
    }


def _areas(
    place: Place,
    measures: Sequence[Measure],
    residents: Mapping[str, int],
    names: Mapping[str, tuple[str, str]],
) -> list[Area]:
    centres = ward_centres(place)
    wards = sorted(set(names) & set(centres))
    merging = [m for m in measures if m.count(wards) >= ENOUGH * len(wards)]
    return [
        Area(
            wards=(ward,),
            borough=names[ward][1],
            centre=centres[ward],
            residents=residents.get(ward, 0),
            counts={m.id: m.count([ward]) for m in merging},
        )
        for ward in wards
    ]


def _area(
    area: Area, measures: Sequence[Measure], names: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    return {
        "id": "-".join(area.wards),
        "name": ", ".join(names[ward][0] for ward in area.wards),
        "borough": area.borough,
        "wards": list(area.wards),
        "merged": len(area.wards) > 1,
        "values": {m.id: m.value(area.wards) for m in measures},
    }


def ward_names(place: Place) -> dict[str, tuple[str, str]]:
    """Ward code to its name and borough."""
    table = pa_csv.read_csv(place.root / place.areas.wards)
    columns = (table[c].to_pylist() for c in ("ward_code", "ward_name", "borough_code"))
    return {code: (name, borough) for code, name, borough in zip(*columns, strict=True)}


def ward_centres(place: Place) -> dict[str, tuple[float, float]]:
    """The middle of each ward's postcodes, in metres."""
    table = pa_csv.read_csv(place.root / place.areas.postcodes)
    points: dict[str, list[tuple[float, float]]] = {}
    columns = (table[c].to_pylist() for c in ("ward_code", "easting", "northing"))
    for ward, east, north in zip(*columns, strict=True):
        if ward and east is not None and north is not None:
            points.setdefault(ward, []).append((float(east), float(north)))
    return {
        ward: (fmean(east for east, _ in at), fmean(north for _, north in at))
        for ward, at in points.items()
    }


def tally(wards: Iterable[str | None]) -> Counter[str]:
    """How often each ward is named."""
    return Counter(ward for ward in wards if ward)
