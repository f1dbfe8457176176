"""Discounting by the Green Book."""

import numpy as np
import pytest

from wholeplace.finance import discount_factors, present_value
from wholeplace.finance.discounting import rate_in


@pytest.mark.parametrize(
    ("year", "factor"),
    [(0, 1), (1, 0.9662), (5, 0.8420), (10, 0.7089), (30, 0.3563), (31, 0.3459), (50, 0.1973)],
)
def test_factors_follow_the_published_rates(year: int, factor: float) -> None:
    assert round(float(discount_factors(year + 1)[year]), 4) == factor


def test_the_rate_falls_after_year_30_and_not_before() -> None:
    factors = discount_factors(32)
    assert factors[29] / factors[30] == pytest.approx(1.035)
    assert factors[30] / factors[31] == pytest.approx(1.030)


@pytest.mark.parametrize(
    ("year", "rate"), [(75, 0.03), (76, 0.025), (126, 0.02), (201, 0.015), (301, 0.01), (999, 0.01)]
)
def test_later_rates(year: int, rate: float) -> None:
    assert rate_in(year) == rate


def test_net_present_value_of_five_years() -> None:
    assert round(float(present_value(np.array([-100.0, 30, 30, 30, 30, 30]))), 4) == 35.4516


def test_thirty_years_of_one_pound_are_an_annuity() -> None:
    flows = np.array([0.0] + [1.0] * 30)
    assert float(present_value(flows)) == pytest.approx((1 - 1.035**-30) / 0.035)


def test_a_factor_divides_by_one_plus_the_rate() -> None:
    right, wrong = 1 / 1.035**10, (1 - 0.035) ** 10
    assert float(discount_factors(11)[10]) == pytest.approx(right)
    assert float(discount_factors(11)[10]) > wrong


def test_draws_are_discounted_one_by_one() -> None:
    flows = np.array([[1.0, 1.0], [2.0, 2.0]])
    assert present_value(flows)[1] == pytest.approx(2 * present_value(flows)[0])


def test_no_years_but_the_first() -> None:
    assert list(discount_factors(1)) == [1.0]
