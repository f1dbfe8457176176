"""Put everybody in the first segment that fits, and say of how many that is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from wholeplace.place import Segmentation

from .compiling import MET, NO_DATA, units
from .english import describe_segments
from .frames import Frames
from .withholding import NOTHING, LeftOut


@dataclass(frozen=True)
class SegmentCount:
    """Units of one segment, and how many of them might belong to an earlier one."""

    id: str
    title: str
    count: int
    unsure: int


@dataclass(frozen=True)
class Segmented:
    """Every unit once: ``units`` has unit, segment, sure, borough; sorted by unit."""

    segmentation: Segmentation
    as_at: date
    counts: tuple[SegmentCount, ...]
    units: pa.Table
    text: str
    left_out: LeftOut = NOTHING

    def to_json(self) -> dict[str, Any]:
        """Counts and words; no one's id."""
        return {
            "id": self.segmentation.id,
            "title": self.segmentation.title,
            "unit": self.segmentation.unit,
            "as_at": self.as_at.isoformat(),
            "purpose": self.segmentation.purpose,
            "count": self.units.num_rows,
            "segments": [vars(count) for count in self.counts],
            "text": self.text,
            "citation": list(self.segmentation.citation),
            **self.left_out.to_json(),
        }


def segment(definition: Segmentation, frames: Frames, as_at: date) -> Segmented:
    """Each living person, or household, in the first segment whose criteria it certainly meets.

    A unit is unsure where silence may hide that an earlier segment fits.
    """
    as_at = definition.as_at or as_at
    rule = definition.on(as_at)
    found = units(rule, frames, as_at).to_pyarrow().sort_by("unit")
    names = [criterion.id for criterion in rule.criteria]
    verdicts = np.column_stack([found[f"met_{n}"].to_numpy() for n in range(len(names))])
    place, sure = _places(rule, names, verdicts)
    ids = pa.array([one.id for one in rule.segments])
    table = pa.table(
        {
            "unit": found["unit"],
            "segment": ids.take(pa.array(place)),
            "sure": pa.array(sure),
            "borough": found["borough"],
        }
    )
    counts = tuple(
        SegmentCount(one.id, one.title, int((place == n).sum()), int((~sure & (place == n)).sum()))
        for n, one in enumerate(rule.segments)
    )
    said = describe_segments(rule, as_at)
    return Segmented(rule, as_at, counts, table, said, frames.left_out)


def _places(rule: Segmentation, names: list[str], verdicts: Any) -> tuple[Any, Any]:
    """The number of each unit's segment, and whether no earlier one may fit."""
    place = np.full(len(verdicts), len(rule.segments) - 1)
    free, sure = np.ones(len(verdicts), bool), np.ones(len(verdicts), bool)
    for number, one in enumerate(rule.segments[:-1]):
        asked = verdicts[:, [names.index(name) for name in one.of]]
        fits = (asked == MET).sum(axis=1) >= one.needed
        may_fit = (asked >= NO_DATA).sum(axis=1) >= one.needed
        place[free & fits] = number
        free &= ~fits
        sure &= ~(free & may_fit)
    return place, sure
