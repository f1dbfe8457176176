"""Names as clerks write them."""

import numpy as np
import pytest

from wholeplace.pooling.linkage.names import (
    alternatives,
    clean_name,
    main_form,
    same_name_in_short,
    shares_a_word,
)
from wholeplace.pooling.linkage.names_alike import family_alike, given_alike


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("O'Brien-Smith", "OBRIEN SMITH"),
        ("  Mrs  Zoë ", "ZOE"),
        ("João", "JOAO"),
        ("van der Berg", "VAN DER BERG"),
        ("", ""),
        (None, ""),
        ("99", ""),
    ],
)
def test_clean_name(given: str | None, cleaned: str) -> None:
    assert clean_name(given) == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [("BILL", "WILLIAM"), ("J", "JANE"), ("MARY ANN", "MARY"), ("ALEX", "ALEXANDRA")],
)
def test_short_forms_are_one_name(one: str, other: str) -> None:
    assert same_name_in_short(one, other)
    assert same_name_in_short(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("BILL", "ROBERT"), ("J", "MARY"), ("", "MARY"), ("", "")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not same_name_in_short(one, other)


def test_main_form_is_shared_by_forms_of_one_name() -> None:
    assert main_form("BILLY") == main_form("WILLIAM") == main_form("WILLIAM JOHN")


def test_double_barrelled_name_shares_a_word() -> None:
    assert shares_a_word("SMITH JONES", "JONES")
    assert not shares_a_word("SMITH", "JONES")


def test_alias_with_comma_has_one_reading() -> None:
    assert alternatives("MBEKI, Ruby") == [("RUBY", "MBEKI")]


def test_alias_without_comma_is_read_both_ways() -> None:
    assert alternatives("Mbeki Ruby 01/02/1980; ") == [("MBEKI", "RUBY"), ("RUBY", "MBEKI")]


def test_no_alias_is_no_name() -> None:
    assert alternatives(None) == alternatives("") == alternatives("Cher") == []


def test_levels_of_given_names() -> None:
    words = ["", "WILLIAM", "BILL", "WILLAIM", "WILMA", "ROBERT"]
    left = np.array([1, 1, 1, 1, 1, 0])
    right = np.array([1, 2, 3, 4, 5, 1])

    assert given_alike(left, right, words).tolist() == [0, 1, 2, 4, 5, -1]


def test_levels_of_family_names() -> None:
    words = ["", "JOHNSON", "JOHNSTON", "SMITH JOHNSON", "KHAN"]
    left, right = np.array([1, 1, 1, 1, 1]), np.array([1, 2, 3, 4, 0])

    assert family_alike(left, right, words).tolist() == [0, 1, 2, 3, -1]
