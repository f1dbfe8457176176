"""The rows of one source's files together: columns as text, and where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Joined, When

from .files.sheet import Sheet
from .findings import Findings, Severity
from .values.distinct import Column, distinct


class Rows:
    """Columns by name, blank cells null. Rows of several files follow each other."""

    def __init__(
        self,
        table: pa.Table,
        file: np.ndarray,
        row: np.ndarray,
        files: Sequence[str],
        joined: Mapping[str, Joined],
        findings: Findings,
    ):
        self._table, self.file, self.row, self.files = table, file, row, tuple(files)
        self._joined, self.findings = joined, findings
        self._text: dict[str, pa.Array] = {}

    @classmethod
    def of(cls, sheets: Sequence[Sheet], joined: Mapping[str, Joined], found: Findings) -> Rows:
        """All sheets of one layout."""
        table = pa.concat_tables([s.table for s in sheets], promote_options="default")
        file = np.repeat(np.arange(len(sheets), dtype=np.int32), [len(s.row) for s in sheets])
        row = np.concatenate([s.row for s in sheets]) if sheets else np.array([], np.int64)
        return cls(table, file, row, [s.name for s in sheets], joined, found)

    def __len__(self) -> int:
        return len(self.row)

    def where(self, kept: np.ndarray) -> Rows:
        """Some of the rows, by mask or place."""
        places = np.flatnonzero(kept) if kept.dtype == bool else kept
        if len(places) == len(self) and kept.dtype == bool:
            return self
        table = self._table.take(places)
        return Rows(
            table, self.file[places], self.row[places], self.files, self._joined, self.findings
        )

    def has(self, column: str | None) -> bool:
        """Whether a column is mapped and was delivered."""
        return column is not None and (column in self._joined or column in self._table.column_names)

    def text(self, column: str | None) -> pa.Array:
        """A column as trimmed text; null where it is blank."""
        if column is None:
            return pa.nulls(len(self), pa.string())
        if column not in self._text:
            self._text[column] = self._read(column)
        return self._text[column]

    def _read(self, column: str) -> pa.Array:
        if column in self._joined:
            return self._join(self._joined[column])
        if column not in self._table.column_names:
            return pa.nulls(len(self), pa.string())
        trimmed = pc.utf8_trim_whitespace(self._table[column].combine_chunks())
        return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)

    def _join(self, made: Joined) -> pa.Array:
        parts = [self.text(name) for name in made.columns]
        if made.codes:
            meant = {given.casefold(): value for given, value in made.codes.items()}
            parts = [
                distinct(p, lambda v: meant.get(v.casefold(), v), pa.string()).values for p in parts
            ]
        return pc.binary_join_element_wise(*parts, made.separator)

    def read(
        self,
        column: str | None,
        meaning: Callable[[str], Any],
        kind: pa.DataType,
        rule: str,
        message: str,
        severity: Severity = "warning",
    ) -> pa.Array:
        """A column as meant. What cannot be read becomes null, with a finding."""
        read: Column = distinct(self.text(column), meaning, kind)
        self.tell(read.bad, column, rule, severity, message)
        return read.values

    def tell(
        self, places: np.ndarray, column: str | None, rule: str, severity: Severity, message: str
    ) -> None:
        """Note a finding about rows, file by file."""
        places = np.flatnonzero(places) if places.dtype == bool else places
        if not len(places):
            return
        files, rows = self.file[places], self.row[places]
        for number in np.unique(files).tolist():
            hit = rows[files == number].tolist()
            self.findings.add(self.files[number], column, rule, severity, message, hit)

    def matching(self, when: When) -> np.ndarray:
        """Rows whose column holds, or starts with, one of the values."""
        text = self.text(when.column)
        if when.values:
            wanted = pa.array([v.casefold() for v in when.values])
            hit = pc.is_in(pc.utf8_lower(text), value_set=wanted)
        else:
            hit = pa.array(np.zeros(len(self), bool))
            for start in when.starts:
                hit = pc.or_(hit, pc.fill_null(pc.starts_with(text, start), False))
        return np.asarray(hit.to_numpy(zero_copy_only=False), bool)

    def file_names(self) -> pa.Array:
        """Each row's file."""
        return pa.array(self.files, pa.string()).take(pa.array(self.file))
