"""A business case in words, tables and charts."""

from collections.abc import Iterator, Mapping
from typing import Any

from wholeplace.finance import ASK
from wholeplace.place import GRADES
from wholeplace.reporting import cash_figure, pays_gains_figure
from wholeplace.reporting.formats import pounds_short, quantity, years

from ..design.figures import shown
from ..design.parts import Cell, Column, More, Stat, Table
from ..results import Pinned

Json = Mapping[str, Any]

POWER = 5
"""The column of the who-pays-who-gains table that names the power to pay."""


def business_case(results: Pinned, appraisal: Json) -> dict[str, Any]:
    """Everything a programme's page shows about money."""
    id = appraisal["programme"]
    cash = results.figure(f"cash-{id}", cash_figure, appraisal, f"cash-{id}")
    pays = results.figure(f"pays-{id}", pays_gains_figure, appraisal, f"pays-{id}")
    return {
        "stats": case_stats(appraisal),
        "basis": appraisal["basis"],
        "against": appraisal["against"],
        "warnings": appraisal["warnings"],
        "cash": shown(cash),
        "pays_gains": shown(pays, marks={POWER: _power}, beside=False, quiet=True),
        "figures": figures_table(appraisal["figures"]),
        "readings": [reading(r) for r in appraisal["readings"]],
    }


def case_stats(appraisal: Json) -> list[Stat]:
    """What it costs, what it is worth, and when it has paid back."""
    base = f"in {appraisal['price_base']} prices"
    cashable = pounds_short(appraisal["cashable"])
    return [
        Stat(pounds_short(appraisal["cost"]), "cost", base),
        Stat(pounds_short(appraisal["gains"]), "saved by partners", f"of which cash {cashable}"),
        Stat(pounds_short(appraisal["npv"]), "net present public value", f"discounted, {base}"),
        Stat(years(appraisal["payback_years"]), "until savings have repaid the cost"),
    ]


def _power(told: str) -> Cell:
    """Whoever gains and cannot pay is set out, with what it is asked for below."""
    if not told.startswith(ASK):
        return Cell(told)
    asked = told.removeprefix(ASK).strip(" ()")
    return Cell(ASK.capitalize(), tag="orange", note=asked or None)


def figures_table(figures: list[Json]) -> Table:
    """Every figure with its source and grade; under each, how it was worked out."""
    columns = [
        Column("Figure"),
        Column("Value", numeric=True),
        Column("Source"),
        Column("Evidence"),
    ]
    by_name = {figure["name"]: figure for figure in figures}
    rows = [_figure(figure, by_name) for figure in figures]
    return Table("Figures behind the case", columns, rows, quiet_caption=True)


def _figure(figure: Json, by_name: dict[str, Json]) -> list[Cell]:
    grade = figure["grade"]
    return [
        Cell(_spoken(figure["name"]), header=True, more=_working(figure, by_name)),
        Cell(quantity(figure["value"], figure["unit"]), note=figure.get("price_year")),
        Cell(figure["source"], note=figure.get("disputed")),
        Cell(f"Grade {grade}", note=GRADES.get(grade)),
    ]


def _working(figure: Json, by_name: dict[str, Json]) -> More | None:
    """The formula, the same with numbers in it, and each input with its value."""
    if not figure["formula"]:
        return None
    rows = [("Formula", figure["formula"]), ("With numbers", figure["worked"])]
    for alias, name in figure["inputs"].items():
        used = by_name[name]
        rows.append((alias, f"{_spoken(name)}: {quantity(used['value'], used['unit'])}"))
    return More("How this was worked out", rows)


def _spoken(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]


VERDICTS = {True: ("Agrees", "green"), False: ("Does not agree", "orange")}


def reading(told: Json) -> dict[str, Any]:
    """A published claim beside what its own inputs give."""
    return {
        "claim": told["claim"],
        "source": told["source"],
        "comment": told["comment"],
        "verdict": VERDICTS.get(told["agrees"]),
        "rows": list(_reading_rows(told)),
    }


def _reading_rows(told: Json) -> Iterator[tuple[str, str]]:
    unit = told["unit"] or ""
    yield "Worked out here", quantity(told["result"], unit)
    if told["claimed"] is not None:
        yield "As claimed", quantity(told["claimed"], unit)
    yield "Formula", told["formula"]
    for name, given in told["inputs"].items():
        yield _spoken(name), f"{quantity(given['value'], given['unit'])}, {given['source']}"
