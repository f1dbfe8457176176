"""Rows of text from one file, and why a file may be turned away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

LABEL = pa.dictionary(pa.int32(), pa.string())
"""Text kept once for each distinct value: a place's extracts repeat themselves a great deal."""


@dataclass
class Sheet:
    """The columns asked for, as text, with the row number each row has in its file."""

    name: str
    table: pa.Table | None
    row: np.ndarray
    quarantined: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    delivery: str = ""
    counted: bool = True
    """False for rows made of records that another sheet of the same file counts."""

    @property
    def rows(self) -> int:
        """Records in the file, apart from its header."""
        return len(self.row) + self.quarantined if self.counted else 0

    def put(self, name: str, column: pa.Array | pa.ChunkedArray, title: str | None = None) -> None:
        """A column that is worked out, in place of one of that name. ``title`` is for findings."""
        assert self.table is not None
        if name in self.table.column_names:
            self.table = self.table.drop_columns([name])
        self.table = self.table.append_column(name, column)
        if self.columns:
            self.columns = {**self.columns, name: title or self.columns.get(name, name)}

    def keep(self, names: Iterable[str]) -> None:
        """Let go of every other column: what agreements do not open is not carried on."""
        assert self.table is not None
        wanted = {*names}
        self.table = self.table.select([n for n in self.table.column_names if n in wanted])


_PART = " › "


def part_of(file: str, part: str) -> str:
    """What a part of a file is called where its rows are told: 'annex.xlsx › List 4'."""
    return f"{file}{_PART}{part}"


def file_of(name: str) -> str:
    """The file that a name, of it or of its part, speaks of."""
    return name.partition(_PART)[0]


class Unreadable(Exception):
    """A file that is set aside whole: which rule it breaks, and how many records that concerns."""

    def __init__(self, rule: str, message: str, rows: int = 0, column: str | None = None):
        super().__init__(message)
        self.rule, self.message, self.rows, self.column = rule, message, rows, column
