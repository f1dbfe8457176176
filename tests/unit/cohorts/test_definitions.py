"""What a definition may not say, and what the error tells its writer."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from support.cohorts import AS_AT, SHIPPED, VOCABULARY, Town, asked, cohort, rule, shipped, stated
from wholeplace.cohorts import CohortError, check, describe
from wholeplace.place import NotInForce

ONE = Decimal(1)
RATE = {"rate": "absence", "numerator": "unauthorised", "denominator": "possible"}


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ({}, "exactly one of exists"),
        ({"exists": "offence", "count": "offence", "at_least": ONE}, "exactly one of exists"),
        ({"count": "offence"}, "needs at_least"),
        ({"sum": "adult_care"}, "needs at_least"),
        ({"rate": "absence", "at_least": ONE}, "needs numerator"),
        ({"exists": "absence", "numerator": "a", "denominator": "b"}, "only that"),
        ({"exists": "offence", "at_least": ONE}, "takes no at_least"),
        ({"count": "offence", "at_least": Decimal(0)}, "always met"),
        ({"count": "offence", "at_least": Decimal("1.5")}, "whole number"),
        ({"exists": "offence", "within": "a year"}, "not a period"),
        ({"exists": "offence", "within": "0 days"}, "holds no day"),
        ({"exists": "benefit_claim", "within": "1 day", "open": True}, "not both"),
        ({"exists": "offence", "age": {"at_least": 18, "below": 18}}, "no age is"),
        ({"exists": "offence", "age": {"below": 0}}, "greater than or equal to 1"),
        ({"exists": "offence", "where": {"proven": 1.5}}, "where.proven"),
        ({"count": "offence", "at_least": "3"}, "at_least"),
        ({"exists": "offence", "sql": "1=1"}, "sql"),
    ],
)
def test_a_test_that_cannot_be_asked_is_refused(test: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        rule(test)


def test_a_household_says_whose_and_a_person_does_not() -> None:
    with pytest.raises(ValidationError, match="'any' or 'all'"):
        rule({"exists": "offence"}, unit="household", member="self")
    with pytest.raises(ValidationError, match="'self'"):
        rule({"exists": "offence"}, member="any")


@pytest.mark.parametrize("number", [0, 2])
def test_selection_must_be_able_to_be_met_and_missed(number: int) -> None:
    with pytest.raises(ValidationError, match="from 1 to 1"):
        cohort({"any": [{"exists": "offence"}], "member": "self"}, at_least=number)


def test_selection_names_each_criterion_once() -> None:
    criterion = {"any": [{"exists": "offence"}], "member": "self"}
    with pytest.raises(ValidationError, match="twice"):
        cohort(criterion, select={"of": ["a", "a"]})
    with pytest.raises(ValidationError, match="criteria here are"):
        cohort(criterion, select={"of": ["b"]})
    with pytest.raises(ValidationError, match="share an id"):
        cohort({**criterion, "id": "a"}, {**criterion, "id": "a"}, select={"of": ["a"]})


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ({"exists": "offense"}, "not a kind of activity"),
        ({"exists": "offence", "open": True}, "does not last"),
        ({"exists": "offence", "where": {"proved": True}}, "it has: proven, category"),
        ({"exists": "arrest", "where": {"proven": True}}, "it has: none"),
        ({"exists": "offence", "where": {"proven": "yes"}}, "'yes' is not one"),
        ({"exists": "offence", "where": {"proven": 1}}, "1 is not one"),
        ({"exists": "tenancy", "where": {"household_size": True}}, "True is not one"),
        ({"exists": "exclusion", "where": {"category": "FIXD"}}, "it may be: fixed, permanent"),
        ({"exists": "exclusion", "where": {"category": ()}}, "empty list"),
        ({**RATE, "denominator": "sessions", "at_least": ONE}, "not an attribute"),
        (
            {
                "rate": "exclusion",
                "numerator": "category",
                "denominator": "category",
                "at_least": ONE,
            },
            "whole numbers",
        ),
    ],
)
def test_the_vocabulary_says_what_may_be_asked(test: dict[str, Any], message: str) -> None:
    made = rule(test)
    with pytest.raises(CohortError, match=message) as error:
        asked(made, Town())
    assert error.value.problems[0].file == "cohorts/made-up.toml"
    assert error.value.problems[0].key == "criterion a"


def test_a_criterion_may_not_take_the_name_of_a_column() -> None:
    criterion = {"id": "first", "any": [{"exists": "offence"}], "member": "self"}
    assert "column" in check(cohort(criterion), VOCABULARY)[0].message


def test_every_problem_is_reported_not_only_the_first() -> None:
    made = rule({"exists": "offense"}, {"exists": "arrest", "open": True})
    assert len(check(made, VOCABULARY)) == 2


@pytest.mark.parametrize("name", [p.stem for p in sorted(SHIPPED.glob("*.toml"))])
def test_shipped_definitions_are_named_as_their_files_and_cite_something(name: str) -> None:
    text = (SHIPPED / f"{name}.toml").read_text("utf-8")
    assert f'id = "{name}"' in text
    assert "citation" in text


@pytest.mark.parametrize("name", ["troubled-families-phase1", "ae-attendees", "adult-social-care"])
def test_shipped_cohorts_ask_what_the_vocabulary_declares(name: str) -> None:
    assert check(shipped(name), VOCABULARY) == []


def test_plain_english_says_all_of_the_definition() -> None:
    text = describe(shipped("troubled-families-phase1"), AS_AT)
    assert text.splitlines()[0] == (
        "Households for whom at least two of these three are true on 31 March 2014:"
    )
    for said in (
        "at least three exclusion records (category fixed) in the 12 months to 31 March 2014",
        "unauthorised at least 15% of possible",
        "at least one benefit claim record (out of work yes) still open on 31 March 2014",
        "at least one anti-social behaviour action record",
        "aged 18 to 64",
        "aged 10 or over",
        "someone who lives there has",
    ):
        assert said in text


def test_plain_english_of_other_shapes() -> None:
    made = rule(
        {
            "sum": "adult_care",
            "at_least": Decimal("2.5"),
            "where": {"service": ("carer", "nursing")},
        },
        {"exists": "offence", "age": {"below": 18}},
        unit="household",
        member="all",
    )
    text = describe(made)
    assert "Households for whom this is true on the day asked about:" in text
    assert "everyone who lives there, of an age that is asked about, has" in text
    assert "at least 2.5 in total over adult care records (service carer or nursing)" in text
    assert (
        "at least one offence record at any time up to the day asked about, aged under 18" in text
    )


STEPS = [
    {"value": Decimal(15), "from": date(2012, 4, 1), "unit": "%", "source": "made up", "grade": 6},
    {"value": Decimal(10), "from": date(2015, 4, 1), "unit": "%", "source": "made up", "grade": 6},
]


def test_a_parameter_is_what_it_was_on_the_day() -> None:
    made = rule({"count": "offence", "at_least": STEPS})
    values = [
        made.on(day).criteria[0].tests[0].threshold
        for day in (date(2012, 4, 1), date(2015, 3, 31), date(2030, 1, 1))
    ]
    assert values == [15, 15, 10]


def test_before_its_first_day_a_parameter_has_no_value() -> None:
    made = rule({"count": "offence", "at_least": STEPS})
    with pytest.raises(NotInForce, match=r"'made-up' cannot be asked on 2012-03-31.*2012-04-01 on"):
        made.on(date(2012, 3, 31))


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ({"exists": "custody", "where": {"sentence_days": {}}}, "needs at_least, below or both"),
        ({"exists": "custody", "where": {"sentence_days": {"at_least": 9, "below": 9}}}, "nothing"),
        ({"none": "offence", "at_least": Decimal(1)}, "takes no at_least"),
        ({"count": "offence", "at_least": Decimal(1), "below": Decimal(2)}, "not both"),
        ({"count": "offence", "below": Decimal(0)}, "never met"),
        ({"exists": "custody", "of": "sentence_days"}, "'of' names what 'sum' adds up"),
        ({"exists": "tenancy", "open": True, "day": "end"}, "has not ended"),
        ({"exists": "tenancy", "open": True, "since": "release"}, "not both"),
        ({"exists": "offence", "since": "release"}, "events here are: none"),
        ({"count": "offence", "at_least": []}, "each day from which a value holds, once"),
        ({"count": "offence", "at_least": [STEPS[0], STEPS[0]]}, "once"),
    ],
)
def test_what_cannot_mean_anything_is_refused(test: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        rule(test)


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        ({}, "under 'any' or under 'all'"),
        ({"any": [{"exists": "offence"}], "all": [{"exists": "offence"}]}, "under 'any' or"),
        ({"all": [{"exists": "offence"}], "at_least": Decimal(1)}, "needs every one"),
        ({"any": [{"exists": "offence"}], "at_least": Decimal(2)}, "from 1 to 1"),
        ({"any": [{"exists": "offence"}], "points": stated(Decimal("0.5"))}, "whole number"),
    ],
)
def test_a_criterion_is_met_one_way(criterion: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        cohort({"member": "self", **criterion})


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ({"exists": "offence", "day": "end"}, "does not last"),
        ({"exists": "custody", "where": {"release_type": {"below": 3}}}, "a range is of"),
        ({"exists": "custody", "where": {"sentence_days": {"below": AS_AT}}}, "is an? integer"),
        ({"sum": "custody", "of": "release_type", "at_least": Decimal(1)}, "whole numbers"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_told(test: dict[str, Any], message: str) -> None:
    [problem] = check(rule(test), VOCABULARY)
    assert re.search(message, problem.message)
