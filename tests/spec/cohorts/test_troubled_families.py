"""Troubled families, phase 1: who meets which criterion, at its boundaries."""

from datetime import date

import pytest

from support.cohorts import AS_AT, KENSINGTON, WESTMINSTER, Town, asked, shipped, units

COHORT = shipped("troubled-families-phase1")
KINDS = COHORT.kinds
IN_WINDOW, TOO_EARLY = date(2013, 4, 1), date(2013, 3, 31)


def family() -> Town:
    """A mother and a child of twelve, who meet nothing, where deliveries cover everyone."""
    return (
        Town()
        .person("mother", date(1975, 5, 5), "home")
        .person("child", date(2002, 3, 1), "home")
        .covers(*KINDS)
    )


def on_benefit(town: Town) -> Town:
    """The mother meets the work criterion, so that one more makes two of three."""
    return town.did("mother", "benefit_claim", date(2012, 1, 1), out_of_work=True)


def met(town: Town, criterion: str) -> bool:
    counts = {c.id: c.met for c in asked(COHORT, town).by_criterion}
    return counts[criterion] == 1


def test_a_family_meets_two_of_three() -> None:
    town = on_benefit(family()).did("child", "offence", date(2013, 9, 1), proven=True)
    result = asked(COHORT, town)
    assert (result.count, result.people, units(result)) == (1, 2, ["home"])
    assert result.members.to_pylist() == [
        {
            "unit": "home",
            "crime": True,
            "education": False,
            "work": True,
            "first": date(2012, 1, 1),
            "people": 2,
            "borough": WESTMINSTER,
        }
    ]


def test_a_family_that_meets_one_is_not_in() -> None:
    result = asked(COHORT, on_benefit(family()))
    assert result.count == 0
    assert result.met_by_number == {0: 0, 1: 1, 2: 0, 3: 0}
    assert (result.possible, result.impossible) == (0, 1)


def test_a_family_that_meets_all_three_is_in() -> None:
    town = (
        on_benefit(family())
        .did("child", "youth_disposal", date(2013, 9, 1))
        .did("child", "exclusion", date(2013, 9, 1), category="permanent")
    )
    assert asked(COHORT, town).met_by_number[3] == 1


@pytest.mark.parametrize(("number", "expected"), [(2, False), (3, True), (4, True)])
def test_three_fixed_exclusions_count_two_do_not(number: int, expected: bool) -> None:
    town = family()
    for term in range(number):
        town.did("child", "exclusion", date(2013, 5 + term, 1), category="fixed")
    assert met(town, "education") is expected


def test_lunchtime_exclusions_are_not_fixed_exclusions() -> None:
    town = family()
    for term in range(3):
        town.did("child", "exclusion", date(2013, 5 + term, 1), category="lunch")
    assert not met(town, "education")


def test_exclusions_of_two_children_are_not_added_up() -> None:
    town = family().person("brother", date(2003, 1, 1), "home")
    town.did("child", "exclusion", date(2013, 5, 1), category="fixed")
    town.did("child", "exclusion", date(2013, 6, 1), category="fixed")
    town.did("brother", "exclusion", date(2013, 6, 1), category="fixed")
    assert not met(town, "education")


@pytest.mark.parametrize(
    ("day", "expected"), [(IN_WINDOW, True), (TOO_EARLY, False), (AS_AT, True)]
)
def test_twelve_months_is_a_whole_year_of_days_that_ends_on_the_day(
    day: date, expected: bool
) -> None:
    town = family().did("child", "exclusion", day, category="permanent")
    assert met(town, "education") is expected


def test_what_happened_after_the_day_is_not_counted() -> None:
    town = family().did("child", "exclusion", date(2014, 4, 1), category="permanent")
    assert not met(town, "education")


@pytest.mark.parametrize(
    ("missed", "possible", "expected"), [(149, 1000, False), (150, 1000, True), (3, 20, True)]
)
def test_fifteen_in_a_hundred_sessions_missed_without_leave(
    missed: int, possible: int, expected: bool
) -> None:
    term = (date(2013, 9, 3), date(2013, 12, 20))
    town = family().did("child", "absence", *term, possible=possible, unauthorised=missed)
    assert met(town, "education") is expected


def test_absence_is_a_rate_over_all_terms_in_the_window_not_the_worst_of_them() -> None:
    town = family()
    town.did(
        "child", "absence", date(2013, 4, 15), date(2013, 7, 20), possible=100, unauthorised=40
    )
    town.did("child", "absence", date(2013, 9, 3), date(2013, 12, 20), possible=200, unauthorised=4)
    assert not met(town, "education")


