"""Findings as a partner gets them."""

import csv
from pathlib import Path

from wholeplace.pooling.intake import Finding, SourceReport, write_findings
from wholeplace.pooling.intake.sending import COLUMNS


def report(*findings: Finding, permitted: bool = True) -> SourceReport:
    said = ("one", "One", "police", "named", "mapped")
    return SourceReport(*said, permitted, "", findings=findings)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_a_finding_names_its_first_rows_and_counts_all(tmp_path: Path) -> None:
    many = Finding("a.csv", "DOB", "unreadable-date", "warning", "no date", [*range(2, 52)], 50)
    few = Finding("a.csv", None, "ragged-row", "error", "no row", [7, 9], 2)

    (path,) = write_findings([report(many, few)], tmp_path / "new" / "out")

    first, second = rows(path)
    assert first["rows"] == " ".join(map(str, range(2, 22))) + " …"
    assert (first["count"], second["rows"], second["column"]) == ("50", "7 9", "")
    assert (*first,) == COLUMNS


def test_a_column_named_like_a_formula_stays_text(tmp_path: Path) -> None:
    (path,) = write_findings(
        [report(Finding("a.csv", "=1+1", "missing-column", "warning", "is missing"))], tmp_path
    )

    assert rows(path)[0]["column"] == "'=1+1"


def test_a_source_that_was_not_read_gets_no_file_and_a_sound_one_an_empty_one(
    tmp_path: Path,
) -> None:
    assert write_findings([report(permitted=False)], tmp_path) == []
    assert rows(*write_findings([report()], tmp_path)) == []
