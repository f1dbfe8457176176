"""Turn text columns into small integers, cleaning each distinct value once."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pandas.util import hash_array

from .lists import Ints

_TEXT = pa.string()


class Words:
    """A growing list of distinct cleaned values; code 0 is the empty, missing value."""

    def __init__(self) -> None:
        self.values: list[str] = [""]
        self._codes: dict[str, int] = {"": 0}

    @classmethod
    def of(cls, values: list[str]) -> "Words":
        """The list that these values are, the first of them the empty one."""
        words = cls()
        words.codes(values)
        return words

    def code(self, value: str) -> int:
        """The code of a cleaned value, new or known."""
        return int(self.codes([value])[0])

    def codes(self, values: Iterable[str]) -> Ints:
        """The codes of several cleaned values; new ones are numbered as they come."""
        values = list(values)
        known = self._codes
        fresh = [value for value in dict.fromkeys(values) if value not in known]
        known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
        self.values += fresh
        return np.fromiter(map(known.__getitem__, values), dtype=np.int32, count=len(values))

    def __len__(self) -> int:
        return len(self.values)


def encode(column: pa.ChunkedArray, clean: Callable[[str], str], words: Words) -> Ints:
    """Codes of a text column; nulls and values that clean to nothing are 0.

    New codes are given in the order of the cleaned values, so that neither the order of rows nor
    the spellings of other records matter.
    """
    indices, distinct = _dictionary(column)
    cleaned = [clean(value) for value in distinct.to_pylist()]
    words.codes(sorted(set(cleaned)))
    return np.append(words.codes(cleaned), np.int32(0))[indices]  # the last entry is for null


def encode_as_is(
    column: pa.ChunkedArray, plain: Callable[[pa.Array], pa.Array] = lambda values: values
) -> tuple[Ints, list[str]]:
    """Codes of a column whose codes need no order, and its distinct values; nulls are 0.

    ``plain`` may tidy the distinct values, all at once; what it makes null is 0 too.
    """
    indices, distinct = _dictionary(column)
    tidied = plain(distinct).dictionary_encode()
    lookup = np.zeros(len(distinct) + 1, dtype=np.int32)
    lookup[:-1] = tidied.indices.fill_null(-1).to_numpy() + 1
    return lookup[indices], ["", *tidied.dictionary.to_pylist()]


def encode_in_order(column: pa.ChunkedArray) -> Ints:
    """Codes of a column that only wants its blanks trimmed, in the order of its values."""
    codes, values = encode_as_is(column, stripped)
    order = pc.sort_indices(pa.array(values)).to_numpy()
    rank = np.empty(len(values), dtype=np.int32)
    rank[order] = np.arange(len(values), dtype=np.int32)
    return rank[codes]


def stripped(values: pa.Array) -> pa.Array:
    """Values without blanks around them; nothing left is null."""
    plain = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(plain, ""), None, plain)


def as_dictionary(column: pa.ChunkedArray) -> pa.Array:
    """The column with each distinct text kept once: quicker to sort and to clean."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(whole.type):
        return whole
    if whole.null_count == len(whole):
        return pa.DictionaryArray.from_arrays(pa.nulls(len(whole), pa.int32()), pa.array([], _TEXT))
    return whole.cast(pa.string()).dictionary_encode()


def order_of(source: pa.ChunkedArray, local_id: pa.ChunkedArray) -> Ints:
    """Rows in the order of (source, local id). Records mostly come in it, list by list."""
    coded, local = as_dictionary(source), local_id.combine_chunks()
    rank = np.empty(len(coded.dictionary) + 1, dtype=np.int16)
    rank[pc.sort_indices(coded.dictionary).to_numpy()] = np.arange(len(rank) - 1)
    rank[-1] = len(rank) - 1
    by_source = rank[coded.indices.fill_null(len(rank) - 1).to_numpy(zero_copy_only=False)]
    rows = np.argsort(by_source, kind="stable")
    if len(rows) < 2:
        return rows
    there = local if np.array_equal(rows, np.arange(len(rows))) else local.take(pa.array(rows))
    rising = pc.fill_null(pc.less_equal(there[:-1], there[1:]), False)
    listed = by_source[rows]
    if np.all(rising.to_numpy(zero_copy_only=False) | (listed[1:] != listed[:-1])):
        return rows
    table = pa.table({"source": pa.array(by_source), "local_id": local})
    keys = [("source", "ascending"), ("local_id", "ascending")]
    return pc.sort_indices(table, keys).to_numpy()


def text_order(texts: pa.Array) -> Ints:
    """Places of texts in the order of their values; quicker where they are ids of one length."""
    width = len(texts[0].as_py()) if len(texts) else 0
    wide = pc.binary_length(texts)
    if not 8 < width <= 16 or texts.null_count or not pc.all(pc.equal(wide, width)).as_py():
        return pc.sort_indices(texts).to_numpy()
    letters = np.frombuffer(texts.buffers()[2], dtype=np.uint8)
    start = int(np.frombuffer(texts.buffers()[1], dtype=np.int32)[texts.offset])
    letters = letters[start : start + width * len(texts)].reshape(len(texts), width)
    halves = np.zeros((len(texts), 16), dtype=np.uint8)
    halves[:, :width] = letters
    high, low = halves.view(">u8").astype(np.uint64).T
    order = np.argsort(high)
    if np.any(high[order][1:] == high[order][:-1]):
        return np.lexsort((low, high))
    return order


def _dictionary(column: pa.ChunkedArray) -> tuple[Ints, pa.Array]:
    """Place of each row's value among the distinct values; one past the last for null."""
    coded = as_dictionary(column)
    indices = coded.indices
    if coded.null_count:
        indices = indices.fill_null(len(coded.dictionary))
    return indices.to_numpy(zero_copy_only=False), coded.dictionary


def numbered(values: Ints) -> tuple[Ints, Ints]:
    """Distinct values as they first come, and which of them each value is."""
    coded = pa.array(values).dictionary_encode()
    return coded.dictionary.to_numpy(), coded.indices.to_numpy()


def distinct(values: Ints) -> Ints:
    """Distinct values, sorted; ``values`` may be overwritten."""
    values.sort()
    new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values[new]


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


def stamps(values: Sequence[str]) -> Ints:
    """A 64-bit number for each value, the same in every run and set of records; 0 for ''."""
    texts = np.array(values, dtype=object)
    return np.where(texts == "", np.uint64(0), hash_array(texts, categorize=False) | np.uint64(1))


def mix(*columns: Ints) -> Ints:
    """One 64-bit hash of several integer columns; 0 wherever any of them is 0 (missing)."""
    hashed = np.zeros(len(columns[0]), dtype=np.uint64)
    whole = np.ones(len(hashed), dtype=bool)
    for column in columns:
        whole &= column != 0
        hashed ^= column.astype(np.uint64)
        hashed *= np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(29)
    hashed |= np.uint64(1)
    hashed[~whole] = 0
    return hashed
