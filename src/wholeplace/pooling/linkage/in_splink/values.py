"""Fields in which a rare value counts for more, laid out for Splink's term frequencies.

Splink weighs a rare value by a column of each record, but a record may hold several names. So
values have *slots*, which are columns: no record has two values in one slot, and a value stands in
the same slot wherever it is. Two records that share a value then share it in its slot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ..comparing import Comparer
from ..fields import Fields
from ..lists import Ints, Lists


@dataclass(frozen=True)
class Values:
    """The values of a field by code: what they mean, how common they are, their slots."""

    lists: Lists
    codes: Ints  # of the entries of ``lists``
    meaning: pa.Array
    share: np.ndarray
    slot: Ints

    @classmethod
    def of(
        cls, lists: Lists, column: str, words: Sequence[str] | np.ndarray, share: np.ndarray
    ) -> "Values":
        """Values of one column of some lists."""
        codes = lists[column]
        return cls(lists, codes, pa.array(words), share, slots_of(lists.owners(), codes))

    @property
    def entries(self) -> list[int]:
        """How many entries stand in each slot; slot 0 has those without a value."""
        counts: list[int] = np.bincount(self.slot[self.codes]).tolist()
        return counts

    def column(self, slot: int) -> pa.Array:
        """Each record's value in a slot, null where it has none."""
        here = (self.slot[self.codes] == slot) & (self.codes > 0)
        chosen = np.zeros(len(self.lists.counts), dtype=np.int64)
        chosen[self.lists.owners()[here]] = self.codes[here]
        return self.meaning.take(pa.array(chosen, mask=chosen == 0))

    def frequencies(self, slot: int, column: str, scale: float) -> pa.Table:
        """Splink's table of term frequencies of a slot's column: each value's share, scaled."""
        codes = np.flatnonzero(self.slot == slot)
        shares = self.share[codes].astype(float) * scale
        return pa.table({column: self.meaning.take(pa.array(codes)), f"tf_{column}": shares})


def values_of(comparer: Comparer) -> dict[str, Values]:
    """Every field with rare values, by the name of its columns."""
    fields, share = comparer.fields, comparer.share
    near = fields.addresses, "postcode", fields.postcodes, share["postcode"]
    return {
        "given": Values.of(fields.names, "given", fields.words, share["given"]),
        "family": Values.of(fields.names, "family", fields.words, share["family"]),
        "birth_date": _birth_dates(fields, share["birth_date"]),
        "door": Values.of(fields.addresses, "door", np.arange(len(share["door"])), share["door"]),
        "near": Values.of(*near),
        "postcode": Values.of(*near),
    }


def _birth_dates(fields: Fields, share: np.ndarray) -> Values:
    number = fields.births.number
    meaning = np.zeros(len(share), dtype=np.int64)
    meaning[number] = fields.births.whole
    return Values.of(Lists.of(np.arange(fields.size), fields.size, n=number), "n", meaning, share)


def slots_of(owners: Ints, codes: Ints) -> Ints:
    """The slot (1, 2 …) of each value code; 0 for code 0, a missing value, and for unused codes.

    Greedy colouring: a value takes the first slot that no value seen beside it has, the one seen
    beside most others first.
    """
    slot = np.zeros(1 + int(codes.max(initial=0)), dtype=np.int64)
    entries = np.unique(np.column_stack([owners, codes])[codes > 0], axis=0)
    slot[entries[:, 1]] = 1
    beside: dict[int, set[int]] = {}
    for values in _several(entries):
        for value in values:
            beside.setdefault(value, set()).update(values)
    slot[list(beside)] = 0
    for value in sorted(beside, key=lambda one: (-len(beside[one]), one)):
        taken = {int(slot[other]) for other in beside[value]}
        slot[value] = next(free for free in range(1, len(taken) + 2) if free not in taken)
    return slot


def _several(entries: Ints) -> Iterator[list[int]]:
    """The distinct values of each record that has several."""
    starts = np.flatnonzero(np.diff(entries[:, 0], prepend=-1))
    for values in np.split(entries[:, 1], starts[1:]):
        if len(values) > 1:
            yield values.tolist()
