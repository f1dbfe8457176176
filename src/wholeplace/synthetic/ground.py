"""The ground: real postcodes of the template place, and invented doors on them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from .text import Strings, glue, numbers, pick, strings, when

# Borough, the name of its folder, and its residents at the 2011 census.
BOROUGHS = (
    ("E09000033", "westminster", 219_396),
    ("E09000020", "kensington", 158_649),
    ("E09000013", "hammersmith", 182_493),
)
COUNCIL_NAMES = ("Westminster", "Kensington and Chelsea", "Hammersmith and Fulham")
STREETS = [
    f"{name} {kind}"
    for name in ("Alder", "Barley", "Candle", "Drover", "Ember", "Fallow", "Garnet", "Heron",
                 "Indigo", "Juniper", "Kestrel", "Lantern", "Mallow", "Nettle", "Orchard", "Pepper",
                 "Quarry", "Rowan", "Saffron", "Tallow", "Umber", "Verbena", "Willow", "Yarrow")
    for kind in ("Street", "Road", "Gardens", "Terrace", "Mews", "Square")
]  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Postcodes and the areas they lie in, as arrays."""

    postcode: Strings
    borough: np.ndarray
    ward: np.ndarray
    lsoa: np.ndarray
    live: tuple[np.ndarray, ...]
    closed: tuple[np.ndarray, ...]
    wards: list[str]
    lsoas: list[str]
    decile: np.ndarray
    northern: np.ndarray

    def draw_live(self, borough: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Draw a live postcode in each borough."""
        return _draw(self.live, borough, rng)

    def draw_closed(self, borough: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Draw a postcode the Post Office has since closed."""
        return _draw(self.closed, borough, rng)


@dataclass(frozen=True)
class Addresses:
    """Front doors: postcode, a line of text and a property number."""

    postcode: np.ndarray
    line: Strings
    uprn: Strings

    def __len__(self) -> int:
        return len(self.postcode)


def survey(areas: Path) -> Ground:
    """Read the area files of a place."""
    table = csv.read_csv(areas / "postcodes.csv", convert_options=_as_text())
    column = {name: table[name].to_pylist() for name in table.column_names}
    ward, wards = _coded(column["ward_code"])
    lsoa, lsoas = _coded(column["lsoa11_code"])
    borough = np.array([_borough_place(code) for code in column["borough_code"]])
    placed = np.array([bool(w) and bool(area) for w, area in
                       zip(column["ward_code"], column["lsoa11_code"], strict=True)])  # fmt: skip
    ended = np.array([bool(month) for month in column["terminated"]])
    return Ground(
        postcode=strings(column["postcode"]),
        borough=borough,
        ward=ward,
        lsoa=lsoa,
        live=_by_borough(borough, placed & ~ended),
        closed=_by_borough(borough, ended),
        wards=wards,
        lsoas=lsoas,
        decile=_deciles(areas / "imd2019.csv", lsoas),
        northern=_northern(ward, np.array(column["northing"], float), placed & ~ended, wards),
    )


def number_doors(ground: Ground, postcode: np.ndarray, named: dict[int, str]) -> Addresses:
    """Put each door on its postcode's street, no two alike; some have a name instead."""
    nth = _nth_of_each(postcode)
    tall = postcode % 3 == 0
    house = numbers(np.where(tall, nth // 8, nth) * 2 + 1 + postcode % 2)
    street = pick(STREETS, postcode * 7919 % len(STREETS))
    flat = when(tall, glue("Flat ", numbers(nth % 8 + 1), ", "), "")
    line = glue(flat, house, " ", street).to_pylist()
    for place, name in named.items():
        line[place] = f"{name}, {line[place]}"
    uprn = numbers(990_000_000_000 + np.arange(len(postcode)))
    return Addresses(postcode, strings(line), uprn)


def _as_text() -> csv.ConvertOptions:
    names = ("postcode", "terminated", "northing", "borough_code", "ward_code", "lsoa11_code")
    return csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))


def _coded(codes: list[str]) -> tuple[np.ndarray, list[str]]:
    distinct = sorted({code for code in codes if code})
    place = {code: n for n, code in enumerate(distinct)}
    return np.array([place.get(code, -1) for code in codes]), distinct


def _borough_place(code: str) -> int:
    return next(n for n, (known, _, _) in enumerate(BOROUGHS) if known == code)


def _by_borough(borough: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(np.flatnonzero(chosen & (borough == n)) for n in range(len(BOROUGHS)))


def _deciles(path: Path, lsoas: list[str]) -> np.ndarray:
    table = csv.read_csv(path)
    known = dict(
        zip(table["lsoa11_code"].to_pylist(), table["imd_decile"].to_pylist(), strict=True)
    )
    return np.array([known.get(lsoa, 5) for lsoa in lsoas])


def _northern(
    ward: np.ndarray, northing: np.ndarray, live: np.ndarray, wards: list[str]
) -> np.ndarray:
    """Mark the northern half of the wards by their mean northing."""
    count = np.bincount(ward[live], minlength=len(wards))
    mean = np.bincount(ward[live], northing[live], minlength=len(wards)) / np.maximum(count, 1)
    return mean > np.median(mean[count > 0])


def _draw(
    pools: tuple[np.ndarray, ...], borough: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    drawn = rng.random(len(borough))
    sizes = np.array([len(pool) for pool in pools])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    place = starts[borough] + (drawn * sizes[borough]).astype(np.int64)
    return np.concatenate(pools)[place]


def _nth_of_each(values: np.ndarray) -> np.ndarray:
    """Number equal values 0, 1, 2 … in the order they come."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    starts = np.repeat(first, np.diff(np.concatenate([first, [len(values)]])))
    nth = np.empty(len(values), dtype=np.int64)
    nth[order] = np.arange(len(values)) - starts
    return nth
