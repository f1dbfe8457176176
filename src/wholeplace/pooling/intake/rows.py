"""The rows of one source's files together: columns as text, and where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Joined, When

from .files.sheet import LABEL, Sheet
from .findings import Findings, Severity
from .values.distinct import Column, as_mask, distinct, labels


class Rows:
    """Columns by name, blank cells null. Rows of several files follow each other."""

    def __init__(
        self,
        columns: dict[str, pa.DictionaryArray],
        file: np.ndarray,
        row: np.ndarray,
        files: Sequence[str],
        deliveries: Sequence[str],
        titles: Sequence[Mapping[str, str]],
        joined: Mapping[str, Joined],
        findings: Findings,
    ):
        self._columns, self.file, self.row = columns, file, row
        self.files, self.deliveries, self._titles = tuple(files), tuple(deliveries), titles
        self._joined, self.findings = joined, findings

    @classmethod
    def of(cls, sheets: Sequence[Sheet], joined: Mapping[str, Joined], found: Findings) -> Rows:
        """All sheets of one layout. The sheets give up their tables, so that none is held twice."""
        tables = [sheet.table for sheet in sheets if sheet.table is not None]
        for sheet in sheets:
            sheet.table = None
        columns = {}
        for name in dict.fromkeys(name for table in tables for name in table.column_names):
            columns[name] = _trimmed(pa.concat_arrays([_part(table, name) for table in tables]))
            tables = [_without(table, name) for table in tables]
        file = np.repeat(np.arange(len(sheets), dtype=np.int32), [len(s.row) for s in sheets])
        row = np.concatenate([s.row for s in sheets]) if sheets else np.array([], np.int64)
        said = ([s.name for s in sheets], [s.delivery for s in sheets], [s.columns for s in sheets])
        return cls(columns, file, row, *said, joined, found)

    def __len__(self) -> int:
        return len(self.row)

    def where(self, kept: np.ndarray) -> Rows:
        """Some of the rows, by mask or place."""
        places = np.flatnonzero(kept) if kept.dtype == bool else kept
        if len(places) == len(self) and kept.dtype == bool:
            return self
        columns = {name: column.take(places) for name, column in self._columns.items()}
        here = (self.file[places], self.row[places], self.files, self.deliveries)
        return Rows(columns, *here, self._titles, self._joined, self.findings)

    def set_all(self, column: str, value: str) -> None:
        """Make a column that says the same on every row."""
        places = np.zeros(len(self), np.int32)
        self._columns[column] = pa.DictionaryArray.from_arrays(places, pa.array([value]))

    def with_text(self, column: str | None, text: pa.DictionaryArray) -> Rows:
        """The rows with another column of that name."""
        columns = self._columns if column is None else {**self._columns, column: text}
        here = (self.file, self.row, self.files, self.deliveries)
        return Rows(columns, *here, self._titles, self._joined, self.findings)

    def text(self, column: str | None) -> pa.DictionaryArray:
        """A column as trimmed text; null where it is blank."""
        if column is None:
            return pa.nulls(len(self), LABEL)
        if column in self._joined and column not in self._columns:
            self._columns[column] = self._join(self._joined[column])
        return self._columns.get(column, pa.nulls(len(self), LABEL))

    def _join(self, made: Joined) -> pa.DictionaryArray:
        parts = [self.text(name) for name in made.columns]
        if made.codes:
            meant = {given.casefold(): value for given, value in made.codes.items()}
            parts = [
                distinct(p, lambda v: meant.get(v.casefold(), v), pa.string()).values for p in parts
            ]
        plain = [part.cast(pa.string()) for part in parts]
        if not made.skip_blank:
            return pc.binary_join_element_wise(*plain, made.separator).dictionary_encode()
        cells = zip(*(part.to_pylist() for part in plain), strict=True)
        joined = [made.separator.join(filter(None, row)) or None for row in cells]
        return pa.array(joined, pa.string()).dictionary_encode()

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
        """Note a finding about rows, file by file, with the column's name as the file has it."""
        places = np.flatnonzero(places) if places.dtype == bool else places
        if not len(places):
            return
        files, rows = self.file[places], self.row[places]
        for number in np.unique(files).tolist():
            hit, title = rows[files == number].tolist(), self._title(number, column)
            self.findings.add(self.files[number], title, rule, severity, message, hit)

    def _title(self, file: int, column: str | None) -> str | None:
        """A column as the file itself calls it, for whoever sent it."""
        given = self._titles[file]
        if column is None or not given:
            return column
        if column in self._joined and column not in given:
            return " + ".join(given.get(part, part) for part in self._joined[column].columns)
        return given.get(column)

    def matching(self, when: When) -> np.ndarray:
        """Rows whose column passes the test."""
        known = {value.casefold() for value in (*when.values, *when.others)}

        def holds(given: str) -> bool:
            if when.given or when.others:
                return given.casefold() not in known
            return given.casefold() in known or given.startswith(when.starts)

        hit = distinct(self.text(when.column), holds, pa.bool_()).values
        return as_mask(pc.fill_null(hit, bool(when.others)))

    def matching_all(self, conditions: Sequence[When]) -> np.ndarray:
        """Rows on which every condition holds."""
        every = [self.matching(when) for when in conditions]
        hit: np.ndarray = np.logical_and.reduce([np.ones(len(self), bool), *every])
        return hit

    def file_names(self) -> pa.DictionaryArray:
        """Each row's file."""
        return pa.DictionaryArray.from_arrays(self.file, pa.array(self.files, pa.string()))

    def delivery_names(self) -> pa.Array:
        """Each row's delivery; null for files that no delivery names."""
        ids = pa.array([id or None for id in self.deliveries], pa.string())
        return pa.DictionaryArray.from_arrays(self.file, ids).cast(pa.string()).dictionary_encode()


def _part(table: pa.Table, name: str) -> pa.DictionaryArray:
    if name not in table.column_names:
        return pa.nulls(table.num_rows, LABEL)
    return labels(table[name])


def _without(table: pa.Table, name: str) -> pa.Table:
    return table.drop_columns([name]) if name in table.column_names else table


def _trimmed(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """Each distinct value without the blanks around it; nothing but blanks is null."""
    return distinct(column, lambda value: value.strip() or None, pa.string()).values
