"""Codes, postcodes, money and flags as agencies write them."""

import pytest

from wholeplace.pooling.intake.values.people_codes import ETHNIC_GROUPS, ethnic_group, sex
from wholeplace.pooling.intake.values.plain import flag, integer, number, pence
from wholeplace.pooling.intake.values.postcodes import is_pseudo, postcode


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("1", "male"), ("2", "female"), ("9", "other"), ("X", "unknown"), ("0", "unknown"),
        ("M", "male"), ("f", "female"), ("U", "unknown"), ("W", "unknown"), ("Male", "male"),
        ("FEMALE", "female"), ("Q", None),
    ],
)  # fmt: skip
def test_sex_in_every_code_list(given, meant):
    assert sex(given) == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("WBRI", "white"), ("MWBC", "mixed"), ("APKN", "asian"), ("CHNE", "asian"),
        ("BCRB", "black"), ("OOTH", "other"), ("REFU", "refused"), ("NOBT", "unknown"),
        ("A", "white"), ("G", "mixed"), ("L", "asian"), ("R", "asian"), ("P", "black"),
        ("S", "other"), ("Z", "refused"), ("99", "unknown"),
        ("1", "white"), ("7", "mixed"), ("15", "asian"), ("13", "black"), ("19", "other"),
        ("17", "refused"),
        ("English, Welsh, Scottish, Northern Irish or British", "white"),
        ("White and Black Caribbean", "mixed"), ("Any other White background", "white"),
        ("Any other Mixed or multiple ethnic background", "mixed"), ("Bangladeshi", "asian"),
        ("African", "black"), ("Arab", "other"), ("Undeclared / Not known", "unknown"),
        ("White: Eng./Welsh/Scot./N.Irish/British", "white"),
        ("Black/Black British: African", "black"), ("Asian/Asian British: Indian", "asian"),
        ("Mixed: White and Asian", "mixed"), ("Prefer not to say", "refused"),
        ("ZZZZ", None), ("Martian", None), ("42", None),
    ],
)  # fmt: skip
def test_ethnicity_in_five_vocabularies(given, meant):
    assert ethnic_group(given) == meant
    assert meant is None or meant in ETHNIC_GROUPS


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("W2 1AB", "W2 1AB"), ("w21ab", "W2 1AB"), ("EC1A1BB", "EC1A 1BB"), ("W2  1AB.", "W2 1AB"),
        ("C251YT", "C25 1YT"), ("W2 1A", None), ("London", None), ("W2", None),
    ],
)  # fmt: skip
def test_postcodes_in_one_spelling(given, meant):
    assert postcode(given) == meant


def test_pseudo_postcodes_are_nowhere():
    assert is_pseudo("ZZ99 3VZ")
    assert is_pseudo("zz993wz")
    assert not is_pseudo("W2 1AB")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("£1,234.50", 123450), ("-20.5", -2050), ("(20.50)", -2050), ("20.50-", -2050),
        ("-£5", -500), ("0.005", 1), ("1e3", 100000), ("", None), ("REDACTED", None),
        ("NaN", None), ("Infinity", None),
    ],
)  # fmt: skip
def test_money_is_whole_pence(given, meant):
    assert pence(given) == meant


def test_whole_numbers_and_flags():
    assert [integer(v) for v in ("4", "4.0", "1,200", "4.5", "x")] == [4, 4, 1200, None, None]
    assert [flag(v) for v in ("Y", "no", "TRUE", "0", "perhaps")] == [
        True,
        False,
        True,
        False,
        None,
    ]


@pytest.mark.parametrize("text", ["1e999999999", "-1e999999999", "9" * 400, "1e15", "NaN", "inf"])
def test_a_number_beyond_all_reason_is_none(text):
    assert number(text) is None


def test_a_number_next_to_nothing_is_one():
    assert number("1e-999999") is not None
    assert pence("0." + "0" * 400 + "1") == 0
