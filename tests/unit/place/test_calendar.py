"""Dates as policy counts them."""

from datetime import date

import pytest

from wholeplace.place import add_months, age_at, before, financial_year, year_start, years_from


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1996, 4, 1), date(2014, 3, 31), 17),
        (date(1996, 3, 31), date(2014, 3, 31), 18),
        (date(1996, 2, 29), date(2014, 2, 28), 17),
        (date(1996, 2, 29), date(2014, 3, 1), 18),
    ],
)
def test_age_turns_on_the_anniversary(born: date, day: date, age: int) -> None:
    assert age_at(born, day) == age


def test_months_end_where_the_month_does() -> None:
    assert add_months(date(2013, 3, 31), 1) == date(2013, 4, 30)
    assert add_months(date(2012, 2, 29), 12) == date(2013, 2, 28)
    assert add_months(date(2013, 1, 15), -1) == date(2012, 12, 15)


def test_period_before_a_day() -> None:
    assert before(date(2014, 4, 1), "12 months") == date(2013, 4, 1)
    assert before(date(2014, 4, 1), "90 days") == date(2014, 1, 1)
    assert before(date(2014, 4, 1), "1 year") == date(2013, 4, 1)


def test_period_in_other_words_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a period"):
        before(date(2014, 4, 1), "a while")


def test_financial_years() -> None:
    assert financial_year(date(2014, 3, 31)) == "2013/14"
    assert financial_year(date(2014, 4, 1)) == "2014/15"
    assert financial_year(date(1999, 6, 1)) == "1999/00"
    assert year_start("2013/14") == date(2013, 4, 1)
    assert years_from("2012/13", 3) == ["2012/13", "2013/14", "2014/15"]
