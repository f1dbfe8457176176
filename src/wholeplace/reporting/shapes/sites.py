"""Where live postcodes stand, and the ward each lies in."""

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wholeplace.place import Place

from ..errors import ReportingError


@dataclass(frozen=True)
class Sites:
    """Points in British National Grid metres, each with a ward. No two share a place."""

    xy: NDArray[np.float64]
    ward: NDArray[np.str_]


def live_sites(place: Place) -> Sites:
    """Read the place's live postcodes that have a ward; flats in one tower are one point."""
    at: dict[tuple[int, int], str] = {}
    for row in _rows(place):
        if row["ward_code"] and not row["terminated"]:
            at.setdefault((int(row["easting"]), int(row["northing"])), row["ward_code"])
    if len(set(at.values())) < 1 or len(at) < 4:
        raise ReportingError(
            f"{place.areas.postcodes}: has {len(at)} live postcodes with a ward; "
            "a map needs at least 4. Check the columns 'terminated' and 'ward_code'"
        )
    points = sorted(at)
    return Sites(np.array(points, dtype=float), np.array([at[p] for p in points]))


def _rows(place: Place) -> list[dict[str, str]]:
    with (place.root / place.areas.postcodes).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
