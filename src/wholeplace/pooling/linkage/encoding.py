"""Turn text columns into small integers, cleaning each distinct value once."""

from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .lists import Ints


class Words:
    """A growing list of distinct cleaned values; code 0 is the empty, missing value."""

    def __init__(self) -> None:
        self.values: list[str] = [""]
        self._codes: dict[str, int] = {"": 0}

    def code(self, value: str) -> int:
        """The code of a cleaned value, new or known."""
        found = self._codes.get(value)
        if found is None:
            found = self._codes[value] = len(self.values)
            self.values.append(value)
        return found

    def codes(self, values: Iterable[str]) -> Ints:
        """The codes of several cleaned values."""
        return np.fromiter((self.code(value) for value in values), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.values)


def encode(column: pa.ChunkedArray, clean: Callable[[str], str], words: Words) -> Ints:
    """Codes of a text column; nulls and values that clean to nothing are 0.

    New codes are given in the order of the values, so the order of rows is no matter.
    """
    coded = column.cast(pa.string()).combine_chunks().dictionary_encode()
    distinct = coded.dictionary.to_pylist()
    order = sorted(range(len(distinct)), key=distinct.__getitem__)
    lookup = np.zeros(len(distinct) + 1, dtype=np.int32)  # the last entry is for null
    lookup[order] = words.codes(clean(distinct[place]) for place in order)
    return lookup[coded.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False)]


def encode_as_is(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Codes of a column that needs no cleaning, and its distinct values; no value is touched."""
    coded = column.cast(pa.string()).combine_chunks().dictionary_encode()
    order = pc.sort_indices(coded.dictionary).to_numpy()
    lookup = np.zeros(len(order) + 1, dtype=np.int32)
    lookup[order] = np.arange(1, len(order) + 1)
    indices = coded.indices.fill_null(len(order)).to_numpy(zero_copy_only=False)
    return lookup[indices], ["", *coded.dictionary.take(pa.array(order)).to_pylist()]


def pair_codes(left: Ints, right: Ints) -> Ints:
    """Two codes as one 64-bit integer, the same for the same pair in either order."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    return low.astype(np.int64) << 32 | high.astype(np.int64)


def split_codes(codes: Ints) -> tuple[Ints, Ints]:
    """The two codes that ``pair_codes`` joined."""
    return (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)


def shares(codes: Ints, size: int) -> np.ndarray:
    """How often each code occurs among the entries that have one; code 0 (missing) is 0."""
    counts = np.bincount(codes, minlength=size).astype(np.float64)
    counts[0] = 0
    return counts / max(counts.sum(), 1.0)


def mix(*columns: Ints) -> Ints:
    """One 64-bit hash of several integer columns; 0 wherever any of them is 0 (missing)."""
    hashed = np.zeros(len(columns[0]), dtype=np.uint64)
    whole = np.ones(len(hashed), dtype=bool)
    for column in columns:
        whole &= column != 0
        hashed = (hashed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(29)
    return np.where(whole, hashed | np.uint64(1), np.uint64(0))
