"""Identifiers are spelled one way and checked; one that fails is marked, never dropped."""

import pytest
from nhs_number import generate, is_valid
from nhs_number.constants import REGION_SYNTHETIC

from wholeplace.pooling.intake.values.identifiers import checker


def check(scheme, value, area="E09000033", year=2014):
    return checker(scheme, area, year)(value)


def test_nhs_numbers_by_their_check_digit():
    (number,) = generate(for_region=REGION_SYNTHETIC)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    wrong = number[:9] + str((int(number[9]) + 1) % 10)

    assert check("nhs", spaced) == (number, True)
    assert check("nhs", wrong) == (wrong, False)
    assert not is_valid(wrong)
    assert check("nhs", "12345") == ("12345", False)


def test_upn_by_its_check_letter():
    assert check("upn", "H801200001001") == ("H801200001001", True)
    assert check("upn", "a801200001001") == ("A801200001001", False)
    assert check("upn", "80120000100") == ("80120000100", False)


def test_a_temporary_upn_ends_in_a_letter():
    last = "ABCDEFGHJKLMNPQRTUVWXYZ".index("B")
    total = sum(w * d for w, d in enumerate([*map(int, "80120000100"), last], 2))
    letter = "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]

    assert check("upn", f"{letter}80120000100B") == (f"{letter}80120000100B", True)
    assert check("upn", f"{letter}80120000100I")[1] is False


def test_codes_for_having_no_upn_are_not_identifiers():
    assert check("upn", "UN1") == (None, None)


@pytest.mark.parametrize(
    ("given", "value", "valid"),
    [
        ("mw 12 34 56 c", "MW123456C", True),
        ("MW123456", "MW123456", True),
        ("BG123456A", "BG123456A", False),
        ("MW123456E", "MW123456E", False),
        ("DW123456A", "DW123456A", False),
        ("123", "123", False),
    ],
)
def test_national_insurance_numbers_by_their_shape(given, value, valid):
    assert check("nino", given) == (value, valid)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("12/394773H", "2012/394773H"),
        ("2012/394773H", "2012/394773H"),
        ("2012/0394773h", "2012/394773H"),
        ("87/12Z", "1987/12Z"),
        ("14/1A", "2014/1A"),
        ("15/1A", "1915/1A"),
    ],
)
def test_pnc_ids_in_their_long_form(given, value):
    assert check("pnc", given) == (value, True)


def test_a_council_writes_its_area_before_its_own_ids():
    assert check("la_child", "2000017") == ("E09000033:2000017", True)
    assert check("la_child", "E09000013:17") == ("E09000013:17", True)
    assert check("la_adult", "17", area=None) == ("17", True)


def test_prison_numbers_by_their_shape():
    assert check("nomis", "a1234bc") == ("A1234BC", True)
    assert check("nomis", "A123") == ("A123", False)


@pytest.mark.parametrize(
    ("given", "value", "valid"),
    [
        ("29906/12J", "29906/12J", True),
        ("029906/12j", "29906/12J", True),
        ("SF95/280713D", "SF95/280713D", True),
        ("29906", "29906", False),
    ],
)
def test_criminal_records_office_numbers_by_their_shape(given, value, valid):
    assert check("cro", given) == (value, valid)


@pytest.mark.parametrize(
    ("given", "value", "valid"),
    [
        ("987 654 3210", "9876543210", True),
        ("0987654321", "0987654321", False),
        ("12345", "12345", False),
        ("9999999999", None, None),
    ],
)
def test_unique_learner_numbers_have_ten_digits(given, value, valid):
    assert check("uln", given) == (value, valid)
