"""What is new since the run before, in words and tables."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from wholeplace.reporting import Results
from wholeplace.reporting.formats import count, day, plural
from wholeplace.reporting.monday import (
    QUALITY,
    QUALITY_WORDS,
    arrived,
    awaited,
    broke,
    measure,
    moved,
    news,
    unchanged,
    when_it_came,
    why_moved,
)

from ...design.parts import Cell, Column, Table

Json = dict[str, Any]


def compared(changes: Json | None) -> str:
    """Which runs are compared, and how much is as it was."""
    if changes is None:
        return "There is no earlier run to compare with. After the next one, changes stand here."
    before, after = (day(changes[when]["as_at"]) for when in ("before", "after"))
    asked = f" Figures are as at {after}; the run before was as at {before}."
    quiet = plural(unchanged(changes["sources"]), "source is", "sources are")
    return f"{quiet} as before.{asked if before != after else ''}"


def arrivals_table(results: Results, changes: Json | None) -> Table:
    """One line a source that brought or broke something."""
    columns = [Column("Source"), Column("What arrived"), Column("What broke")]
    rows = [_arrival(source, results) for source, _ in news(changes)]
    title = "What arrived, and what broke"
    return Table(title, columns, rows, empty="No source brought anything new.", stacks=True)


def _arrival(source: Json, results: Results) -> list[Cell]:
    wrong = broke(source)
    known = any(source["id"] == one["id"] for one in results.sources)
    address = reverse("source", args=[source["id"]]) if known else None
    files = [*source["new"], *source["changed"], *source["gone"]]
    return [
        Cell(
            source["title"], href=address, header=True, note=results.partner_name(source["partner"])
        ),
        Cell(capfirst(arrived(source)) or "–", note=", ".join(files[:3]) or None),
        Cell(capfirst(wrong), tag="red") if wrong else Cell("–", quiet=True),
    ]


def quality_table(results: Results) -> Table:
    """One line a source, with its measures."""
    columns = [Column("Source"), Column("Rows", numeric=True)]
    columns += [Column(capfirst(name), numeric=True) for name in QUALITY]
    rows = [_quality(source) for source in results.sources]
    return Table("How good each source is", columns, rows, empty="No source is defined.")


def _quality(source: Json) -> list[Cell]:
    address = reverse("source", args=[source["id"]])
    measured = [measure(source, name) for name in QUALITY]
    return [
        Cell(source["title"], href=address, header=True),
        Cell(count(source["rows"])),
        *(Cell(said, quiet=said == "–") for said in measured),
    ]


def timeliness_table(results: Results) -> Table:
    """One line a source: when it last came, when it was due."""
    columns = [Column("Source"), Column("Last received"), Column("Against its due day")]
    rows = [_timely(source) for source in results.sources if source["permitted"]]
    return Table("When extracts came", columns, rows, empty="No source was read.", stacks=True)


def _timely(source: Json) -> list[Cell]:
    said = source.get("timeliness") or {}
    came, words = said.get("last_received"), capfirst(when_it_came(source))
    late = bool(awaited([source]))
    return [
        Cell(source["title"], href=reverse("source", args=[source["id"]]), header=True),
        Cell(day(came)) if came else Cell("Not said", quiet=True),
        Cell(words, tag="orange") if late else Cell(words, quiet=not said.get("judged")),
    ]


def meanings() -> list[tuple[str, str]]:
    """What each measure means."""
    return [(capfirst(name), capfirst(words)) for name, words in QUALITY_WORDS.items()]


def cohort_table(changes: Json | None) -> Table:
    """One line a cohort: its count, and why it moved."""
    columns = [Column("Cohort"), Column("Found"), Column("Why the count moved")]
    rows = [
        [
            Cell(cohort["title"], header=True),
            Cell(moved(cohort)),
            Cell("; ".join(map(capfirst, why_moved(cohort))) or "Nobody entered or left"),
        ]
        for cohort in (changes["cohorts"] if changes else ())
    ]
    return Table("Who is found", columns, rows, empty="No cohort to compare.", stacks=True)
