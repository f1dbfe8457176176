"""The place in words and tables."""

from itertools import pairwise
from typing import Any

from wholeplace.reporting.formats import (
    count,
    day,
    interval,
    percent,
    plural,
    pounds_short,
    quantity,
)

from ...design.parts import Cell, Column, Link, Stat, Table

Json = dict[str, Any]

KINDS = {
    "nhs-commissioner": "NHS commissioner",
    "nhs-provider": "NHS provider",
    "work-and-pensions": "Work and pensions",
}


def chosen_measure(measures: list[Json], asked: str | None) -> Json | None:
    """The measure asked for, else the first."""
    return next((m for m in measures if m["id"] == asked), measures[0] if measures else None)


def measure_links(measures: list[Json], chosen: Json, address: str) -> list[Link]:
    """One link a measure."""
    return [
        Link(m["title"], f"{address}?measure={m['id']}#map", m["id"] == chosen["id"])
        for m in measures
    ]


def area_table(areas: list[Json], measure: Json, boroughs: dict[str, str]) -> Table:
    """The numbers of the map, highest first; areas shown together say so."""
    columns = [Column("Area"), Column("Borough"), Column(measure["title"], numeric=True)]
    rows = [_area(area, measure, boroughs) for area in _highest_first(areas, measure["id"])]
    return Table(f"{measure['title']} by ward", columns, rows, empty="No area has been counted.")


def _highest_first(areas: list[Json], measure: str) -> list[Json]:
    def place(area: Json) -> tuple[bool, float, str]:
        value = area["values"].get(measure)
        return value is None, -(value or 0), area["name"]

    return sorted(areas, key=place)


def _area(area: Json, measure: Json, boroughs: dict[str, str]) -> list[Cell]:
    together = f"{len(area['wards'])} wards shown together: numbers are small"
    value = area["values"].get(measure["id"])
    return [
        Cell(area["name"], header=True, note=together if area["merged"] else None),
        Cell(boroughs.get(area["borough"], area["borough"])),
        Cell(quantity(value, measure["unit"]), quiet=value is None),
    ]


def borough_table(boroughs: list[Json]) -> Table:
    """Residents, and how many of them the pool knows."""
    columns = [
        Column("Borough"),
        Column("Residents", numeric=True),
        Column("In the pool", numeric=True),
        Column("Share", numeric=True),
    ]
    foot = _borough(
        "All", sum(b["residents"] for b in boroughs), sum(b["people"] for b in boroughs)
    )
    rows = [_borough(b["name"], b["residents"], b["people"]) for b in boroughs]
    return Table("Boroughs", columns, rows, foot if len(boroughs) > 1 else ())


def _borough(name: str, residents: int, people: int) -> list[Cell]:
    share = percent(people / residents) if residents else "–"
    return [Cell(name, header=True), Cell(count(residents)), Cell(count(people)), Cell(share)]


def concentration_stats(concentration: Json) -> list[Stat]:
    """The headline of cost concentration."""
    expected = concentration.get("expected")
    claim = f"{expected['source']} says {percent(expected['value'], 0)}" if expected else ""
    return [
        Stat(
            percent(concentration["top_share"], 0),
            f"of cost falls on {percent(concentration['top'], 0)} of residents",
            claim,
        ),
        Stat(
            pounds_short(concentration["total_pence"]),
            "cost counted",
            f"on {count(concentration['people_with_cost'])} of "
            f"{plural(concentration['residents'], 'resident', 'residents')}",
        ),
    ]


def concentration_table(concentration: Json) -> Table:
    """The curve at every tenth of residents."""
    columns = [
        Column("Costliest share of residents", numeric=True),
        Column("Share of cost", numeric=True),
    ]
    curve = [(0.0, 0.0), *((x, y) for x, y in concentration["curve"])]
    rows = [
        [Cell(percent(tenth / 10, 0), header=True), Cell(percent(_at(curve, tenth / 10), 1))]
        for tenth in range(1, 11)
    ]
    return Table(f"{concentration['title']}, by tenths", columns, rows)


def _at(curve: list[tuple[float, float]], share: float) -> float:
    """The curve at a share of residents, between its points by a straight line."""
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x1 >= share:
            return y0 + (y1 - y0) * (share - x0) / (x1 - x0) if x1 > x0 else y1
    return 1.0


def overlap_stat(overlap: Json) -> Stat:
    """One share between two cohorts, with what linkage leaves open."""
    within = interval(overlap.get("low"), overlap.get("high"), percent)
    note = f"{count(overlap['n_both'])} of {count(overlap['n_a'])}; linkage leaves {within}"
    return Stat(percent(overlap["share"]), overlap["title"], note)


def partner_table(partners: list[Json]) -> Table:
    """Who takes part, what they pay for, and what the pool shows of it."""
    columns = [
        Column("Partner"),
        Column("Pays for"),
        Column("Activity", numeric=True),
        Column("Spend files", numeric=True),
    ]
    rows = [_partner(partner) for partner in partners]
    return Table("Partners", columns, rows, empty="No partner is defined.")


def _partner(partner: Json) -> list[Cell]:
    return [
        Cell(partner["name"], header=True, note=f"{_kind(partner['kind'])}, {_period(partner)}"),
        Cell(", ".join(partner["funds"])),
        _money(partner["activity_pence"]),
        _money(partner["spend_pence"]),
    ]


def _money(pence: int | None) -> Cell:
    return Cell(pounds_short(pence)) if pence else Cell("–", quiet=True)


def _kind(kind: str) -> str:
    return KINDS.get(kind, kind.replace("-", " ").capitalize())


def _period(partner: Json) -> str:
    ends = f" to {day(partner['to'])}" if partner.get("to") else ""
    return f"from {day(partner['from'])}{ends}"
