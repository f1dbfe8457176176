"""The compiled form and the slow, obvious one never differ, in any row of any definition."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from support.cohorts import Town
from support.cohorts.generated import DAYS, cohorts, town
from wholeplace.cohorts import evaluate
from wholeplace.cohorts.compiling import units
from wholeplace.cohorts.frames import Frames
from wholeplace.cohorts.reference import Unit, judge
from wholeplace.place import Cohort

BATCH = 10
QUICK = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
BATCHES = st.lists(cohorts(), min_size=BATCH, max_size=BATCH)
TOWNS = st.integers(0, 2**32)


@given(BATCHES, TOWNS, st.sampled_from(DAYS))
@QUICK
def test_compiled_rules_agree_with_the_reference(
    batch: list[Cohort], number: int, as_at: date
) -> None:
    _agree(batch, town(number, as_at), as_at)


@pytest.mark.slow
@seed(2014)
@given(BATCHES, TOWNS, st.sampled_from(DAYS))
@settings(QUICK, max_examples=120, derandomize=False)
def test_compiled_rules_agree_with_the_reference_over_a_thousand_times(
    batch: list[Cohort], number: int, as_at: date
) -> None:
    _agree(batch, town(number, as_at), as_at)


@given(cohorts(), TOWNS, st.sampled_from(DAYS))
@settings(QUICK, max_examples=15)
def test_counts_and_members_agree_with_the_reference(
    cohort: Cohort, number: int, as_at: date
) -> None:
    made = town(number, as_at)
    result = evaluate(cohort, made.frames(), as_at)
    judged = judge(cohort, made.facts(), as_at)
    members = [u for u in judged if u.certain]
    assert result.members["unit"].to_pylist() == [u.id for u in members]
    assert result.members["first"].to_pylist() == [u.first for u in members]
    assert result.possible == sum(u.possible for u in judged)
    assert result.certain + result.possible + result.impossible == len(judged)
    assert result.people == len({p for u in members for p in u.people})
    assert sum(result.met_by_number.values()) == len(judged)


def _agree(batch: list[Cohort], made: Town, as_at: date) -> None:
    frames, facts = made.frames(), made.facts()
    for cohort in batch:
        expected = [_row(unit) for unit in judge(cohort, facts, as_at)]
        assert _compiled(cohort, frames, as_at) == expected, cohort.model_dump_json(by_alias=True)


def _compiled(cohort: Cohort, frames: Frames, as_at: date) -> list[tuple[Any, ...]]:
    numbers = range(len(cohort.criteria))
    rows = units(cohort, frames, as_at).to_pyarrow().sort_by("unit").to_pylist()
    return [
        (
            row["unit"],
            row["people"],
            *(row[f"met_{n}"] for n in numbers),
            *(row[f"date_{n}"] if row[f"met_{n}"] == 2 else None for n in numbers),
        )
        for row in rows
    ]


def _row(unit: Unit) -> tuple[Any, ...]:
    verdicts = (int(judged.verdict) for judged in unit.criteria)
    return (unit.id, len(unit.people), *verdicts, *(judged.first for judged in unit.criteria))
