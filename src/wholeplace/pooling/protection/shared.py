"""Records tied to one another by identifiers that a person has once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..linkage.beliefs import ONE_PER_PERSON

PLACEHOLDER = 50
"""A value on more records than this stands for 'not known' and ties nobody."""


class Ties:
    """Who shares a valid identifier with whom, around some records."""

    def __init__(self) -> None:
        self._values: dict[int, set[int]] = defaultdict(set)
        self._records: dict[int, set[int]] = defaultdict(set)

    @classmethod
    def around(cls, records: Collection[int], identifiers: pa.Table) -> Ties:
        """Everything that can be reached from some records. ``identifiers`` is the whole table."""
        ties = cls()
        owners, values = _telling(identifiers)
        if not records or not len(owners):
            return ties
        inside = np.isin(owners, sorted(records))
        while True:
            held = np.isin(values, values[inside])
            wider = np.isin(owners, owners[held])
            if (wider == inside).all():
                break
            inside = wider
        for owner, value in zip(owners[inside].tolist(), values[inside].tolist(), strict=True):
            ties._values[owner].add(value)
            ties._records[value].add(owner)
        return ties

    def reach(self, start: Collection[int], stops: Collection[int]) -> set[int]:
        """Records that identifiers lead to, from hand to hand, but not through the stops."""
        found: set[int] = set()
        edge = set(start)
        while edge:
            values = {value for record in edge for value in self._values.get(record, ())}
            edge = {r for value in values for r in self._records[value]} - found - set(stops)
            found |= edge
        return found


def _telling(identifiers: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Owner and value (as a number) of each valid identifier that tells people apart."""
    once = pc.is_in(identifiers["scheme"], value_set=pa.array(sorted(ONE_PER_PERSON)))
    table = identifiers.filter(pc.and_(once, pc.fill_null(identifiers["valid"], False)))
    named = pc.binary_join_element_wise(table["scheme"], table["value"], "\x1f")
    values = named.combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    owners = table["record"].to_numpy()
    few = np.bincount(values, minlength=1)[values] <= PLACEHOLDER if len(values) else values > 0
    return owners[few], values[few]
