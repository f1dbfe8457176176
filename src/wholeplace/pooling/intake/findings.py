"""What is wrong or worth knowing about a delivery, gathered by file, column and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa

Severity = Literal["error", "warning", "note"]
FIRST = 20
"""How many row numbers a summary names; the full list goes to findings.parquet."""

SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("column", pa.string()),
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("row", pa.int64()),
        ("message", pa.string()),
    ]
)


@dataclass
class Finding:
    """One rule broken in one column of a file; rows are numbered as a spreadsheet shows them."""

    file: str
    column: str | None
    rule: str
    severity: Severity
    message: str
    rows: list[int] = field(default_factory=list)
    count: int = 1

    def to_json(self) -> dict[str, Any]:
        """As one element of ``check --json``."""
        return {
            "file": self.file,
            "column": self.column,
            "rule": self.rule,
            "severity": self.severity,
            "count": self.count,
            "rows": self.rows[:FIRST],
            "message": self.message,
        }


class Findings:
    """Collects findings, adding up those of the same file, column and rule."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None, str], Finding] = {}

    def add(
        self,
        file: str,
        column: str | None,
        rule: str,
        severity: Severity,
        message: str,
        rows: Iterable[int] | None = None,
    ) -> None:
        """Note a finding; without rows it is about the file or column as a whole."""
        numbers = [] if rows is None else [int(r) for r in rows]
        if rows is not None and not numbers:
            return
        found = self._found.get((file, column, rule))
        if found is None:
            one = Finding(file, column, rule, severity, message, numbers, len(numbers) or 1)
            self._found[(file, column, rule)] = one
            return
        found.rows += numbers
        found.count += len(numbers) or 1

    def __iter__(self) -> Iterator[Finding]:
        """Errors first; a row that was looked at twice counts once."""
        order = {"error": 0, "warning": 1, "note": 2}
        for found in self._found.values():
            if found.rows:
                found.rows = sorted(set(found.rows))
                found.count = len(found.rows)
        every = self._found.values()
        yield from sorted(every, key=lambda f: (order[f.severity], f.file, f.column or "", f.rule))

    def table(self) -> pa.Table:
        """Every finding on every row it concerns."""
        parts = [_expanded(found) for found in self]
        return pa.concat_tables(parts) if parts else SCHEMA.empty_table()


def _expanded(found: Finding) -> pa.Table:
    rows = pa.array(found.rows, pa.int64()) if found.rows else pa.nulls(1, pa.int64())
    said = [found.file, found.column, found.rule, found.severity]
    same = [pa.repeat(pa.scalar(value, pa.string()), len(rows)) for value in [*said, found.message]]
    return pa.Table.from_arrays([*same[:4], rows, same[4]], schema=SCHEMA)
