"""Costs over a window agree with counting its days one at a time."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.cohorts import AS_AT, VOCABULARY, Town, shipped_concentration
from support.cohorts.generated import KINDS, town
from wholeplace.cohorts import concentration
from wholeplace.place import Concentration

SHIPPED = shipped_concentration("concentration-health-and-care")


@given(st.integers(0, 2**32), st.integers(0, 800), st.integers(1, 800), st.integers(0, 60))
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_ranked_costs_agree_with_counting_days(
    number: int, ago: int, length: int, others: int
) -> None:
    made = town(number, AS_AT)
    start = AS_AT - timedelta(days=ago)
    window = {"kinds": tuple(KINDS), "start": start, "end": start + timedelta(days=length)}
    definition = SHIPPED.model_copy(update=window)
    costs = _costs(made, definition)
    residents = len(costs) + others
    ranked = sorted([*costs, *[0] * others], reverse=True)
    made.residents(residents).residents(0, "E05000645", "E09000020")
    said = concentration(definition, made.frames())
    assert said.total_pence == sum(costs)
    assert said.people_with_cost == sum(cost != 0 for cost in costs)
    if said.total_pence:
        assert said.top_share == sum(ranked[: residents // 5]) / said.total_pence


def _costs(made: Town, definition: Concentration) -> list[int]:
    """Pence of each person who lives in one of the boroughs and has any activity that costs."""
    placed = {p["person"] for p in made.rows["person"] if p["borough"]}
    costs: dict[str, int] = {}
    for row in made.rows["activity"]:
        if row["person"] in placed and None not in (row["pence"], row["start"]):
            days = _days(row, definition)
            inside = sum(definition.start <= day < definition.end for day in days)
            if inside:
                share = Fraction(row["pence"] * inside, len(days))
                pence = floor(share + Fraction(1, 2))
                costs[row["person"]] = costs.get(row["person"], 0) + pence
    return list(costs.values())


def _days(row: dict[str, Any], definition: Concentration) -> list[date]:
    lasts = VOCABULARY.kinds[row["kind"]].lasting
    end = row["end"] or definition.end
    number = (end - row["start"]).days if lasts else 1
    return [row["start"] + timedelta(days=n) for n in range(max(number, 1))]
