"""Columns of text, built whole: cells are taken from a pool, never made one by one."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Strings = pa.Array


def strings(values: Sequence[str] | np.ndarray) -> Strings:
    """Hold Python strings as one Arrow column."""
    return pa.array(values, pa.string())


def pick(pool: Strings | Sequence[str], index: np.ndarray) -> Strings:
    """Take the cells at these places of a pool."""
    held = pool if isinstance(pool, pa.Array) else strings(pool)
    return held.take(pa.array(np.asarray(index)))


def when(condition: np.ndarray, yes: Strings | str, no: Strings | str = "") -> Strings:
    """Choose cell by cell."""
    return pc.if_else(pa.array(np.asarray(condition)), yes, no)


def glue(*pieces: Strings | str) -> Strings:
    """Join columns and constants end to end."""
    return pc.binary_join_element_wise(*pieces, "")


def numbers(values: np.ndarray, width: int = 0) -> Strings:
    """Write whole numbers, padded with noughts to a width."""
    plain = pc.cast(pa.array(np.asarray(values)), pa.string())
    return pc.utf8_lpad(plain, width, "0") if width else plain


def same(text: str, rows: int) -> Strings:
    """Repeat one cell."""
    return pa.repeat(pa.scalar(text, pa.string()), rows)


def objects(column: Strings) -> np.ndarray:
    """Open a column for editing cell by cell."""
    return np.array(column.to_pylist(), dtype=object)
