"""Identifiers are right in form and never anyone's."""

import re

import numpy as np
import pytest

from wholeplace.synthetic.identifiers import (
    UPN_LETTERS,
    mistyped,
    nhs_check,
    nhs_numbers,
    ninos,
    pnc_ids,
    prison_numbers,
    upn_check,
    upns,
)
from wholeplace.synthetic.text import strings

# HMRC's pattern: letters and pairs never used are left out.
NINO = re.compile(r"^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]$")


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def passes_modulus_11(number: str) -> bool:
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:9], range(10, 1, -1), strict=True)
    )
    return (11 - total % 11) % 11 == int(number[9])


@pytest.mark.parametrize(("first_nine", "check"), [(943_476_591, 9), (999_000_000, 10)])
def test_nhs_check_digit(first_nine: int, check: int) -> None:
    assert nhs_check(np.array([first_nine]))[0] == check


def test_nhs_numbers_are_distinct_valid_and_kept_for_tests() -> None:
    numbers = [str(number) for number in nhs_numbers(5_000, rng())]

    assert len(set(numbers)) == 5_000
    assert all(number.startswith("999") and passes_modulus_11(number) for number in numbers)


def test_there_are_enough_nhs_numbers_for_the_largest_place() -> None:
    assert len(nhs_numbers(900_000, rng())) == 900_000


def test_a_mistyped_number_fails_its_check() -> None:
    numbers = strings([str(number) for number in nhs_numbers(200, rng())])

    wrong = mistyped(numbers, rng()).to_pylist()

    assert all(number.startswith("999") and len(number) == 10 for number in wrong)
    assert not any(passes_modulus_11(number) for number in wrong)


def test_upn_check_letter() -> None:
    """Weights 2 to 13 on the twelve digits, modulus 23."""
    digits = "213200000001"
    place = (
        sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True)) % 23
    )

    assert upn_check(np.array([int(digits)]))[0] == place


def test_upns_are_distinct_and_name_their_authority() -> None:
    made = upns(np.full(1_000, 207), 1_000, rng()).to_pylist()

    assert len(set(made)) == 1_000
    assert all(re.fullmatch(rf"[{UPN_LETTERS}]207[0-9]{{9}}", upn) for upn in made)


def test_ninos_are_in_form_and_distinct() -> None:
    made = ninos(5_000, rng()).to_pylist()

    assert len({nino[:8] for nino in made}) == 5_000
    assert all(NINO.match(nino) for nino in made)


def test_ninos_use_prefixes_no_person_is_given() -> None:
    assert {nino[:2] for nino in ninos(2_000, rng()).to_pylist()} == {"CR", "MW", "NC", "PY", "PZ"}


def test_pnc_ids_long_and_short_say_the_same() -> None:
    long, short = pnc_ids(500, rng())

    for whole, cut in zip(long.to_pylist(), short.to_pylist(), strict=True):
        year, serial = whole.split("/")
        assert cut == f"{year[2:]}/{serial.lstrip('0')}"


def test_prison_numbers_are_in_form_and_distinct() -> None:
    made = prison_numbers(2_000, rng()).to_pylist()

    assert len(set(made)) == 2_000
    assert all(re.fullmatch(r"[A-Z][0-9]{4}[A-Z]{2}", number) for number in made)
