"""What people have decided about pairs of records, as linking obeys it.

Somebody who looked may say that two records are the *same* person, or *different* people. Then they
are, whatever the evidence says. Where decisions contradict one another (A is B, B is C, but A is
not C) those that keep apart come first, then newer ones before older ones; what cannot be had is
told by ``unmet`` and never forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .lists import Ints

RecordKey = tuple[str, str]
What = Literal["same", "different"]


@dataclass(frozen=True)
class Ruling:
    """One decision in force about two records; higher numbers are newer."""

    number: int
    what: What
    a: RecordKey
    b: RecordKey


@dataclass(frozen=True)
class Ruled:
    """Rulings about rows of a set of records; two columns of rows each, the newest first."""

    same: Ints
    apart: Ints

    @classmethod
    def of(cls, rulings: Sequence[Ruling], rows: Ints) -> Ruled:
        """``rows`` has the two rows of each ruling, -1 for a record that is not there."""
        newest_first = sorted(range(len(rulings)), key=lambda place: -rulings[place].number)
        there = [place for place in newest_first if rows[place].min() >= 0]
        same, apart = (
            rows[[place for place in there if rulings[place].what == what]].reshape(-1, 2)
            for what in ("same", "different")
        )
        return cls(same, apart)

    def among(self, place: Ints) -> Ruled:
        """Rulings about rows that have a place, under their places; -1 is no place."""
        moved = (place[self.same], place[self.apart])
        return Ruled(*(pairs[(pairs >= 0).all(axis=1)] for pairs in moved))

    @property
    def any(self) -> bool:
        """Whether anything was decided."""
        return bool(len(self.same) or len(self.apart))


_NONE = np.zeros((0, 2), dtype=np.int64)
NOTHING_RULED = Ruled(_NONE, _NONE)


def unmet(rulings: Sequence[Ruling], rows: Ints, groups: Ints) -> list[Ruling]:
    """Rulings that the groups do not have, for others stand against them."""
    found = []
    for ruling, (a, b) in zip(rulings, rows.tolist(), strict=True):
        if min(a, b) >= 0 and (groups[a] == groups[b]) != (ruling.what == "same"):
            found.append(ruling)
    return found
