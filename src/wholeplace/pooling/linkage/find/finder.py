"""Find one person among all records: who may it be, how sure, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..blocking import LARGEST_ID_BLOCK
from ..comparing import Compared, Comparer
from ..explaining import Comparison, Explanation, explain_compared
from ..fields import Fields
from ..frequencies import Frequencies
from ..incremental.kept_fields import Part, fields_to_arrays, gather
from ..incremental.key_index import entries_of, look_up
from ..incremental.shelf import Shelf
from ..lists import Ints
from ..model import Model
from ..scoring import score
from ..stamps import Stamps
from .query import ASKED, Query, TooVague, wide_keys

WIDEST = 400
"""Records under one key beyond which it finds too many to be looked through."""
LEAST = 0.001
"""The chance below which somebody is not worth showing."""
NOBODY: Mapping[str, Collection[str]] = {}
Open = Callable[[Ints], np.ndarray]
"""Which of some rows may be looked at."""


@dataclass(frozen=True)
class Found:
    """A person who may be the one asked for, by the record that fits best."""

    person: str
    probability: float
    record: int
    comparisons: tuple[Comparison, ...]
    contradiction: str | None
    sources: dict[str, int]  # how many records each source has of the person

    @property
    def agreed(self) -> list[Comparison]:
        """What speaks for this person."""
        return [one for one in self._asked if one.stranger > 0]

    @property
    def disagreed(self) -> list[Comparison]:
        """What speaks against."""
        return [one for one in self._asked if one.stranger <= 0]

    @property
    def _asked(self) -> list[Comparison]:
        return [one for one in self.comparisons if not one.field.startswith("list:")]


class Finder:
    """Answers queries from one index; nothing is read before it is asked for."""

    def __init__(self, index: Shelf, model: Model, frequencies: Frequencies) -> None:
        self._index, self._model, self._frequencies = index, model, frequencies
        self._sources = index.texts("sources")

    @cached_property
    def sources(self) -> list[str]:
        """The sources that have records in the index."""
        here = np.unique(self._index["source"])
        return [self._sources[code] for code in here.tolist()]

    def find(
        self,
        query: Query,
        sources: Collection[str],
        most: int = 10,
        shut: Mapping[str, Collection[str]] = NOBODY,
    ) -> list[Found]:
        """The likeliest people, best first, by records of these sources alone.

        ``shut`` names by source the people whose records there may not be searched. Raises TooVague
        where the query says too little or fits too many.
        """
        fields = query.fields()
        stamps = Stamps.of(fields)
        open_ = self._open_to(sources, shut)
        rows = self._candidates(_keys(fields, stamps))
        rows = rows[open_(rows)]
        if not len(rows):
            return []
        pairs = self._compared(fields, stamps, rows)
        chance = score(pairs, self._model).probability
        best = self._best(rows, chance, most)
        told = explain_compared(pairs.take(best), self._model)
        listed = zip(rows[best].tolist(), told, strict=True)
        return [self._found(row, why, open_) for row, why in listed]

    def _compared(self, fields: Fields, stamps: Stamps, rows: Ints) -> Compared:
        """The query, as record 0, with each of some rows."""
        asked = Part(Shelf(fields_to_arrays(fields, stamps)), np.zeros(1, int), np.zeros(1, int))
        others = np.arange(1, len(rows) + 1)
        there = Part(self._index, rows, others)
        together, stamped = gather([asked, there], len(rows) + 1, fields.identifiers)
        # On which list a record is says nothing here: the query is on none.
        listed = np.append(np.int32(1), np.full(len(rows), 2, np.int32))
        together = replace(together, source=listed, sources=["", ASKED, "listed"])
        shares = self._frequencies.shares(together, stamped)
        return Comparer(together, shares).compare(np.zeros(len(rows), int), others)

    def _found(self, row: int, why: Explanation, open_: Open) -> Found:
        return Found(
            person=self._person(row),
            probability=why.probability,
            record=int(self._index["record"][row]),
            comparisons=why.comparisons,
            contradiction=why.contradiction,
            sources=self._known_to(row, open_),
        )

    def _candidates(self, keys: dict[str, Ints]) -> Ints:
        """Rows that share a key with the query. Wide keys are used where no other finds anybody."""
        narrow = [self._sharing(sort, keys[sort], LARGEST_ID_BLOCK) for sort in ("ids", "others")]
        rows = np.concatenate([rows for rows, _ in narrow])
        wide, crowded = self._sharing("wide", keys["wide"], WIDEST)
        rows = np.unique(np.concatenate([rows, wide]))
        if not len(rows) and crowded:
            raise TooVague(
                "too many people fit that: add a birth date, a postcode or an identifier"
            )
        if not any(len(some) for some in keys.values()):
            raise TooVague(
                "that is too little to find anybody by: give a whole name, a birth date, a postcode"
                " or an identifier"
            )
        return rows

    def _sharing(self, sort: str, keys: Ints, limit: int) -> tuple[Ints, bool]:
        """Rows under some keys, and whether a key had more than the limit."""
        at, rows = look_up(self._index, sort, keys)
        size = np.bincount(at, minlength=len(keys))
        return rows[size[at] <= limit], bool((size > limit).any())

    def _open_to(self, sources: Collection[str], shut: Mapping[str, Collection[str]]) -> Open:
        """Which rows may be looked at."""
        allowed = np.array([name in sources for name in self._sources])
        kept = [(self._sources.index(name), people) for name, people in shut.items()
                if people and name in self._sources]  # fmt: skip
        closed = [(code, self._codes_of(people)) for code, people in kept]

        def open_(rows: Ints) -> np.ndarray:
            source, person = self._index["source"][rows], self._index["person"][rows]
            hidden = np.zeros(len(rows), dtype=bool)
            for code, people in closed:
                hidden |= (source == code) & np.isin(person, people)
            return allowed[source] & ~hidden

        return open_

    def _codes_of(self, people: Collection[str]) -> Ints:
        named = pa.array(sorted(people), pa.string())
        return np.flatnonzero(pc.is_in(self._index["people"], value_set=named))

    def _best(self, rows: Ints, chance: np.ndarray, most: int) -> Ints:
        """Places of the best record of each likely person, likeliest first."""
        order = np.lexsort((rows, -chance))
        order = order[chance[order] >= LEAST]
        _, first = np.unique(self._index["person"][rows[order]], return_index=True)
        return order[np.sort(first)][:most]

    def _person(self, row: int) -> str:
        person: str = self._index["people"][int(self._index["person"][row])].as_py()
        return person

    def _known_to(self, row: int, open_: Open) -> dict[str, int]:
        person, starts = int(self._index["person"][row]), self._index["person starts"]
        theirs = self._index["by person"][starts[person] : starts[person + 1]]
        codes, many = np.unique(self._index["source"][theirs[open_(theirs)]], return_counts=True)
        return {
            self._sources[code]: n for code, n in zip(codes.tolist(), many.tolist(), strict=True)
        }


def _keys(fields: Fields, stamps: Stamps) -> dict[str, Ints]:
    """The distinct keys of a query, by sort."""
    nothing_said, number = np.zeros(1, np.uint64), np.zeros(1, np.int32)
    entries = entries_of(stamps.values(fields), nothing_said, number)
    found = {sort: some.keys for sort, some in entries.items()}
    return {
        sort: np.unique(k) for sort, k in {**found, "wide": wide_keys(fields, stamps)[1]}.items()
    }
