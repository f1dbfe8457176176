"""Sources and findings in words and tables."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from wholeplace.reporting import Results
from wholeplace.reporting.formats import count, listed, percent

from ...design.parts import Cell, Column, Stat, Table

Json = dict[str, Any]

SEVERITY = {"error": "red", "warning": "orange", "note": "blue", "info": "blue"}


def pool_stats(results: Results) -> list[Stat]:
    """Rows in, rows kept, records to people."""
    sources, linkage = results.sources, results.linkage
    rows, loaded, aside = (sum(s[k] for s in sources) for k in ("rows", "loaded", "quarantined"))
    return [
        Stat(count(rows), "rows delivered", f"in {count(len(sources))} sources"),
        Stat(count(loaded), "rows loaded", f"{count(aside)} set aside, each with a finding"),
        Stat(count(linkage["people"]), "people", f"from {count(linkage['records'])} records"),
    ]


def source_table(results: Results) -> Table:
    """One line a source."""
    columns = [
        Column("Source"),
        Column("Partner"),
        Column("Rows", numeric=True),
        Column("Set aside", numeric=True),
        Column("Findings", numeric=True),
        Column("Linked", numeric=True),
        Column("Agreement"),
    ]
    rows = [_source(source, results) for source in results.sources]
    return Table("Sources", columns, rows, empty="No source is defined.", stacks=True)


def _source(source: Json, results: Results) -> list[Cell]:
    linked = source.get("linked_share")
    address = reverse("source", args=[source["id"]])
    return [
        Cell(source["title"], href=address, header=True),
        Cell(results.partner_name(source["partner"])),
        Cell(count(source["rows"])),
        Cell(count(source["quarantined"]), quiet=not source["quarantined"]),
        Cell(count(sum(f["count"] for f in source["findings"]))),
        Cell(percent(linked) if linked is not None else "–", quiet=linked is None),
        _permitted(source),
    ]


def _permitted(source: Json) -> Cell:
    if source["permitted"] and not source.get("whole", True):
        return Cell("Incomplete", tag="orange", note="its silence is not taken for no")
    if source["permitted"]:
        return Cell("Used", tag="green")
    return Cell("Refused", tag="red", note=source["reason"])


def source_rows(source: Json, results: Results) -> list[tuple[str, str]]:
    """What to know about one source."""
    rows = [
        ("Partner", results.partner_name(source["partner"])),
        ("Zone", source["zone"]),
        ("Format", source["format"]),
        ("Rows delivered", count(source["rows"])),
        ("Loaded", count(source["loaded"])),
        ("Set aside", count(source["quarantined"])),
    ]
    if source.get("linked_share") is not None:
        rows.append(("Linked to another source", percent(source["linked_share"])))
    return rows


def findings_table(findings: list[Json]) -> Table:
    """What was found, weightiest first."""
    columns = [
        Column("What was found"),
        Column("Where"),
        Column("Severity"),
        Column("Rows", numeric=True),
    ]
    order = {severity: n for n, severity in enumerate(SEVERITY)}
    ordered = sorted(findings, key=lambda f: (order.get(f["severity"], 9), -f["count"]))
    rows = [_finding(finding) for finding in ordered]
    return Table("Findings", columns, rows, empty="Nothing was found wrong.", stacks=True)


def _finding(finding: Json) -> list[Cell]:
    first = listed([str(row) for row in finding["rows"][:5]])
    where = finding["file"] + (f", column {finding['column']}" if finding.get("column") else "")
    return [
        Cell(capfirst(finding["message"]), header=True, note=f"rule {finding['rule']}"),
        Cell(where, note=f"first rows: {first}" if first else None),
        Cell(finding["severity"], tag=SEVERITY.get(finding["severity"], "grey")),
        Cell(count(finding["count"])),
    ]
