"""Ask a cohort's question of the frames, and count the answers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Cohort

from .compiling import MET, NO_DATA, living, living_together, units
from .english import describe
from .frames import Frames
from .results import CohortResult, CriterionCount


def evaluate(cohort: Cohort, frames: Frames, as_at: date) -> CohortResult:
    """Who meets the rule on a day. A day the definition fixes stands above ``as_at``."""
    as_at = cohort.as_at or as_at
    asked = units(cohort, frames, as_at).to_pyarrow().sort_by("unit")
    verdicts = _verdicts(cohort, asked)
    deciding = verdicts[:, [c in cohort.selected for c in cohort.criteria]]
    met = (deciding == MET).sum(axis=1)
    certain = met >= cohort.select.needed
    possible = ((deciding >= NO_DATA).sum(axis=1) >= cohort.select.needed) & ~certain
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
        by_borough=_by_borough(members),
        members=members,
        member_people=_member_people(cohort, frames, as_at, members),
        text=describe(cohort, as_at),
        left_out=frames.left_out,
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
