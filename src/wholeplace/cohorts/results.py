"""The answer to a cohort's question: who is certain, who is possible, and how many of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Cohort

from .withholding import NOTHING, LeftOut


@dataclass(frozen=True)
class CriterionCount:
    """Of all units: how many meet one criterion, and of how many it cannot be said."""

    id: str
    title: str
    met: int
    no_data: int


@dataclass(frozen=True)
class BandCount:
    """Units whose points lie in one band, and how many of them might be in a higher one."""

    id: str
    title: str
    at_least: int
    count: int
    may_be_higher: int


@dataclass(frozen=True)
class CohortResult:
    """``certain + possible + impossible`` is every unit; only the certain are members.

    ``possible`` units are not members but could be if what has no data were met. ``no_data``
    counts units with at least one deciding criterion that cannot be judged.

    ``members``: unit, one flag per criterion (null: no data), first (the earliest activity that
    counts towards a deciding criterion), people, borough; sorted by unit. ``member_people``: unit
    and person, for everyone living in a flagged household; a person is a unit of one.
    ``unplaced`` people live in no household, so that no household rule can find them.
    """

    cohort: Cohort
    as_at: date
    certain: int
    possible: int
    impossible: int
    no_data: int
    unplaced: int
    by_criterion: tuple[CriterionCount, ...]
    met_by_number: Mapping[int, int]
    by_borough: Mapping[str, int]
    members: pa.Table
    member_people: pa.Table
    text: str
    left_out: LeftOut = NOTHING
    by_band: tuple[BandCount, ...] = ()
    near: pa.Table | None = None
    """Near misses: ``unit``, and for each criterion that decides whether it alone is missing."""

    @property
    def id(self) -> str:
        """The cohort's id."""
        return self.cohort.id

    @property
    def unit(self) -> str:
        """What is counted: person or household."""
        return self.cohort.unit

    @property
    def count(self) -> int:
        """Members, which are the certain ones only."""
        return self.certain

    @property
    def near_misses(self) -> dict[str, int]:
        """By criterion: units that would be members if they met it as well. One unit may count
        under several, where any of them would do."""
        if self.near is None:
            return {}
        columns = self.near.column_names[1:]
        return {name: int(pc.sum(self.near[name]).as_py() or 0) for name in columns}

    @property
    def people(self) -> int:
        """Different people among the members, or living in member households."""
        return len(self.member_people["person"].unique())

    def to_json(self, borough_names: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What pages, reports and ``--json`` show of it: counts and words, no one's id."""
        names = borough_names or {}
        return {
            "id": self.id,
            "title": self.cohort.title,
            "unit": self.unit,
            "as_at": self.as_at.isoformat(),
            "purpose": self.cohort.purpose,
            "count": self.count,
            "people": self.people,
            "certain": self.certain,
            "possible": self.possible,
            "impossible": self.impossible,
            "no_data": self.no_data,
            "unplaced": self.unplaced,
            "criteria": [vars(criterion) for criterion in self.by_criterion],
            "met_by_number": {str(n): many for n, many in self.met_by_number.items()},
            "near_misses": self.near_misses,
            "bands": [vars(band) for band in self.by_band],
            "by_borough": [
                {"code": code, "name": names.get(code, code), "count": many}
                for code, many in self.by_borough.items()
            ],
            "text": self.text,
            "citation": list(self.cohort.citation),
            **self.left_out.to_json(),
        }
