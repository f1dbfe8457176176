"""Sources, findings and agreements in words and tables."""

from typing import Any

from django.urls import reverse

from wholeplace.reporting.formats import count, day, listed, percent

from ...design.parts import Cell, Column, Stat, Table

Json = dict[str, Any]

SEVERITY = {"error": "red", "warning": "orange", "info": "blue"}
STATES = {"live": "green", "ended": "red", "unsigned": "orange", "not-yet": "blue"}


def pool_stats(sources: list[Json], linkage: Json | None) -> list[Stat]:
    """Rows in, rows kept, records to people."""
    rows, loaded = sum(s["rows"] for s in sources), sum(s["loaded"] for s in sources)
    aside = sum(s["quarantined"] for s in sources)
    shown = [
        Stat(count(rows), "rows delivered", f"in {count(len(sources))} sources"),
        Stat(count(loaded), "rows loaded", f"{count(aside)} set aside, each with a finding"),
    ]
    if linkage:
        note = f"from {count(linkage['records'])} records"
        shown.append(Stat(count(linkage["people"]), "people", note))
    return shown


def source_table(sources: list[Json]) -> Table:
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
    return Table("Sources", columns, [_source(s) for s in sources], empty="No source is defined.")


def _source(source: Json) -> list[Cell]:
    linked = source.get("linked_share")
    address = reverse("source", args=[source["id"]])
    return [
        Cell(source["title"], href=address, header=True),
        Cell(source["partner"]),
        Cell(count(source["rows"])),
        Cell(count(source["quarantined"]), quiet=not source["quarantined"]),
        Cell(count(sum(f["count"] for f in source["findings"]))),
        Cell(percent(linked) if linked is not None else "–", quiet=linked is None),
        _permitted(source),
    ]


def _permitted(source: Json) -> Cell:
    if source["permitted"]:
        return Cell("Used", tag="green")
    return Cell("Refused", tag="red", note=source.get("reason"))


def source_rows(source: Json) -> list[tuple[str, str]]:
    """What to know about one source."""
    rows = [
        ("Partner", source["partner"]),
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
    return Table("Findings", columns, rows, empty="Nothing was found wrong.")


def _finding(finding: Json) -> list[Cell]:
    first = listed([str(row) for row in finding["rows"][:5]])
    where = finding["file"] + (f", column {finding['column']}" if finding.get("column") else "")
    return [
        Cell(finding["message"], header=True, note=f"rule {finding['rule']}"),
        Cell(where, note=f"first rows: {first}" if first else None),
        Cell(finding["severity"], tag=SEVERITY.get(finding["severity"], "grey")),
        Cell(count(finding["count"])),
    ]


def agreement_table(agreements: list[Json]) -> Table:
    """One line an agreement, with who has not signed."""
    columns = [Column("Agreement"), Column("Purposes"), Column("Period"), Column("State")]
    rows = [_agreement(agreement) for agreement in agreements]
    return Table("Agreements", columns, rows, empty="No agreement is recorded, so nothing is open.")


def _agreement(agreement: Json) -> list[Cell]:
    missing = agreement["missing"]
    return [
        Cell(agreement["title"], header=True, note=f"between {listed(agreement['parties'])}"),
        Cell(listed([p.replace("-", " ") for p in agreement["purposes"]]), note=_grain(agreement)),
        Cell(f"{day(agreement['from'])} to {day(agreement['to'])}"),
        Cell(
            agreement["state"].replace("-", " ").capitalize(),
            tag=STATES.get(agreement["state"], "grey"),
            note=f"not signed by {listed(missing)}" if missing else None,
        ),
    ]


def _grain(agreement: Json) -> str:
    return f"{agreement['grain']}; {listed(agreement['sources'])}"


def refusal_table(refusals: list[Json]) -> Table:
    """What the last run was not allowed to use."""
    columns = [Column("Source"), Column("Purpose"), Column("Why it was refused")]
    rows = [
        [Cell(r["source"], header=True), Cell(r["purpose"].replace("-", " ")), Cell(r["reason"])]
        for r in refusals
    ]
    return Table("Refused in the last run", columns, rows, empty="Nothing was refused.")
