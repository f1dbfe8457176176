"""Cohorts: who meets which rule, and how they overlap."""

from typing import Any

from ..charts import UNITS
from ..figures import criteria_figure, met_by_number_table
from ..formats import count, day, interval, percent
from ..markup import Child, Markup, tag
from ..prose import cohort_found
from ..results import Results
from ..rule import rule_in_words
from ..tables import Table, columns
from .citations import Citations
from .pieces import paragraph, section, shown, tiles


def cohorts_section(results: Results, cited: Citations) -> Markup:
    """Each cohort, households first, then overlaps."""
    ordered = sorted(results.cohorts.values(), key=lambda c: (c["unit"] != "household", c["id"]))
    return section(
        "cohorts",
        "Who needs help",
        [_cohort(c, n, cited) for n, c in enumerate(ordered)],
        _overlaps(results) if results.overlaps else None,
    )


def _cohort(cohort: dict[str, Any], number: int, cited: Citations) -> Markup:
    many = UNITS[cohort["unit"]][1]
    facts = [
        (count(cohort["count"]), f"{many} meet the rule"),
        (count(cohort["possible"]), f"{many} may, if more were known"),
        (count(cohort["no_data"]), f"{many} with something unknown"),
    ]
    return tag(
        "article",
        tag("h3", cohort["title"], cited.cite_all(cohort["citation"])),
        paragraph(f"As at {day(cohort['as_at'])}. {cohort_found(cohort)}"),
        tiles(facts),
        rule_in_words(cohort["text"]),
        _criteria(cohort, number) if len(cohort["criteria"]) > 1 else _beside(_by_borough(cohort)),
    )


def _criteria(cohort: dict[str, Any], number: int) -> Child:
    figure = criteria_figure(cohort, f"criteria-{number}")
    tables = _beside(met_by_number_table(cohort), _by_borough(cohort))
    return [shown(figure, level="h4", beside=True), tables]


def _beside(*tables: Table) -> Markup:
    return tag("div", [table.html() for table in tables], class_="pair side")


def _by_borough(cohort: dict[str, Any]) -> Table:
    rows = tuple((b["name"], count(b["count"])) for b in cohort["by_borough"])
    many = UNITS[cohort["unit"]][1].capitalize()
    return Table(f"By borough: {cohort['title']}", columns("Borough", f"#{many}"), rows)


def _overlaps(results: Results) -> Child:
    rows = [
        (
            o["title"],
            count(o["n_a"]),
            count(o["n_both"]),
            percent(o["share"]),
            interval(o["low"], o["high"], percent),
        )
        for o in results.overlaps.values()
    ]
    heads = columns("Question", "#Of", "#In both", "#Share", "#95% interval")
    return [tag("h3", "Overlap"), Table("Overlap of cohorts", heads, tuple(rows)).html()]
