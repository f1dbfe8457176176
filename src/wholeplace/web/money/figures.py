"""Every figure of a case with its source, in groups, each saying how it was worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholeplace.place import GRADES
from wholeplace.reporting.formats import plural, quantity

from ..design.parts import Cell, Column, More, Table

Json = Mapping[str, Any]

TOTALS = "Totals"
GROUPS = {
    "reach": "Who is reached",
    "cost": "What it costs",
    "unit-cost": "Unit costs",
    "optimism-bias": "Allowance for optimism",
    "gdp-deflator": "Prices of other years",
    "sum": TOTALS,
    "net": TOTALS,
}
"""First words of figures' names, as a heading says them; a benefit's go by its title."""


@dataclass(frozen=True)
class Group:
    """Figures that belong together."""

    title: str
    table: Table
    open: bool

    @property
    def words(self) -> str:
        """'Unit costs (4 figures)'."""
        return f"{self.title} ({plural(len(self.table.rows), 'figure', 'figures')})"


def figure_groups(appraisal: Json) -> list[Group]:
    """Totals first and open, then the rest in the order they are worked out."""
    titles = {**GROUPS, **{b["id"]: b["title"] for b in appraisal["benefits"]}}
    by_name = {figure["name"]: figure for figure in appraisal["figures"]}
    grouped: dict[str, list[list[Cell]]] = {TOTALS: []}
    for figure in appraisal["figures"]:
        title, name = _placed(figure["name"], titles)
        grouped.setdefault(title, []).append(_row(name, figure, by_name))
    return [_group(title, rows) for title, rows in grouped.items() if rows]


def _placed(name: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """The heading a figure stands under, and what it is called there."""
    first, _, rest = name.partition(".")
    if not rest:
        return TOTALS, name
    title = titles.get(first, spoken(first))
    return title, name if title == TOTALS else rest


def _group(title: str, rows: Sequence[list[Cell]]) -> Group:
    columns = [
        Column("Figure"),
        Column("Value", numeric=True),
        Column("Source"),
        Column("Evidence"),
    ]
    return Group(
        title, Table(title, columns, rows, quiet_caption=True, stacks=True), title == TOTALS
    )


def _row(name: str, figure: Json, by_name: Mapping[str, Json]) -> list[Cell]:
    grade = figure["grade"]
    return [
        Cell(spoken(name), header=True, more=_working(figure, by_name)),
        Cell(quantity(figure["value"], figure["unit"]), note=figure.get("price_year")),
        Cell(figure["source"], note=figure.get("disputed")),
        Cell(f"Grade {grade}", note=GRADES.get(grade)),
    ]


def _working(figure: Json, by_name: Mapping[str, Json]) -> More | None:
    """The formula, the same with numbers in it, and each input with its value."""
    if not figure["formula"]:
        return None
    rows = [("Formula", figure["formula"]), ("With numbers", figure["worked"])]
    for alias, name in figure["inputs"].items():
        used = by_name[name]
        rows.append((alias, f"{spoken(name)}: {quantity(used['value'], used['unit'])}"))
    return More("How this was worked out", rows)


def spoken(name: str) -> str:
    """A figure's name in words: 'legal-aid.drop-off' is 'Legal aid: drop off'."""
    words = name.replace("_", " ").replace("-", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]
