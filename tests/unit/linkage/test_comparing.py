"""Levels of agreement of two hand-written records."""

from datetime import date

import numpy as np
import pytest

from support.linkage.tables import Person, tables
from wholeplace.pooling.linkage import Comparer, prepare


def level(field: str, one: dict, other: dict) -> int:
    people = [Person("a", "1", **one), Person("b", "2", **other)]
    compared = Comparer(prepare(*tables(people))).compare(np.array([0]), np.array([1]))
    return int(compared.levels[field][0])


def born(year: int, month: int, day: int) -> dict:
    return {"born": date(year, month, day)}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (born(1980, 4, 7), 0),
        (born(1980, 7, 4), 1),
        (born(1980, 4, 17), 2),
        (born(1990, 4, 7), 2),
        (born(1980, 4, 23), 3),
        (born(1980, 1, 1), 4),
        (born(1956, 11, 30), 5),
        ({}, -1),
    ],
)
def test_birth_dates(other: dict, expected: int) -> None:
    assert level("birth_date", born(1980, 4, 7), other) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (born(1980, 1, 1) | {"precision": "year"}, 0),
        (born(1980, 4, 1) | {"precision": "month"}, 0),
        (born(1980, 5, 1) | {"precision": "month"}, 1),
        (born(1981, 1, 1) | {"precision": "year"}, 1),
        (born(1980, 4, 7), -1),
        ({}, -1),
    ],
)
def test_birth_dates_known_in_part(other: dict, expected: int) -> None:
    assert level("birth_part", born(1980, 4, 7), other) == expected


def test_given_and_family_name_in_each_others_place() -> None:
    one, other = {"given": "Ann", "family": "Lee"}, {"given": "Lee", "family": "Ann"}

    assert level("given", one, other) == 3
    assert level("family", one, other) == -1


def test_the_best_of_all_aliases_counts() -> None:
    one = {"given": "Ann", "family": "Lee"}
    other = {"given": "Zora", "family": "Quist", "aliases": "LEE, Ann"}

    assert level("given", one, other) == 0
    assert level("family", one, other) == 0


@pytest.mark.parametrize(
    ("line", "postcode", "address", "by_postcode"),
    [
        ("Flat 2, 14 Acacia Road", "W2 1AB", 0, -1),
        ("14 ACACIA RD FLAT 2", "w21ab", 1, -1),
        ("Flat 2, 14 Acaica Rd", "W2 1AB", 0, -1),
        ("Flat 3, 14 Acacia Road", "W2 1AB", 1, -1),
        ("9 Other Street", "W2 1XY", 2, -1),
        ("9 Other Street", "N1 9AA", 3, -1),
        (None, "W2 1AB", -1, 0),
        (None, "W2 1XY", -1, 1),
        (None, "W2 1", -1, 1),
        (None, "W2", -1, 1),
        (None, "N1 9AA", -1, 2),
        (None, None, -1, -1),
    ],
)
def test_addresses(line: str | None, postcode: str | None, address: int, by_postcode: int) -> None:
    one = {"at": [("Flat 2, 14 Acacia Road", "W2 1AB")]}
    other = {"at": [(line, postcode)]}

    assert level("address", one, other) == address
    assert level("postcode", one, other) == by_postcode


def test_the_closest_of_all_addresses_counts() -> None:
    one = {"at": [("1 Old Street", "N1 9AA"), ("2 New Road", "W2 1AB")]}
    other = {"at": [("7 Far Lane", "SE1 4ZZ"), ("1 Old St", "N1 9AA")]}

    assert level("address", one, other) == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"nhs": "9990000018"}, {"nhs": "999 000 0018"}, 0),
        ({"nhs": "9990000018"}, {"nhs": "9990000081"}, 1),
        ({"nhs": "9990000018"}, {"nhs": "9997654321"}, 2),
        ({"nhs": "E1:77"}, {"nhs": "E2:98765"}, -1),
        ({"nhs": "9990000018"}, {}, -1),
    ],
)
def test_identifiers(one: dict, other: dict, expected: int) -> None:
    assert level("id:nhs", {"ids": one}, {"ids": other}) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("female", "female", 0),
        ("female", "male", 1),
        ("female", "unknown", -1),
        ("other", "male", -1),
    ],
)
def test_sex(one: str, other: str, expected: int) -> None:
    assert level("sex", {"sex": one}, {"sex": other}) == expected


def test_records_without_anything_have_nothing_to_compare() -> None:
    people = [Person("a", "1"), Person("a", "2")]

    compared = Comparer(prepare(*tables(people))).compare(np.array([0]), np.array([1]))

    said = {field for field, levels in compared.levels.items() if levels[0] >= 0}
    assert said == {"list:a"}
