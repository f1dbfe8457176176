from datetime import date, timedelta

import pytest

from wholeplace.cohorts.windows import Window, latest_birth, window
from wholeplace.place import Test as Question
from wholeplace.place import age_at

AS_AT = date(2014, 3, 31)


def test_window_ends_on_the_day_and_holds_a_whole_year_of_days() -> None:
    days = window(Question(exists="offence", within="12 months"), AS_AT)
    assert days == Window(date(2013, 4, 1), date(2014, 4, 1))
    assert (days.end - days.start).days == 365 if days.start else False


def test_one_day_is_the_day_itself() -> None:
    assert window(Question(exists="offence", within="1 day"), AS_AT).start == AS_AT


def test_open_looks_at_the_day_alone() -> None:
    days = window(Question(exists="benefit_claim", open=True), AS_AT)
    assert days.known == (AS_AT, AS_AT + timedelta(days=1))


def test_without_a_period_all_days_up_to_the_day_count_but_only_the_last_must_be_covered() -> None:
    days = window(Question(exists="offence"), AS_AT)
    assert days.start is None
    assert days.known == (AS_AT, date(2014, 4, 1))


@pytest.mark.parametrize("as_at", [AS_AT, date(2012, 2, 29), date(2013, 2, 28), date(2013, 3, 1)])
@pytest.mark.parametrize("age", [0, 1, 10, 17, 18, 65])
def test_latest_birth_is_the_last_on_which_someone_has_turned_that_age(
    as_at: date, age: int
) -> None:
    last = latest_birth(age, as_at)
    assert age_at(last, as_at) >= age
    assert age_at(last + timedelta(days=1), as_at) < age
