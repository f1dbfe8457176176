"""Shares add up to the penny."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.finance import STEADY
from wholeplace.finance import apportion, to_pence

WEIGHTS = st.dictionaries(
    st.text(min_size=1, max_size=3), st.integers(min_value=1, max_value=10**9), min_size=1
)


@pytest.mark.parametrize(
    ("pounds", "pence"), [(1.005, 101), (Decimal("2.675"), 268), (-0.125, -13), (0.0, 0)]
)
def test_half_a_penny_rounds_away_from_zero(pounds: float | Decimal, pence: int) -> None:
    assert to_pence(pounds) == pence


def test_the_largest_remainder_takes_the_penny() -> None:
    assert apportion(100, {"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert apportion(10, {"a": Fraction(1, 7), "b": Fraction(6, 7)}) == {"a": 1, "b": 9}


@STEADY
@given(total=st.integers(min_value=-(10**12), max_value=10**12), weights=WEIGHTS)
def test_shares_add_up_and_stay_within_a_penny(total: int, weights: dict[str, int]) -> None:
    parts = apportion(total, weights)
    assert sum(parts.values()) == total
    for key, weight in weights.items():
        assert abs(parts[key] - Fraction(total * weight, sum(weights.values()))) < 1


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_nothing_to_share_by_is_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        apportion(1, weights)
