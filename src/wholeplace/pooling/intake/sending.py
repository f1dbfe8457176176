"""Findings as files a partner can be sent: what is wrong and on which rows, with no values."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from .findings import Finding
from .report import SourceReport

COLUMNS = ("file", "column", "rule", "severity", "count", "rows", "message")


def write_findings(reports: Iterable[SourceReport], folder: Path) -> list[Path]:
    """One CSV for each source that was read; one without findings has its header alone."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(report, folder) for report in reports if report.permitted]


def _write(report: SourceReport, folder: Path) -> Path:
    path = folder / f"{report.id}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel knows UTF-8 by its mark
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows(_row(finding) for finding in report.findings)
    return path


def _row(finding: Finding) -> list[str]:
    said = finding.to_json()
    first = " ".join(map(str, said["rows"]))
    said["rows"] = f"{first} …" if finding.rows and finding.count > len(said["rows"]) else first
    return [_harmless("" if said[name] is None else str(said[name])) for name in COLUMNS]


def _harmless(cell: str) -> str:
    """A name of a column or file may begin like a formula; a spreadsheet must not run it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
