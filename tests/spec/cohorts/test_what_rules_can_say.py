"""What a rule can ask of what happened to a person, one way of asking to a test."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support.cohorts import AS_AT, Town, asked, cohort, rule, stated, units

BORN = date(1980, 5, 5)
RELEASE = {"id": "release", "title": "Last release", "last": "custody", "day": "end"}


def someone() -> Town:
    """One person, where deliveries would show every offence, sentence and claim."""
    return Town().person("ann", BORN).covers("offence", "custody", "benefit_claim", "absence")


def answer(town: Town, test: dict[str, Any], **more: Any) -> str:
    """What is said of one test: in, maybe or out."""
    result = asked(cohort({"member": "self", "any": [test]}, **more), town)
    return "in" if result.certain else "maybe" if result.possible else "out"


def test_none_is_met_only_where_a_record_would_show() -> None:
    none = {"none": "offence", "within": "12 months"}
    assert answer(someone(), none) == "in"
    assert answer(someone().did("ann", "offence", date(2014, 1, 1)), none) == "out"
    assert answer(Town().person("ann", BORN), none) == "maybe"


def test_fewer_than_three_is_met_by_silence_that_is_known() -> None:
    fewer = {"count": "offence", "below": Decimal(3), "within": "12 months"}
    town = someone().did("ann", "offence", date(2014, 1, 1))
    assert answer(town, fewer) == "in"
    town.did("ann", "offence", date(2014, 1, 2)).did("ann", "offence", date(2014, 1, 3))
    assert answer(town, fewer) == "out"


def test_a_share_below_a_limit_needs_something_to_be_a_share_of() -> None:
    low = {"rate": "absence", "numerator": "unauthorised", "denominator": "possible"}
    low |= {"below": Decimal("0.15"), "within": "12 months"}
    assert answer(someone(), low) == "maybe"
    attended = someone().did("ann", "absence", date(2014, 1, 6), possible=100, unauthorised=14)
    assert answer(attended, low) == "in"


def test_absences_of_both_sorts_add_up() -> None:
    missed = {
        "rate": "absence",
        "numerator": ("authorised", "unauthorised"),
        "denominator": "possible",
        "at_least": Decimal("0.10"),
    }
    parts = {"possible": 100, "authorised": 6, "unauthorised": 4}
    assert answer(someone().did("ann", "absence", date(2014, 1, 6), **parts), missed) == "in"


@pytest.mark.parametrize(("days", "said"), [(1, "out"), (2, "in"), (364, "in"), (365, "out")])
def test_a_range_holds_its_lower_end_and_not_its_upper(days: int, said: str) -> None:
    short = {"exists": "custody", "where": {"sentence_days": {"at_least": 2, "below": 365}}}
    town = someone().did("ann", "custody", date(2013, 6, 1), sentence_days=days)
    assert answer(town, short) == said


def test_the_last_record_alone_decides() -> None:
    town = someone().did("ann", "benefit_claim", date(2013, 1, 1), out_of_work=True)
    last = {"last": "benefit_claim", "where": {"out_of_work": True}}
    assert answer(town, last) == "in"
    town.did("ann", "benefit_claim", date(2014, 1, 1), out_of_work=False)
    assert answer(town, last) == "out"
    assert answer(town, {"first": "benefit_claim", "where": {"out_of_work": True}}) == "in"


def test_what_still_runs_has_not_ended() -> None:
    left = {"exists": "custody", "day": "end", "within": "3 months"}
    assert answer(someone().did("ann", "custody", date(2013, 1, 1)), left) == "out"
    town = someone().did("ann", "custody", date(2013, 1, 1), date(2014, 2, 1))
    assert answer(town, left) == "in"


@pytest.mark.parametrize(("day", "said"), [(4, "out"), (5, "in")])
def test_age_then_is_the_age_on_the_day_of_the_record(day: int, said: str) -> None:
    town = Town().person("ann", date(1995, 5, 5)).covers("custody")
    town.did("ann", "custody", date(2013, 1, 1), date(2013, 5, day))
    adult = {"exists": "custody", "day": "end", "age_then": {"at_least": 18}}
    assert answer(town, adult) == said


def test_a_window_may_hang_on_an_event() -> None:
    again = {"exists": "offence", "since": "release", "within": "12 months"}
    town = someone().did("ann", "custody", date(2012, 1, 1), date(2012, 6, 1))
    assert answer(town, again, event=[RELEASE]) == "out"
    town.did("ann", "offence", date(2013, 6, 1))
    assert answer(town, again, event=[RELEASE]) == "out"
    town.did("ann", "offence", date(2013, 5, 31))
    assert answer(town, again, event=[RELEASE]) == "in"


def test_up_to_an_event_holds_its_day() -> None:
    before = {"exists": "offence", "until": "release", "within": "1 month"}
    town = someone().did("ann", "custody", date(2012, 1, 1), date(2012, 6, 1))
    town.did("ann", "offence", date(2012, 6, 1))
    assert answer(town, before, event=[RELEASE]) == "in"


def test_a_test_is_no_surer_than_the_event_it_hangs_on() -> None:
    quiet = {"none": "offence", "since": "release"}
    never = Town().person("ann", BORN).covers("offence")
    assert answer(never, quiet, event=[RELEASE]) == "maybe"
    assert answer(someone(), quiet, event=[RELEASE]) == "out"


def test_all_and_some_of_several_tests() -> None:
    kinds = ("offence", "custody", "benefit_claim")
    tests = [{"exists": kind} for kind in kinds]
    town = someone().did("ann", "offence", AS_AT).did("ann", "custody", AS_AT)
    every = cohort({"member": "self", "all": tests})
    two = cohort({"member": "self", "any": tests, "at_least": Decimal(2)})
    assert units(asked(every, town)) == []
    assert units(asked(two, town)) == ["ann"]


def test_points_add_up_and_bands_name_them() -> None:
    made = cohort(
        {"member": "self", "any": [{"exists": "offence"}], "points": stated(2)},
        {"member": "self", "any": [{"exists": "custody"}]},
        {"member": "self", "any": [{"exists": "ae_attendance"}]},
        at_least=3,
        band=[
            {"id": "some", "title": "Some", "at_least": stated(1)},
            {"id": "high", "title": "High", "at_least": stated(3)},
        ],
    )
    town = someone().person("bo", BORN).did("ann", "offence", AS_AT).did("bo", "offence", AS_AT)
    town.did("ann", "custody", AS_AT)
    result = asked(made, town)
    assert units(result) == ["ann"]
    assert result.possible == 1, "whether bo was at hospital is not known"
    assert [(b.id, b.count, b.may_be_higher) for b in result.by_band] == [
        ("some", 1, 1),
        ("high", 1, 0),
    ]


def test_quantities_of_an_attribute_add_up() -> None:
    days = {"sum": "custody", "of": "sentence_days", "at_least": Decimal(90)}
    town = someone().did("ann", "custody", AS_AT, sentence_days=45)
    assert answer(town, days) == "out"
    assert answer(town.did("ann", "custody", AS_AT, sentence_days=45), days) == "in"


def test_it_is_said_in_plain_english() -> None:
    made = cohort(
        {
            "member": "self",
            "all": [
                {"none": "offence", "since": "release", "within": "12 months"},
                {"count": "benefit_claim", "below": Decimal(2), "until": "release"},
                {"last": "custody", "where": {"sentence_days": {"at_least": 2, "below": 365}}},
            ],
        },
        event=[RELEASE],
    )
    assert made.criteria[0].tests[0].inverted
    assert asked(made, someone()).text.splitlines() == [
        "People for whom this is true on 31 March 2014:",
        "- Criterion 0: the person has",
        "     no offence record in the 12 months from the last release on",
        "  and fewer than two benefit claim records up to the last release",
        "  and as last custody record one that is (sentence days at least 2 and below 365)"
        " at any time up to 31 March 2014",
        "The last release is the last custody record at any time up to 31 March 2014,"
        " by the day it ended.",
        "Silence counts as no only where deliveries cover the person.",
    ]


def test_a_rule_of_one_test_is_the_same_under_any_and_all() -> None:
    town = someone().did("ann", "offence", AS_AT)
    assert units(asked(rule({"exists": "offence"}), town)) == ["ann"]
    assert units(asked(cohort({"member": "self", "all": [{"exists": "offence"}]}), town)) == ["ann"]
