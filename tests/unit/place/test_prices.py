"""Money of one year in the prices of another."""

from decimal import Decimal

import pytest

from wholeplace.place.prices import deflator, uprate


def test_a_hundred_pounds_of_2012_in_2024() -> None:
    assert round(uprate(Decimal(100), "2012", "2024"), 2) == Decimal("139.03")


def test_a_financial_year_is_three_quarters_of_its_first_calendar_year() -> None:
    expected = (3 * deflator("2013") + deflator("2014")) / 4
    assert deflator("2013/14") == expected
    assert deflator("2013") < deflator("2013/14") < deflator("2014")


def test_the_same_year_changes_nothing() -> None:
    assert uprate(Decimal("12.34"), "2013/14", "2013/14") == Decimal("12.34")


def test_there_and_back_again() -> None:
    there = uprate(Decimal(100), "2005/06", "2013/14")
    assert round(uprate(there, "2013/14", "2005/06"), 12) == 100


@pytest.mark.parametrize("year", ["2031", "2024/25", "1850/51"])
def test_a_year_outside_the_series_says_which_are_inside(year: str) -> None:
    with pytest.raises(ValueError, match=r"runs from 1990 to 2024"):
        uprate(Decimal(1), year, "2013/14")
