"""When what was spent has come back, and stays back."""

import pytest

from wholeplace.finance import payback_years


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ([-100, 50, 50], 3.0),
        ([-100, 200], 1.5),
        ([-100, 40, 40, 40], 3.5),
        ([5, 5], 0.0),
        ([], 0.0),
        ([-1], None),
        ([-100, 50], None),
    ],
)
def test_interpolates_inside_the_year(net: list[float], years: float | None) -> None:
    assert payback_years(net) == years


def test_a_payback_that_is_lost_again_does_not_count() -> None:
    assert payback_years([-100, 150, -100, 25]) is None
    assert payback_years([-100, 150, -100, 100]) == 3.5


def test_a_gain_first_and_a_cost_later_counts_from_the_last_crossing() -> None:
    assert payback_years([10, -20, 20]) == 2.5
