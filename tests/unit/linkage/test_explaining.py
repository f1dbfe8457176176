"""Why two records are, or are not, one person."""

from datetime import date

import pytest

from support.linkage.tables import Person, tables
from wholeplace.pooling.linkage import NoSuchRecord, explain
from wholeplace.pooling.linkage.beliefs import default_model

HOME = ("3 Acacia Road", "W2 1AB")
ANN = Person("a", "1", "Ann", "Lee", date(1990, 2, 3), at=[HOME], ids={"nhs": "9990000018"})
SAME = Person("b", "7", "Anne", "Lee", date(1990, 2, 3), at=[HOME])
OTHER = Person("c", "9", "Ann", "Lee", date(1990, 2, 3), at=[HOME], ids={"nhs": "9990000573"})
PEOPLE = [OTHER, SAME, ANN]


def test_every_field_both_have_is_told_in_words() -> None:
    found = explain(*tables(PEOPLE), default_model(), ("a", "1"), ("b", "7"))

    assert {one.title: one.level for one in found.comparisons} == {
        "Given name": "typing error",
        "Family name": "exact",
        "Birth date": "exact",
        "Address": "same door",
        "On two lists": "both on it",
    }
    assert found.contradiction is None


def test_it_adds_up_to_the_weight() -> None:
    found = explain(*tables(PEOPLE), default_model(), ("a", "1"), ("b", "7"))

    assert found.stranger == pytest.approx(
        found.prior + sum(one.stranger for one in found.comparisons)
    )
    assert found.total < min(found.stranger, found.household)


def test_the_order_of_the_two_does_not_matter() -> None:
    there = explain(*tables(PEOPLE), default_model(), ("a", "1"), ("c", "9"))
    back = explain(*tables(PEOPLE), default_model(), ("c", "9"), ("a", "1"))

    assert there == back


def test_two_valid_numbers_are_a_contradiction() -> None:
    found = explain(*tables(PEOPLE), default_model(), ("a", "1"), ("c", "9"))

    assert found.contradiction == "Identifier nhs: two valid values of what a person has once"
    assert not found.reaches


@pytest.mark.parametrize(("key", "said"), [(("a", "2"), "no record"), (("a", "1"), "one record")])
def test_two_records_that_are_there_are_needed(key: tuple[str, str], said: str) -> None:
    with pytest.raises(NoSuchRecord, match=said):
        explain(*tables(PEOPLE), default_model(), ("a", "1"), key)