def test_authorised_absence_does_not_count() -> None:
    town = family().did(
        "child", "absence", date(2013, 9, 3), None, possible=10, unauthorised=0, authorised=9
    )
    assert not met(town, "education")


@pytest.mark.parametrize(
    ("end", "expected"), [(None, True), (date(2014, 4, 1), True), (AS_AT, False)]
)
def test_alternative_provision_counts_while_the_child_is_there(
    end: date | None, expected: bool
) -> None:
    town = family().did("child", "school_place", date(2013, 9, 3), end, alternative=True)
    assert met(town, "education") is expected


@pytest.mark.parametrize(
    ("end", "expected"), [(None, True), (date(2014, 4, 1), True), (AS_AT, False)]
)
def test_a_claim_that_ended_on_the_day_is_no_longer_open(end: date | None, expected: bool) -> None:
    town = family().did("mother", "benefit_claim", date(2012, 1, 1), end, out_of_work=True)
    assert met(town, "work") is expected


def test_a_benefit_for_those_in_work_does_not_count() -> None:
    town = family().did("mother", "benefit_claim", date(2012, 1, 1), out_of_work=False)
    assert not met(town, "work")


@pytest.mark.parametrize(
    ("born", "expected"),
    [(date(1996, 3, 31), True), (date(1996, 4, 1), False), (date(1949, 3, 31), False)],
)
def test_an_adult_is_eighteen_on_the_birthday_and_no_longer_counts_at_65(
    born: date, expected: bool
) -> None:
    town = Town().person("claimant", born, "home").covers(*KINDS)
    town.did("claimant", "benefit_claim", date(2013, 1, 1), out_of_work=True)
    assert met(town, "work") is expected


@pytest.mark.parametrize(
    ("born", "expected"), [(date(1996, 4, 1), True), (date(1996, 3, 31), False)]
)
def test_a_proven_offence_counts_up_to_the_day_before_the_18th_birthday(
    born: date, expected: bool
) -> None:
    town = Town().person("young", born, "home").covers(*KINDS)
    town.did("young", "offence", date(2013, 9, 1), proven=True)
    assert met(town, "crime") is expected


def test_an_offence_that_was_not_proven_does_not_count() -> None:
    assert not met(family().did("child", "offence", date(2013, 9, 1), proven=False), "crime")


def test_anti_social_behaviour_of_an_adult_counts() -> None:
    assert met(family().did("mother", "asb_action", date(2013, 9, 1)), "crime")


def test_someone_who_moved_out_by_the_day_does_not_count() -> None:
    town = on_benefit(family()).person("cousin", date(2000, 1, 1))
    town.lives("cousin", "home", date(2012, 1, 1), AS_AT)
    town.did("cousin", "offence", date(2013, 9, 1), proven=True)
    assert asked(COHORT, town).count == 0


def test_the_dead_are_not_members_of_a_family() -> None:
    town = family().person("father", date(1970, 1, 1), "home", died=AS_AT)
    town.did("father", "benefit_claim", date(2012, 1, 1), out_of_work=True)
    town.did("child", "offence", date(2013, 9, 1), proven=True)
    assert asked(COHORT, town).count == 0


def test_silence_is_no_data_where_no_delivery_covers_the_family() -> None:
    town = (
        Town()
        .person("mother", date(1975, 5, 5), "home", borough=KENSINGTON)
        .covers("benefit_claim", area=KENSINGTON)
        .did("mother", "benefit_claim", date(2012, 1, 1), out_of_work=True)
        .did("mother", "asb_action", date(2013, 9, 1))
    )
    result = asked(COHORT, town)
    assert (result.certain, result.no_data) == (1, 0)  # under-18 tests are not about the mother


def test_a_family_is_possible_when_only_silence_keeps_it_out() -> None:
    town = on_benefit(
        Town()
        .person("mother", date(1975, 5, 5), "home")
        .person("child", date(2002, 3, 1), "home")
        .covers("benefit_claim")
    )
    result = asked(COHORT, town)
    assert (result.certain, result.possible, result.impossible, result.no_data) == (0, 1, 0, 1)


def test_phase_two_counts_absence_with_leave_and_children_in_need() -> None:
    expanded = shipped("troubled-families-phase2")
    town = family().covers(*expanded.kinds)
    town.did("child", "absence", date(2014, 1, 6), possible=100, authorised=9, unauthorised=1)
    assert asked(expanded, town).count == 0
    town.did("child", "child_in_need", date(2013, 1, 1))
    assert units(asked(expanded, town)) == ["home"]


def test_near_misses_say_which_criterion_would_do() -> None:
    result = asked(COHORT, on_benefit(family()))
    assert result.near_misses == {"crime": 1, "education": 1, "work": 0}
