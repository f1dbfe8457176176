from datetime import date

import pytest

from support.cohorts import AS_AT, Town, asked, rule, shipped, shipped_overlap
from wholeplace.cohorts import DifferentUnits, LinkageError, overlap
from wholeplace.cohorts.overlap import interval

OVERLAP = shipped_overlap("ae-known-to-social-care")
ATTENDED = date(2013, 9, 1)


def attendees() -> Town:
    """Four attended: known before, on the day, after, and never."""
    town = Town().covers("ae_attendance", "adult_care", "adult_care_request")
    for name, known in (
        ("before", date(2012, 1, 1)),
        ("same-day", ATTENDED),
        ("after", date(2013, 9, 2)),
        ("never", None),
    ):
        town.person(name).did(name, "ae_attendance", ATTENDED)
        town.did(name, "ae_attendance", date(2013, 12, 1))
        if known:
            town.did(name, "adult_care_request", known)
    return town.person("only-care").did("only-care", "adult_care", date(2012, 1, 1))


def answer(relation: str, linkage: LinkageError | None = None) -> dict[str, object]:
    town = attendees()
    definition = OVERLAP.model_copy(update={"relation": relation})
    a, b = (asked(shipped(name), town) for name in (OVERLAP.a, OVERLAP.b))
    return overlap(definition, a, b, linkage).to_json()


def test_known_before_or_at_first_attendance() -> None:
    said = answer("before")
    assert said["a"] == "ae-attendees"
    assert said["b"] == "adult-social-care"
    assert (said["relation"], said["n_a"], said["n_both"], said["share"]) == ("before", 4, 2, 0.5)


def test_known_at_any_time() -> None:
    assert answer("ever")["n_both"] == 3


def test_wilson_interval_of_a_known_case() -> None:
    low, high = interval(15, 103, LinkageError())
    assert low == pytest.approx(0.090, abs=0.0005)
    assert high == pytest.approx(0.226, abs=0.0005)


def test_linkage_errors_widen_the_interval_on_their_own_side() -> None:
    low, high = interval(50, 100, LinkageError())
    false_low, false_high = interval(50, 100, LinkageError(false=0.1))
    missed_low, missed_high = interval(50, 100, LinkageError(missed=0.1))
    assert low is not None and high is not None
    assert (false_high, missed_low) == (high, low)
    assert false_low is not None and false_low < low
    assert missed_high is not None and missed_high > high


def test_the_interval_stays_a_share() -> None:
    assert interval(0, 10, LinkageError(false=0.5))[0] == 0.0
    low, high = interval(10, 10, LinkageError(missed=0.5))
    assert high == pytest.approx(1.0)
    assert low is not None and low < 1


def test_nobody_has_no_share() -> None:
    made = shipped("ae-attendees")
    nobody = asked(made, Town())
    said = overlap(OVERLAP, nobody, nobody)
    assert (said.share, said.low, said.high) == (None, None, None)


def test_cohorts_of_different_units_do_not_overlap() -> None:
    town = attendees()
    people = asked(shipped("ae-attendees"), town)
    families = asked(rule({"exists": "offence"}, unit="household"), town)
    with pytest.raises(DifferentUnits, match="give both the same unit"):
        overlap(OVERLAP, people, families)


@pytest.mark.parametrize("rate", [-0.1, 1.0])
def test_linkage_rates_are_rates(rate: float) -> None:
    with pytest.raises(ValueError, match="from 0 to below 1"):
        LinkageError(missed=rate)


def test_first_is_the_earliest_activity_that_counts_in_the_window() -> None:
    town = Town().person("p").did("p", "ae_attendance", date(2013, 3, 31))
    town.did("p", "ae_attendance", ATTENDED).did("p", "ae_attendance", AS_AT)
    assert asked(shipped("ae-attendees"), town).members["first"].to_pylist() == [ATTENDED]
