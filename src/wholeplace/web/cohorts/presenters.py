"""Programmes and cohorts in words and tables."""

from typing import Any

from django.urls import reverse

from wholeplace.reporting.charts import UNITS
from wholeplace.reporting.formats import count, day, percent, plural, pounds_short

from ..design.parts import Cell, Column, Stat, Table
from ..money.presenters import payback

Json = dict[str, Any]


def programme_table(programmes: list[tuple[Json, Json | None]], with_money: bool) -> Table:
    """One line a programme, with its money for those who may see money."""
    columns = [Column("Programme"), Column("For"), Column("Net present value", numeric=True)]
    columns += [Column("Pays back after", numeric=True)]
    kept = len(columns) if with_money else 2
    rows = [_programme(programme, cohort)[:kept] for programme, cohort in programmes]
    return Table("Programmes", columns[:kept], rows, empty="No programme is defined.", stacks=True)


def _programme(programme: Json, cohort: Json | None) -> list[Cell]:
    address = reverse("programme", args=[programme["programme"]])
    whom = _counted(cohort) if cohort else Cell("a number the programme states", quiet=True)
    return [
        Cell(programme["name"], href=address, header=True, note=programme["theme"].capitalize()),
        whom,
        Cell(pounds_short(programme["npv"])),
        Cell(payback(programme["payback_years"])),
    ]


def _counted(cohort: Json) -> Cell:
    return Cell(plural(cohort["count"], *UNITS[cohort["unit"]]), note=cohort["title"])


def cohort_stats(cohort: Json) -> list[Stat]:
    """How many, how many more could be, and of how many too little is known."""
    _one, many = UNITS[cohort["unit"]]
    shown = [Stat(count(cohort["count"]), many, f"as at {day(cohort['as_at'])}")]
    if cohort["unit"] == "household":
        shown.append(Stat(count(cohort["people"]), "people in them"))
    possible = f"{many} that would meet the rule if all that is not known were so"
    unknown = f"{many} where at least one criterion cannot be judged"
    shown.append(Stat(count(cohort["possible"]), "possible more", possible))
    shown.append(Stat(count(cohort["no_data"]), "with a gap", unknown))
    return shown


def borough_table(cohort: Json) -> Table:
    """Where they live."""
    _one, many = UNITS[cohort["unit"]]
    columns = [
        Column("Borough"),
        Column(many.capitalize(), numeric=True),
        Column("Share", numeric=True),
    ]
    total = sum(b["count"] for b in cohort["by_borough"]) or 1
    rows = [
        [
            Cell(b["name"], header=True),
            Cell(count(b["count"])),
            Cell(percent(b["count"] / total, 0)),
        ]
        for b in cohort["by_borough"]
    ]
    return Table("By borough", columns, rows)
