"""Apply a plain function to a column by reading each distinct value once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Column:
    """Values as meant, and which of the given ones could not be read."""

    values: pa.Array
    bad: np.ndarray


def distinct(given: pa.Array, read: Callable[[str], Any], kind: pa.DataType) -> Column:
    """Read every value; None from ``read`` says it could not be read. Null stays null."""
    (column,) = distinct_parts(given, lambda value: (read(value),), (kind,))
    return Column(column, np.flatnonzero(_bool(given.is_valid()) & _bool(column.is_null())))


def distinct_parts(
    given: pa.Array, read: Callable[[str], tuple[Any, ...]], kinds: tuple[pa.DataType, ...]
) -> tuple[pa.Array, ...]:
    """As ``distinct``, for functions that make several values of one."""
    coded = given.dictionary_encode()
    parts = [read(value) for value in coded.dictionary.to_pylist()]
    columns = list(zip(*parts, strict=True)) if parts else [()] * len(kinds)
    return tuple(
        pa.array(list(column), kind).take(coded.indices)
        for column, kind in zip(columns, kinds, strict=True)
    )


def codes_of(given: pa.Array) -> np.ndarray:
    """A small integer for each distinct value; -1 where there is none."""
    indices = given.dictionary_encode().indices
    return np.asarray(pc.fill_null(indices, -1))


def _bool(mask: pa.Array) -> np.ndarray:
    return np.asarray(mask.to_numpy(zero_copy_only=False), bool)
