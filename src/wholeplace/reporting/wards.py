"""The wards of a place: name and borough."""

import csv
from dataclasses import dataclass

from wholeplace.place import Place


@dataclass(frozen=True)
class Ward:
    """One ward, as the place's ward file names it."""

    code: str
    name: str
    borough: str


def wards(place: Place) -> dict[str, Ward]:
    """Wards by code."""
    with (place.root / place.areas.wards).open(encoding="utf-8-sig", newline="") as handle:
        return {
            row["ward_code"]: Ward(row["ward_code"], row["ward_name"], row["borough_code"])
            for row in csv.DictReader(handle)
        }
