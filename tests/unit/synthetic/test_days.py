"""Dates as day numbers."""

import numpy as np
import pytest

from wholeplace.synthetic.days import (
    AS_AT,
    NEVER,
    SHORT_MONTH,
    SLASHED,
    TERMS,
    ages,
    day,
    joined,
    parts,
    written,
)


@pytest.mark.parametrize(
    ("born", "age"),
    [((1996, 3, 31), 18), ((1996, 4, 1), 17), ((1996, 2, 29), 18), ((2014, 3, 30), 0)],
)
def test_ages_count_birthdays(born: tuple[int, int, int], age: int) -> None:
    assert ages(np.array([day(*born)]), AS_AT)[0] == age


def test_parts_and_joined_undo_each_other() -> None:
    days = np.arange(day(1900, 1, 1), day(2014, 4, 1), 13)

    assert (joined(*parts(days)) == days).all()


@pytest.mark.parametrize(
    ("style", "text"),
    [("%Y-%m-%d", "1981-05-26"), (SLASHED, "26/05/1981"), (SHORT_MONTH, "26-May-81")],
)
def test_written(style: str, text: str) -> None:
    assert written(np.array([day(1981, 5, 26), NEVER]), style).to_pylist() == [text, ""]


def test_written_when_nothing_is_known() -> None:
    assert written(np.array([NEVER, NEVER])).to_pylist() == ["", ""]


def test_three_terms_fill_the_year_before_the_end() -> None:
    year_before = day(2013, 3, 31)

    assert [first for first, _ in TERMS if first >= year_before] == [t[0] for t in TERMS[-3:]]
    assert TERMS[-4][1] < year_before
    assert TERMS[-1][1] < AS_AT
