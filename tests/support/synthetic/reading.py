"""Read extracts row by row with the standard library, and say which true person each is about."""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow.parquet as pq
from openpyxl import load_workbook

Row = dict[str, str]
COUNCILS = ("westminster", "kensington", "hammersmith")


@dataclass(frozen=True)
class Made:
    """A synthetic place on disk."""

    root: Path

    def csv(self, path: str, encoding: str = "utf-8", above: int = 0) -> list[Row]:
        """Read one extract; ``above`` rows stand above its header."""
        with (self.root / "extracts" / path).open(encoding=encoding, newline="") as lines:
            for _ in range(above):
                next(lines)
            return list(csv.DictReader(lines))

    def header(self, path: str, encoding: str = "utf-8", above: int = 0) -> list[str]:
        """Read only the column names."""
        with (self.root / "extracts" / path).open(encoding=encoding, newline="") as lines:
            for _ in range(above):
                next(lines)
            return next(csv.reader(lines))

    def youth_outcomes(self) -> list[Row]:
        """Read the spreadsheet, whose header is its third row."""
        book = load_workbook(self.root / "extracts" / "youth_justice" / "yot_outcomes.xlsx")
        rows = list(book.active.iter_rows(values_only=True))
        names = [str(name) for name in rows[2]]
        return [dict(zip(names, map(str, row), strict=True)) for row in rows[3:]]

    def attendances(self) -> list[Row]:
        """Read the three years of A&E."""
        years = ("2011_12", "2012_13", "2013_14")
        return [row for year in years for row in self.csv(f"acute/ecds_{year}.csv")]

    def episodes(self) -> list[Row]:
        """Read the two years of admitted care sent by number."""
        return [row for year in ("2012_13", "2013_14") for row in self.csv(f"acute/apc_{year}.csv")]

    def truth(self, name: str) -> list[dict[str, object]]:
        """Read a table of the truth."""
        return pq.read_table(self.root / "truth" / f"{name}.parquet").to_pylist()

    @cached_property
    def person_of(self) -> dict[tuple[str, str], str]:
        """Who each record is really about."""
        return {(r["source"], r["local_id"]): r["person"] for r in self.truth("records")}

    @cached_property
    def people(self) -> dict[str, dict[str, object]]:
        """True people by id."""
        return {row["person"]: row for row in self.truth("people")}

    def cohort(self, name: str) -> set[str]:
        """Read the planted members of a cohort."""
        return {row["id"] for row in self.truth("cohorts") if row["cohort"] == name}
