"""How clerks get names and birth dates wrong."""

from datetime import date

import numpy as np
import pytest

from wholeplace.synthetic.days import EPOCH, day
from wholeplace.synthetic.errors import (
    another_form,
    first_of_january,
    initial,
    slipped,
    swapped_day_and_month,
    typo,
    without_accents,
)


def as_date(days: np.ndarray) -> date:
    return date.fromordinal(EPOCH.toordinal() + int(days[0]))


@pytest.mark.parametrize(
    ("draw", "written"),
    [(0, "Eilzabeth"), (1, "Eizabeth"), (2, "Ellizabeth"), (3, "Ekizabeth")],
)
def test_typo(draw: int, written: str) -> None:
    assert typo("Elizabeth", draw) == written


@pytest.mark.parametrize("name", ["Li", "Aa", "Anna", "Oo", "Zoë", "José"])
@pytest.mark.parametrize("draw", range(24))
def test_a_typo_changes_a_name_and_keeps_its_first_letter(name: str, draw: int) -> None:
    assert typo(name, draw) != name
    assert typo(name, draw)[0] == name[0]


def test_initial() -> None:
    assert initial("Margaret", 5) == "M"


@pytest.mark.parametrize(
    ("name", "plain"),
    [("François", "Francois"), ("Søren", "Soren"), ("Weiß", "Weiss"), ("Lefèvre", "Lefevre")],
)
def test_without_accents(name: str, plain: str) -> None:
    assert without_accents(name) == plain


def test_another_form_is_a_known_one() -> None:
    assert another_form("Robert", 1, {"Robert": ["Bob", "Rob"]}) == "Rob"


def test_a_name_without_other_forms_is_mistyped() -> None:
    assert another_form("Esther", 1, {}) == "Ether"


def test_day_and_month_swap_where_that_is_a_date() -> None:
    assert as_date(swapped_day_and_month(np.array([day(1981, 4, 3)]))) == date(1981, 3, 4)


def test_day_and_month_stay_where_it_is_not() -> None:
    assert as_date(swapped_day_and_month(np.array([day(1981, 4, 30)]))) == date(1981, 4, 30)


def test_first_of_january_keeps_the_year() -> None:
    assert as_date(first_of_january(np.array([day(1964, 7, 9)]))) == date(1964, 1, 1)


def test_slipped_is_another_day_and_not_in_the_future() -> None:
    born = np.full(8, day(2013, 6, 1))

    wrong = slipped(born, np.arange(8))

    assert (wrong != born).all()
    assert (wrong < day(2014, 3, 31)).all()
