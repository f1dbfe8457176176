"""Who counts as released from a short sentence, at every boundary of its length, day and age."""

from datetime import date
from typing import Any

import pytest

from support.cohorts import AS_AT, Town, asked, shipped, units

COHORT = shipped("short-sentence-offenders")
OUT = date(2013, 11, 5)


def released(born: date = date(1980, 1, 1), on: date | None = OUT, **sentence: Any) -> bool:
    town = Town().person("ann", born).covers("custody", ages=(18, 130))
    town.did("ann", "custody", date(2013, 4, 1), on, **sentence)
    return units(asked(COHORT, town)) == ["ann"]


@pytest.mark.parametrize(
    ("days", "short"), [(1, False), (2, True), (364, True), (365, False), (366, False)]
)
def test_more_than_a_day_and_under_twelve_months(days: int, short: bool) -> None:
    assert released(sentence_days=days) is short


def test_months_by_the_calendar_tell_what_days_cannot() -> None:
    """365 days that span 29 February are a day under twelve months; the court's terms say so."""
    assert released(sentence_days=365, sentence_band="under_12_months")
    assert not released(sentence_days=365, sentence_band="under_2_years")


def test_consecutive_terms_have_been_added_up_and_concurrent_ones_have_not() -> None:
    assert not released(sentence_days=242 + 181, sentence_terms="8 months then 6 months")
    assert released(sentence_days=242, sentence_terms="8 months with 6 months")


def test_remand_alone_is_no_sentence() -> None:
    assert not released(sentence_days=None, legal_status="Remand")


@pytest.mark.parametrize(
    ("on", "lately"),
    [(date(2013, 3, 31), False), (date(2013, 4, 1), True), (AS_AT, True), (None, False)],
)
def test_released_within_the_year_and_not_still_inside(on: date | None, lately: bool) -> None:
    assert released(on=on, sentence_days=90) is lately


@pytest.mark.parametrize(("born", "adult"), [(5, True), (6, False)])
def test_turned_eighteen_by_the_day_of_release(born: int, adult: bool) -> None:
    assert released(date(1995, 11, born), sentence_days=90) is adult


def test_of_children_nothing_is_asked_and_of_adults_silence_means_no() -> None:
    town = Town().person("ann").person("child", date(2005, 1, 1)).covers("custody", ages=(18, 130))
    result = asked(COHORT, town)
    assert (result.certain, result.possible, result.impossible) == (0, 0, 2)
