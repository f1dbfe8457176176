"""Ask a cohort's question of the frames, and count the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Cohort

from .compiling import MET, NO_DATA, living, living_together, units
from .english import describe
from .frames import Frames
from .results import BandCount, CohortResult, CriterionCount


def evaluate(cohort: Cohort, frames: Frames, as_at: date) -> CohortResult:
    """Who meets the rule on a day. A day the definition fixes stands above ``as_at``."""
    as_at = cohort.as_at or as_at
    cohort = cohort.on(as_at)
    asked = units(cohort, frames, as_at).to_pyarrow().sort_by("unit")
    verdicts = _verdicts(cohort, asked)
    deciding = verdicts[:, [c in cohort.selected for c in cohort.criteria]]
    met = (deciding == MET).sum(axis=1)
    worth = np.array([criterion.worth for criterion in cohort.selected])
    points = (deciding == MET) @ worth
    hoped = (deciding >= NO_DATA) @ worth
    certain = points >= cohort.needed
    possible = (hoped >= cohort.needed) & ~certain
    members = _members(cohort, asked, verdicts, certain)
    return CohortResult(
        cohort=cohort,
        as_at=as_at,
        certain=int(certain.sum()),
        possible=int(possible.sum()),
        impossible=int((~certain & ~possible).sum()),
        no_data=int((deciding == NO_DATA).any(axis=1).sum()),
        unplaced=_unplaced(cohort, frames, as_at),
        by_criterion=_by_criterion(cohort, verdicts),
        met_by_number=_tally(met, len(cohort.selected)),
        by_band=tuple(_by_band(cohort, points, hoped)),
        by_borough=_by_borough(members),
        members=members,
        member_people=_member_people(cohort, frames, as_at, members),
        text=describe(cohort, as_at),
        left_out=frames.left_out,
        near=_near(cohort, asked, deciding, points),
    )


def _verdicts(cohort: Cohort, asked: pa.Table) -> Any:
    columns = [asked[f"met_{n}"].to_numpy() for n in range(len(cohort.criteria))]
    return np.column_stack(columns).astype(np.int8)


def _members(cohort: Cohort, asked: pa.Table, verdicts: Any, certain: Any) -> pa.Table:
    mask = pa.array(certain)
    chosen, flags = asked.filter(mask), verdicts[certain]
    columns: dict[str, Any] = {"unit": chosen["unit"]}
    for n, criterion in enumerate(cohort.criteria):
        columns[criterion.id] = pa.array(flags[:, n] == MET, mask=flags[:, n] == NO_DATA)
    columns["first"] = _first(cohort, chosen, flags)
    columns["people"] = chosen["people"].cast(pa.int64())
    columns["borough"] = chosen["borough"]
    return pa.table(columns)


def _first(cohort: Cohort, chosen: pa.Table, flags: Any) -> pa.Array:
    """The earliest day of a criterion that decides and is met."""
    dates = [
        pc.if_else(pa.array(flags[:, n] == MET), chosen[f"date_{n}"], pa.scalar(None, pa.date32()))
        for n, criterion in enumerate(cohort.criteria)
        if criterion in cohort.selected
    ]
    return pc.min_element_wise(*dates)


def _by_criterion(cohort: Cohort, verdicts: Any) -> tuple[CriterionCount, ...]:
    return tuple(
        CriterionCount(
            criterion.id,
            criterion.title,
            met=int((verdicts[:, n] == MET).sum()),
            no_data=int((verdicts[:, n] == NO_DATA).sum()),
        )
        for n, criterion in enumerate(cohort.criteria)
    )


def _tally(met: Any, most: int) -> dict[int, int]:
    counts = np.bincount(met, minlength=most + 1)
    return {number: int(many) for number, many in enumerate(counts)}


def _by_band(cohort: Cohort, points: Any, hoped: Any) -> Iterator[BandCount]:
    """Units by the highest band that their points reach, and who might be in a higher one."""
    bands = sorted(cohort.bands, key=lambda band: band.needed)
    for n, band in enumerate(bands):
        top = bands[n + 1].needed if n + 1 < len(bands) else cohort.most + 1
        inside = (points >= band.needed) & (points < top)
        higher = int((inside & (hoped >= top)).sum())
        yield BandCount(band.id, band.title, band.needed, int(inside.sum()), higher)


def _near(cohort: Cohort, asked: pa.Table, deciding: Any, points: Any) -> pa.Table:
    """Units short of one criterion only: it would bring them the points they lack."""
    columns: dict[str, Any] = {"unit": asked["unit"]}
    outside = points < cohort.needed
    some = np.zeros(len(points), bool)
    for n, criterion in enumerate(cohort.selected):
        alone = outside & (deciding[:, n] != MET) & (points + criterion.worth >= cohort.needed)
        some |= alone
        columns[criterion.id] = pa.array(alone)
    return pa.table(columns).filter(pa.array(some))


def _by_borough(members: pa.Table) -> dict[str, int]:
    counts = Counter(members["borough"].to_pylist())
    return {code: counts[code] for code in sorted(filter(None, counts))}


def _member_people(cohort: Cohort, frames: Frames, as_at: date, members: pa.Table) -> pa.Table:
    if cohort.unit == "person":
        return pa.table({"unit": members["unit"], "person": members["unit"]})
    together = living_together(frames, as_at).rename(unit="household").to_pyarrow()
    chosen = together.filter(pc.is_in(together["unit"], members["unit"].combine_chunks()))
    return chosen.select(["unit", "person"]).sort_by(
        [("unit", "ascending"), ("person", "ascending")]
    )


def _unplaced(cohort: Cohort, frames: Frames, as_at: date) -> int:
    if cohort.unit == "person":
        return 0
    alone = living(frames, as_at).anti_join(living_together(frames, as_at), "person")
    return int(alone.count().to_pyarrow().as_py())
