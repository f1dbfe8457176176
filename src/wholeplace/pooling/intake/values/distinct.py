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
    return Column(column, np.flatnonzero(as_mask(given.is_valid()) & as_mask(column.is_null())))


def distinct_parts(
    given: pa.Array, read: Callable[[str], tuple[Any, ...]], kinds: tuple[pa.DataType, ...]
) -> tuple[pa.Array, ...]:
    """As ``distinct``, for functions that make several values of one."""
    coded = labels(given)
    parts = [read(value) for value in coded.dictionary.to_pylist()]
    columns = list(zip(*parts, strict=True)) if parts else [()] * len(kinds)
    return tuple(
        _spread(pa.array(list(column), kind), coded.indices)
        for column, kind in zip(columns, kinds, strict=True)
    )


def _spread(values: pa.Array, places: pa.Array) -> pa.Array:
    """Values by place; text stays in its dictionary."""
    if not pa.types.is_string(values.type):
        return values.take(places)
    coded = values.dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices.take(places), coded.dictionary)


def labels(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """A text column as one dictionary, each distinct value in it once."""
    if isinstance(column, pa.ChunkedArray):
        if pa.types.is_dictionary(column.type):
            column = column.unify_dictionaries()
        column = column.combine_chunks()
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def plain(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One array, its text spelled out."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.string()) if pa.types.is_dictionary(whole.type) else whole


def texts_of(column: pa.Array | pa.ChunkedArray) -> list[str]:
    """A text column as trimmed text, blank where there is none."""
    coded = labels(column)
    known = [(text or "").strip() for text in coded.dictionary.to_pylist()]
    known.append("")  # the last one: where there is no text the code is -1
    return [known[code] for code in codes_of(coded).tolist()]


def codes_of(given: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """A small integer for each distinct value; -1 where there is none."""
    return np.asarray(pc.fill_null(labels(given).indices, -1))


def as_mask(mask: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Arrow's truth values as numpy's."""
    whole = mask.combine_chunks() if isinstance(mask, pa.ChunkedArray) else mask
    return np.asarray(whole.to_numpy(zero_copy_only=False), bool)
