"""``wholeplace check``: is the place well defined, and can its extracts be read?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json
from .errors import FAILED


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
    from wholeplace.pooling.intake import check, write_findings

    opened = open_place(place)
    audit(opened, "check", f"extracts of {opened.about.id}", "matching")
    reports = check(opened)
    written = write_findings(reports, out) if out else []
    if as_json:
        print_json({"sources": [report.to_json() for report in reports]})
    else:
        for report in reports:
            _print(report.to_json())
        typer.echo(_verdict([report.to_json() for report in reports]))
        for kind, cost in opened.without_unit_cost().items():
            typer.echo(
                f"No unit cost '{cost}' in costs/: {kind} will be counted, and cost nothing."
            )
        if written:
            typer.echo(f"Findings to send, a file for each source: {out}")
    if any(report.failed for report in reports):
        raise typer.Exit(FAILED)


def _print(report: dict[str, Any]) -> None:
    if not report["permitted"]:
        typer.echo(f"{report['id']}: not read: {report['reason']}")
        return
    aside = f", {report['quarantined']:,} set aside" if report["quarantined"] else ""
    typer.echo(f"{report['id']}: {report['rows']:,} rows{aside}")
    for finding in report["findings"]:
        typer.echo(f"  {_finding(finding)}")


def _finding(finding: dict[str, Any]) -> str:
    from wholeplace.reporting.formats import plural

    where = f"{finding['file']}, {finding['column']}" if finding["column"] else finding["file"]
    first = ", ".join(str(row) for row in finding["rows"][:3])
    more = " …" if finding["count"] > 3 else ""
    which = f" {plural(finding['count'], 'row', 'rows')} ({first}{more}):" if first else ""
    return f"{finding['severity']:8}{where}:{which} {finding['message']}"


def _verdict(reports: list[dict[str, Any]]) -> str:
    rows = sum(report["rows"] for report in reports)
    aside = sum(report["quarantined"] for report in reports)
    severities = Counter(f["severity"] for report in reports for f in report["findings"])
    found = ", ".join(
        f"{severities[s]} {s}s" for s in ("error", "warning", "note") if severities[s]
    )
    said = f"{len(reports)} sources, {rows:,} rows, {aside:,} set aside"
    return f"\n{said}; {found}." if found else f"\n{said}; nothing to mend."
