"""Rows gathered one by one, as from JSON or XML, kept as columns so that they stay small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from .json_file import column_of
from .sheet import LABEL, Sheet

AT_ONCE = 10_000
"""Rows that are held as text before they become columns."""


class Gathering:
    """Takes rows under fixed columns; what a row lacks is blank."""

    def __init__(self, columns: Sequence[str]):
        self.columns = tuple(dict.fromkeys(columns))
        self._rows: list[tuple[str | None, ...]] = []
        self._numbers: list[int] = []
        self._done: list[pa.Table] = []

    def add(self, number: int, row: Mapping[str, str]) -> None:
        """One row; ``number`` is the place of its record in the file."""
        self._numbers.append(number)
        self._rows.append(tuple(map(row.get, self.columns)))
        if len(self._rows) == AT_ONCE:
            self._flush()

    def sheet(self, file: str, quarantined: int = 0, counted: bool = True) -> Sheet:
        """All rows. ``counted`` is False where another sheet of the file counts the records."""
        self._flush()
        table = pa.concat_tables(self._done).unify_dictionaries().combine_chunks()
        numbers = np.array(self._numbers, np.int64)
        return Sheet(file, table, numbers, quarantined, counted=counted)

    def _flush(self) -> None:
        cells = list(zip(*self._rows, strict=True)) or [()] * len(self.columns)
        columns = [column_of([text or "" for text in column]) for column in cells]
        schema = pa.schema([(name, LABEL) for name in self.columns])
        self._done.append(pa.Table.from_arrays(columns, schema=schema))
        self._rows.clear()
