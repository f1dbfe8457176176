from datetime import date
from typing import Any

import pytest

from wholeplace.cohorts.coverage import Cell, covered, of_every_age, told

YEAR = (date(2013, 4, 1), date(2014, 4, 1))


def row(
    start: date, end: date, ages: tuple[int, int] = (0, 130), area: str = "E1"
) -> dict[str, Any]:
    return {
        "kind": "offence",
        "area": area,
        "age_from": ages[0],
        "age_to": ages[1],
        "start": start,
        "end": end,
    }


def test_one_delivery_that_holds_the_window_covers_it() -> None:
    assert covered([row(*YEAR)], "offence", *YEAR) == [Cell("E1", 0, 130)]


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2013, 4, 2), date(2014, 4, 1)), (date(2013, 4, 1), date(2014, 3, 31))],
)
def test_one_missing_day_leaves_it_uncovered(start: date, end: date) -> None:
    assert covered([row(start, end)], "offence", *YEAR) == []


def test_deliveries_laid_end_to_end_cover_together() -> None:
    half = date(2013, 10, 1)
    assert covered([row(half, YEAR[1]), row(YEAR[0], half)], "offence", *YEAR) != []


def test_a_gap_between_deliveries_is_seen() -> None:
    rows = [row(YEAR[0], date(2013, 9, 30)), row(date(2013, 10, 1), YEAR[1])]
    assert covered(rows, "offence", *YEAR) == []


def test_ages_are_covered_apart() -> None:
    rows = [row(*YEAR, ages=(5, 18)), row(*YEAR, ages=(18, 65)), row(*YEAR, ages=(70, 130))]
    assert covered(rows, "offence", *YEAR) == [Cell("E1", 5, 65), Cell("E1", 70, 130)]


def test_areas_and_kinds_are_covered_apart() -> None:
    rows = [row(*YEAR, area="E2"), {**row(*YEAR), "kind": "arrest"}]
    assert covered(rows, "offence", *YEAR) == [Cell("E2", 0, 130)]


def test_days_that_deliveries_tell_of_have_gaps_between_them() -> None:
    summer = (date(2012, 6, 1), date(2012, 9, 1))
    rows = [row(*YEAR), row(*summer), row(date(2014, 3, 1), date(2014, 6, 1))]
    assert told(rows, "offence") == {Cell("E1", 0, 130): [summer, (YEAR[0], date(2014, 6, 1))]}


def test_areas_whose_cells_leave_no_age_out() -> None:
    whole = [Cell("E1", 0, 18), Cell("E1", 18, 130)]
    assert of_every_age([*whole, Cell("E2", 0, 130), Cell("E3", 0, 5), Cell("E3", 6, 130)]) == {
        "E1": whole,
        "E2": [Cell("E2", 0, 130)],
    }
