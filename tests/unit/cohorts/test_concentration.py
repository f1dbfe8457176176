from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from support.cohorts import KENSINGTON, Town, shipped_concentration
from wholeplace.cohorts import Concentrated, concentration
from wholeplace.cohorts.concentration import costed
from wholeplace.place import Concentration

SHIPPED = shipped_concentration("concentration-health-and-care")
YEAR = SHIPPED.model_copy(update={"start": date(2013, 4, 1), "end": date(2014, 4, 1)})
IN_YEAR = date(2013, 9, 1)


def spread(*pence: int, residents: int) -> Concentrated:
    town = Town().residents(residents)
    for number, cost in enumerate(pence):
        town.person(f"p{number}").did(f"p{number}", "ae_attendance", IN_YEAR, pence=cost)
    return concentration(YEAR, town.frames())


def cost_of(kind: str, start: date, end: date | None, pence: int = 1000) -> int:
    town = Town().residents(1).person("p").did("p", kind, start, end, pence=pence)
    rows = costed(YEAR, town.frames()).to_pyarrow()
    return sum(rows["pence"].to_pylist())


def test_people_without_cost_are_counted() -> None:
    said = spread(700, 300, residents=10)
    assert (said.residents, said.people_with_cost, said.total_pence) == (10, 2, 1000)
    assert (said.top_people, said.top_share) == (2, 1.0)


def test_top_share_is_of_residents_rounded_down() -> None:
    assert spread(600, 400, residents=9).top_share == 0.6


def test_ties_do_not_matter() -> None:
    assert spread(*[100] * 10, residents=10).top_share == 0.2


def test_refunds_rank_below_no_cost_at_all() -> None:
    said = spread(500, -100, residents=10)
    assert (said.total_pence, said.top_share) == (400, 1.25)
    assert said.curve[-1] == (1.0, 1.0)


def test_no_cost_has_no_share_and_no_curve() -> None:
    said = spread(residents=10)
    assert (said.top_share, said.curve) == (None, ())


def test_more_people_with_cost_than_residents_makes_them_the_residents() -> None:
    assert spread(1, 2, 3, residents=2).residents == 3


def test_curve_runs_from_nobody_to_everybody_and_never_falls() -> None:
    curve = spread(*range(1, 200), residents=500).curve
    assert (curve[0], curve[-1], len(curve)) == ((0.0, 0.0), (1.0, 1.0), 101)
    assert all(a[1] <= b[1] for a, b in pairwise(curve))


def test_curve_goes_through_the_top_share() -> None:
    said = spread(*range(1, 200), residents=500)
    assert (0.2, said.top_share) in said.curve


@pytest.mark.parametrize(
    ("day", "pence"),
    [
        (date(2013, 3, 31), 0),
        (date(2013, 4, 1), 1000),
        (date(2014, 3, 31), 1000),
        (date(2014, 4, 1), 0),
    ],
)
def test_what_happens_on_a_day_costs_in_the_window_that_holds_it(day: date, pence: int) -> None:
    assert cost_of("ae_attendance", day, None) == pence


@pytest.mark.parametrize(
    ("start", "end", "pence"),
    [
        (date(2013, 5, 1), date(2013, 5, 31), 1000),  # all inside
        (date(2013, 3, 27), date(2013, 4, 6), 500),  # 5 of 10 days
        (date(2013, 3, 30), date(2013, 4, 2), 333),  # 1 of 3 days
        (date(2013, 3, 31), date(2013, 4, 3), 667),  # 2 of 3 days
        (date(2013, 3, 1), date(2013, 4, 1), 0),  # its end is the first day after
        (date(2014, 3, 31), date(2014, 4, 2), 500),
        (date(2013, 10, 1), None, 1000),  # still running: to the end of the window
        (date(2012, 4, 1), None, 500),  # one of two years
        (date(2013, 5, 1), date(2013, 5, 1), 1000),  # in and out on one day
        (date(2013, 5, 1), date(2013, 4, 1), 1000),  # an end before the start is no length
    ],
)
def test_what_lasts_costs_in_proportion_to_its_days(
    start: date, end: date | None, pence: int
) -> None:
    assert cost_of("adult_care", start, end) == pence


def test_what_does_not_last_ignores_an_end() -> None:
    assert cost_of("ae_attendance", date(2013, 3, 31), date(2013, 6, 1)) == 0


def test_other_kinds_and_unlinked_activities_cost_nothing_here() -> None:
    town = Town().residents(5).person("p").did("p", "offence", IN_YEAR, pence=900)
    town.did(None, "ae_attendance", IN_YEAR, pence=900)
    assert concentration(YEAR, town.frames()).total_pence == 0


def test_only_people_of_the_place_are_ranked() -> None:
    town = Town().residents(10).person("here").person("elsewhere", borough=KENSINGTON)
    town.person("nowhere", borough=None)
    for name in ("here", "elsewhere", "nowhere"):
        town.did(name, "ae_attendance", IN_YEAR, pence=100)
    assert concentration(YEAR, town.frames()).people_with_cost == 1


def test_order_of_rows_does_not_matter() -> None:
    town, random = Town().residents(100), Random(7)
    for number in range(40):
        town.person(f"p{number}")
        town.did(f"p{number}", "ae_attendance", IN_YEAR, pence=random.randrange(5) * 100)
    once = concentration(YEAR, town.frames())
    for rows in town.rows.values():
        random.shuffle(rows)
    assert concentration(YEAR, town.frames()) == once


def test_json_holds_what_was_expected_and_where_that_was_read() -> None:
    said = spread(700, 300, residents=10).to_json()
    assert said["expected"]["value"] == 0.77
    assert said["expected"]["source"] == "2014 evidence, 21"
    assert said["top"] == 0.2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"to": date(2013, 4, 1)}, "later than"),
        (
            {"top": {"value": Decimal(20), "unit": "%", "source": "made up", "grade": 6}},
            "between 0",
        ),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Concentration.model_validate({**YEAR.model_dump(by_alias=True), **change})
