"""What of a file could not be compared: nothing that was given is left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Named
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.pooling.intake.values.dates import Dates
from wholeplace.pooling.intake.values.identifiers import checker
from wholeplace.pooling.intake.values.people_codes import sex
from wholeplace.pooling.intake.whole import rows_of

from ..names import clean_name
from ..places import clean_postcode
from .mapping import FileColumns, Mapping

Means = Callable[[str], object]
_FIRST = 3  # rows named


def remarks(files: Named[str, pa.Table], mapping: Mapping, as_at: date) -> list[str]:
    """One line for each column with values that mean nothing to us, naming the first rows."""
    return [
        _remark(source, name, said, rows)
        for source, table in files.items()
        for name, said, means in _asked(mapping.of(source, table.column_names), as_at)
        if len(rows := rows_of(table)[_unread(table[name], means)])
    ]


def _asked(columns: FileColumns, as_at: date) -> Iterator[tuple[str, str, Means]]:
    """Columns, what their values should be, and a test of it."""
    for name in (columns.given, columns.family, columns.full_name, *columns.other_family):
        if name:
            yield name, "in Latin letters", clean_name
    if columns.birth_date:
        read = Dates.of(columns.birth_style, as_at).reader()
        styles = " or ".join(f"'{style}'" for style in columns.birth_style)
        yield columns.birth_date, f"dates written {styles}", lambda value: any(read(value))
    if columns.sex:
        yield columns.sex, "a usual code of sex", sex
    for place in (columns, *columns.other_addresses):
        if place.postcode:
            yield place.postcode, "shaped like a postcode", clean_postcode
    for scheme, name in columns.identifiers.items():
        yield name, f"valid as '{scheme}'", _valid(scheme, as_at.year)


def _valid(scheme: str, latest_year: int) -> Means:
    check = checker(scheme, None, latest_year)
    return lambda value: check(value)[1]


def _unread(column: pa.ChunkedArray, means: Means) -> np.ndarray:
    """Where a value stands that means nothing."""
    values = column.unique().drop_null().to_pylist()
    bad = pa.array([value for value in values if not means(value)], pa.string())
    return np.asarray(pc.is_in(column, value_set=bad))


def _remark(source: str, column: str, said: str, rows: np.ndarray) -> str:
    first = ", ".join(map(str, rows[:_FIRST].tolist())) + (", …" if len(rows) > _FIRST else "")
    many = "value is" if len(rows) == 1 else "values are"
    return f"{source}, '{column}': {len(rows):,} {many} not {said} and not compared (row {first})"
