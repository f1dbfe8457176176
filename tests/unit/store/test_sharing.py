"""Residents are shared over wards in whole people that add up."""

from hypothesis import given
from hypothesis import strategies as st

from wholeplace.pooling.store.context import share_out


def test_the_largest_remainders_get_what_is_left() -> None:
    assert share_out(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert share_out(7, {"a": 5, "b": 2}) == {"a": 5, "b": 2}


def test_without_weights_nobody_gets_anything() -> None:
    assert share_out(10, {}) == {}


@given(
    st.integers(0, 10**7),
    st.dictionaries(st.text(min_size=1), st.integers(0, 10**5), min_size=1).filter(
        lambda weights: any(weights.values())
    ),
)
def test_shares_add_up_and_are_never_a_whole_one_off(total: int, weights: dict[str, int]) -> None:
    shares = share_out(total, weights)
    whole = sum(weights.values())

    assert sum(shares.values()) == total
    assert all(abs(shares[n] - total * w / whole) < 1 for n, w in weights.items())
