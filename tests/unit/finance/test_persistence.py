"""How long an effect stands."""

import numpy as np
import pytest

from wholeplace.finance.persistence import persist


def standing(lag: float, duration: float, drop_off: float, *intakes: float) -> list[float]:
    arrays = [np.array([[value]]) for value in (lag, duration, drop_off)]
    return [float(v) for v in persist(*arrays, np.array([list(intakes)]))[0]]


def test_an_effect_stands_from_lag_to_duration() -> None:
    assert standing(1, 3, 0, 1, 0, 0, 0, 0) == [0, 1, 1, 0, 0]


def test_a_part_of_a_year_counts_for_that_part() -> None:
    assert standing(0.5, 1.75, 0, 1, 0, 0) == [0.5, 0.75, 0]


def test_each_year_since_it_began_loses_its_share() -> None:
    assert standing(1, 4, 0.5, 1, 0, 0, 0) == pytest.approx([0, 1, 0.5, 0.25])
    assert standing(0.5, 9, 0.19, 1, 0, 0) == pytest.approx([0.5, 0.9, 0.9 * 0.81])


def test_intakes_add_up() -> None:
    one, two = standing(0, 2, 0.1, 1, 0, 0, 0), standing(0, 2, 0.1, 0, 1, 0, 0)
    both = standing(0, 2, 0.1, 1, 1, 0, 0)
    assert both == pytest.approx([a + b for a, b in zip(one, two, strict=True)])


def test_draws_stay_apart() -> None:
    lags = np.array([[0.0], [1.0]])
    shares = persist(lags, np.array([[2.0]]), np.array([[0.0]]), np.array([[1.0, 0.0]]))
    assert shares.tolist() == [[1, 0 + 1], [0, 1]]
