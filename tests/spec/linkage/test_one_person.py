"""When two records are one person, and when they are not.

Each paragraph hides a few hand-written records among two thousand invented people, links them all
with a model trained on them, and asks who was joined.
"""

from datetime import date
from functools import cache

import pytest

from support.linkage.people import People, make_people
from support.linkage.tables import Person, among
from wholeplace.pooling.linkage import Model, link

HOME = ("12 Larkspur Road", "W99 1AB")
ELSEWHERE = ("3 Teasel Street", "W98 2CD")


@cache
def background() -> People:
    return make_people(3000, seed=11)


@cache
def model() -> Model:
    """Trained on the background alone, and used for every question."""
    people = background()
    return link(people.records, people.identifiers, people.addresses).model


def joined(*people: Person) -> bool:
    """Whether the first and the last of these records came out as one person."""
    tables = among(background(), list(people))
    linked = link(*tables, model=model())
    return linked.person_of[-len(people)] == linked.person_of[-1]


def ruby(source: str, **changes: object) -> Person:
    said = {
        "given": "Ruby",
        "family": "Okonjo",
        "born": date(2001, 5, 17),
        "sex": "female",
        "at": [HOME],
    }
    return Person(source, f"X-{source}", **(said | changes))


def test_same_name_birth_date_and_door_are_one_person() -> None:
    assert joined(ruby("school-roll"), ruby("police-offences"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"given": "Rubby"},
        {"family": "Okonjp"},
        {"given": "Okonjo", "family": "Ruby"},
        {"born": date(2001, 5, 18)},
        {"born": date(2011, 5, 17)},
        {"at": [ELSEWHERE]},
        {"at": [ELSEWHERE, HOME]},
        {"at": [("12, LARKSPUR RD", "W99 1AB")]},
        {"at": [(None, "W99 1AB")]},
        {"at": []},
        {"sex": "unknown"},
        {"given": "R"},
    ],
)
def test_one_clerical_fault_does_not_part_a_person(wrong: dict) -> None:
    assert joined(ruby("school-roll"), ruby("police-offences", **wrong))


def test_nickname_is_the_same_name() -> None:
    bill = ruby("police-offences", given="Bill", sex="male")
    william = ruby("school-roll", given="William", sex="male")

    assert joined(bill, william)


def test_day_and_month_swapped_is_the_same_birth_date() -> None:
    assert joined(
        ruby("school-roll", born=date(2001, 3, 4)), ruby("youth-justice", born=date(2001, 4, 3))
    )


def test_year_alone_agrees_with_the_whole_date() -> None:
    year = ruby("police-offences", born=date(2001, 1, 1), precision="year")

    assert joined(ruby("school-roll"), year)


def test_alias_is_another_name_of_the_same_person() -> None:
    prison = ruby("prison-releases", given="Scarlet", family="Mbeki", aliases="Ruby Okonjo")

    assert joined(ruby("police-offences"), prison)


def test_twins_stay_apart() -> None:
    twin = ruby("police-offences", given="Scarlet")

    assert not joined(ruby("school-roll"), twin)


def test_a_nameless_record_does_not_glue_twins_together() -> None:
    """It may be either twin, so it may join one of them; it never joins both."""
    nameless = ruby("ae-attendances", given=None, family=None, at=[(None, HOME[1])])

    assert not joined(ruby("school-roll"), nameless, ruby("police-offences", given="Scarlet"))


def test_father_and_son_of_one_name_at_one_door_stay_apart() -> None:
    son = ruby("school-roll", given="Jack", sex="male")
    father = ruby("dwp-benefits", given="Jack", sex="male", born=date(1972, 8, 30))

    assert not joined(son, father)


def test_brother_and_sister_stay_apart() -> None:
    brother = ruby("school-roll", given="Peter", sex="male", born=date(2004, 9, 2))

    assert not joined(ruby("school-roll"), brother)


def test_namesakes_without_anything_else_in_common_stay_apart() -> None:
    namesake = ruby("police-offences", born=date(1964, 2, 9), at=[ELSEWHERE])

    assert not joined(ruby("school-roll"), namesake)


def test_two_valid_nhs_numbers_are_two_people_whatever_else_agrees() -> None:
    one = ruby("cld-hammersmith", ids={"nhs": "9990000018"})
    other = ruby("ae-attendances", ids={"nhs": "9997654321"})

    assert not joined(one, other)


def test_two_nhs_numbers_are_not_joined_by_a_third_record_either() -> None:
    one = ruby("cld-hammersmith", ids={"nhs": "9990000018"})
    other = ruby("ae-attendances", ids={"nhs": "9997654321"})

    assert not joined(one, ruby("school-roll"), other)


def test_an_invalid_identifier_says_nothing() -> None:
    one = ruby("cld-hammersmith", ids={"nhs": "9990000018"})
    other = ruby("ae-attendances", ids={"nhs": "1111111111"}, invalid=("nhs",))

    assert joined(one, other)


def test_councils_number_their_children_each_on_their_own() -> None:
    one = ruby("cin-hammersmith", ids={"la_child": "E09000013:100200"})
    other = ruby("care-proceedings", ids={"la_child": "E09000033:774411"})

    assert joined(one, other)


def test_one_council_has_one_number_for_a_child() -> None:
    one = ruby("cin-hammersmith", ids={"la_child": "E09000013:100200"})
    other = ruby("care-proceedings", ids={"la_child": "E09000013:774411"})

    assert not joined(one, other)


def test_a_shared_identifier_joins_records_with_nothing_else_to_compare() -> None:
    one = Person("cld-hammersmith", "X1", sex="female", ids={"nhs": "9990000018"})
    other = ruby("ae-attendances", ids={"nhs": "9990000018"})

    assert joined(one, other)


def test_a_borrowed_identifier_does_not_join_two_different_people() -> None:
    one = ruby("cld-hammersmith", ids={"nhs": "9990000018"})
    other = Person(
        "ae-attendances", "X2", "Piotr", "Zielinski", date(1950, 1, 9), "male", [ELSEWHERE],
        {"nhs": "9990000018"},
    )  # fmt: skip

    assert not joined(one, other)


def test_nameless_records_are_joined_by_birth_date_and_postcode() -> None:
    council = ruby("cld-hammersmith", given=None, family=None, at=[(None, HOME[1])])
    hospital = ruby("ae-attendances", given=None, family=None, at=[(None, HOME[1])])

    assert joined(council, hospital)


def test_missing_fields_are_neutral() -> None:
    """A restricted record has no address, and is still found by name and birth date."""
    restricted = ruby("dwp-benefits", at=[], restricted=True)

    assert joined(ruby("police-offences"), restricted)


def test_pseudonymised_records_are_never_linked() -> None:
    assert not joined(ruby("school-roll"), ruby("admitted-care-2011", zone="pseudonymised"))
