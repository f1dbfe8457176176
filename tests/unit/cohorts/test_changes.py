"""Why a unit entered or left a cohort: one reason each, and the sum is the difference."""

from datetime import date
from typing import Any

import pytest

from wholeplace.cohorts import Change, cause, moves
from wholeplace.cohorts.changes import Known

HOME, POLICE = ("housing", "1"), ("police", "9")
BORN = date(1999, 5, 1)


def known(**different: Any) -> Known:
    said: dict[str, Any] = {
        "people": {"H1": frozenset(["P1"])},
        "person_of": {HOME: "P1", POLICE: "P2"},
        "told": {HOME: frozenset(["offence"])},
        "facts": {"P1": BORN},
    }
    return Known(**{**said, **different})


def test_records_that_were_joined_are_a_matter_of_link() -> None:
    joined = known(person_of={HOME: "P1", POLICE: "P1"})
    assert cause("H1", known(), joined, later=True) == "link"


def test_a_new_record_is_not_a_matter_of_link() -> None:
    more = known(person_of={HOME: "P1", POLICE: "P2", ("school", "3"): "P1"})
    assert cause("H1", known(), more, later=True) == "people"


@pytest.mark.parametrize(
    "after",
    [
        known(told={HOME: frozenset(["offence", "another, told late"])}),
        known(told={}),
        known(facts={"P1": date(2001, 5, 1)}),
    ],
)
def test_the_past_told_otherwise_is_a_matter_of_data(after: Known) -> None:
    assert cause("H1", known(), after, later=True) == "data"


def test_nothing_told_otherwise_on_a_later_day_is_a_matter_of_people() -> None:
    assert cause("H1", known(), known(), later=True) == "people"


def test_on_the_same_day_nothing_but_data_can_have_changed() -> None:
    assert cause("H1", known(), known(), later=False) == "data"


def test_people_of_the_unit_in_either_snapshot_count() -> None:
    moved_in = known(
        people={"H1": frozenset(["P1", "P2"])},
        told={HOME: frozenset(["offence"]), POLICE: frozenset(["arrest"])},
    )
    assert cause("H1", known(), moved_in, later=True) == "data"


def test_moves_add_up() -> None:
    before, redefined, after = {"a", "b"}, {"b", "c"}, {"c", "d", "e"}
    change = Change("x", "X", "person", 2, 3, moves(before, redefined, after, lambda _: "link"))

    said = change.to_json()

    assert said["entered"] == {"definition": 1, "link": 2, "data": 0, "people": 0}
    assert said["left"] == {"definition": 1, "link": 1, "data": 0, "people": 0}
    assert 2 + sum(said["entered"].values()) - sum(said["left"].values()) == 3
