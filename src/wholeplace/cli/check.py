"""``wholeplace check``: is the place well defined, and can its extracts be read?"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json
from .errors import FAILED

if TYPE_CHECKING:
    from rich.table import Table

FIRST = 3
"""Rows named of each finding; all stand in what --out writes."""
LIMITED = "Isolation: limited. This platform cannot cut off the network or memory of a reader."
PIPED = 120
"""Columns where there is no terminal to ask."""


def command(
    place: Folder,
    out: Annotated[
        Path | None, typer.Option(help="Folder for a CSV of findings per source, to send on.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the definitions, then read every extract and say what is wrong with it.

    Nothing is pooled or changed. Ends with 1 when something must be mended, 2 when a definition is
    wrong. With --out, each source's findings also go to a file for the partner who sent it: rules,
    columns and row numbers, no personal values.

    \b
    Example:
      wholeplace check demo/place
      wholeplace check demo/place --out findings
    """
    from wholeplace.place import cautions
    from wholeplace.pooling.intake import check, write_findings

    opened = open_place(place)
    minded = [asdict(caution) for caution in cautions(opened, opened.as_at)]
    audit(opened, "check", f"extracts of {opened.about.id}", "matching")
    reports = check(opened)
    written = write_findings(reports, out) if out else []
    if as_json:
        print_json({"sources": [report.to_json() for report in reports], "cautions": minded})
    else:
        _print([report.to_json() for report in reports])
        typer.echo(_verdict([report.to_json() for report in reports]))
        for kind, cost in opened.without_unit_cost().items():
            typer.echo(
                f"No unit cost '{cost}' in costs/: {kind} will be counted, and cost nothing."
            )
        for caution in minded:
            typer.echo(f"Look at {caution['file']}: {caution['key']}: {caution['message']}")
        if any(report.isolation == "limited" for report in reports):
            typer.echo(LIMITED)
        if written:
            typer.echo(f"Findings to send, a file for each source: {out}")
    if any(report.failed for report in reports):
        raise typer.Exit(FAILED)


def _print(reports: list[dict[str, Any]]) -> None:
    """Each source with how many rows it brought, then what was found in it."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPED
    console = Console(highlight=False, width=width)
    for report in reports:
        console.print(f"{report['id']}: {_brought(report)}", markup=False)
        for delivery in report["deliveries"] if any(d["id"] for d in report["deliveries"]) else ():
            console.print(f"  {_delivery(delivery)}", markup=False)
        if report["findings"]:
            console.print(_table(report["findings"]), "")


def _brought(report: dict[str, Any]) -> str:
    if not report["permitted"]:
        return f"not read: {report['reason']}"
    aside = f", {report['quarantined']:,} set aside" if report["quarantined"] else ""
    replaced = f", {report['replaced']:,} replaced by later ones" if report["replaced"] else ""
    return f"{report['rows']:,} rows{aside}{replaced}"


def _delivery(delivery: dict[str, Any]) -> str:
    from wholeplace.reporting.formats import plural

    name = delivery["id"] or "files that no delivery names"
    when = f", received {delivery['received']}" if delivery["received"] else ""
    by = f" by {delivery['by']}" if delivery["by"] and delivery["state"] != "used" else ""
    late = plural(delivery["days_late"], "day", "days")
    slow = f", {late} late" if delivery["days_late"] and when else ""
    state = f"overdue by {late}" if delivery["state"] == "overdue" else f"{delivery['state']}{by}"
    return f"delivery {name}: {delivery['mode']}{when}{slow}; {state}"


def _table(findings: list[dict[str, Any]]) -> Table:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_edge=False, expand=True)
    table.add_column("severity", no_wrap=True)
    table.add_column("file and column", ratio=3, overflow="fold")
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("first", ratio=2, overflow="fold")
    table.add_column("what was found", ratio=5)
    for finding in findings:
        first = ", ".join(str(row) for row in finding["rows"][:FIRST])
        more = " …" if finding["count"] > FIRST else ""
        where = "\n".join(filter(None, (finding["file"], finding["column"])))
        many = f"{finding['count']:,}" if finding["rows"] else ""
        table.add_row(
            finding["severity"], escape(where), many, first + more, escape(finding["message"])
        )
    return table


def _verdict(reports: list[dict[str, Any]]) -> str:
    rows = sum(report["rows"] for report in reports)
    aside = sum(report["quarantined"] for report in reports)
    severities = Counter(f["severity"] for report in reports for f in report["findings"])
    found = ", ".join(
        f"{severities[s]} {s}s" for s in ("error", "warning", "note") if severities[s]
    )
    said = f"{len(reports)} sources, {rows:,} rows, {aside:,} set aside"
    return f"\n{said}; {found}." if found else f"\n{said}; nothing to mend."
