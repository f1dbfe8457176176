"""The place in words and tables."""

from collections.abc import Mapping
from typing import Any

from wholeplace.reporting.formats import count, day, percent, pounds_short
from wholeplace.reporting.prose import overlap_found

from ...design.parts import Cell, Column, Link, Stat, Table

Json = Mapping[str, Any]

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


def merged_notes(areas: list[Json]) -> dict[str, str]:
    """What is said under an area that is several wards."""
    return {
        area["name"]: f"{len(area['wards'])} wards shown together: numbers are small"
        for area in areas
        if area["merged"]
    }


def overlap_stat(overlap: Json) -> Stat:
    """One share between two cohorts, with what else could be."""
    return Stat(percent(overlap["share"]), overlap["title"], overlap_found(overlap))


def borough_table(boroughs: list[Json]) -> Table:
    """Residents, how many of them the pool knows, and how many two partners or more know."""
    columns = [
        Column("Borough"),
        Column("Residents", numeric=True),
        Column("Pooled", numeric=True),
        Column("Share of residents", numeric=True),
        Column("Known to two partners or more", numeric=True),
    ]
    totals = [sum(b[key] for b in boroughs) for key in ("residents", "people", "sharing")]
    foot = _borough("All", *totals) if len(boroughs) > 1 else ()
    rows = [_borough(b["name"], b["residents"], b["people"], b["sharing"]) for b in boroughs]
    return Table("Boroughs", columns, rows, foot)


def _borough(name: str, residents: int, people: int, sharing: int) -> list[Cell]:
    share = percent(people / residents) if residents else "–"
    counts = (count(residents), count(people), share, count(sharing))
    return [Cell(name, header=True), *(Cell(text) for text in counts)]


def partner_table(partners: list[Json]) -> Table:
    """Who takes part, what they pay for, and what the pool shows of it."""
    columns = [
        Column("Partner"),
        Column("Pays for"),
        Column("Activity", numeric=True),
        Column("Spend files", numeric=True),
    ]
    rows = [_partner(partner) for partner in partners]
    return Table("Partners", columns, rows, empty="No partner is defined.", stacks=True)


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
