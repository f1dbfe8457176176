"""Partners pay in proportion to the savings they realise (2014 evidence, 17)."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.finance import STEADY
from wholeplace.finance import ASK, Contribution, NoFunder, contribute

POWER = "Children Act 2004 s10"
NAMES = "abcdefgh"
PENCE = st.integers(min_value=-(10**10), max_value=10**11)


def share(cost: int, *savings: int, **more: object) -> list[Contribution]:
    named = dict(zip(NAMES, savings, strict=False))
    return contribute(cost, named, powers=dict.fromkeys(NAMES, POWER), **more)  # type: ignore[arg-type]


def test_everybody_pays_in_proportion() -> None:
    assert [c.pays for c in share(100, 50, 30, 20, 0)] == [50, 30, 20, 0]


def test_losers_are_compensated_first() -> None:
    contributions = share(100, 60, 40, -10, 0)
    assert [c.pays for c in contributions] == [66, 44, -10, 0]
    loser = contributions[2]
    assert loser.saving - loser.pays == 0 and loser.compensation == 10


def test_one_saver_pays_all() -> None:
    assert [c.pays for c in share(100, 7)] == [100]


@pytest.mark.parametrize("savings", [(0, 0), (-5, -5), ()])
def test_no_saver_is_no_funder(savings: tuple[int, ...]) -> None:
    with pytest.raises(NoFunder, match=r"no funder for £.*gap_funder"):
        share(100, *savings)


def test_no_cost_asks_nobody() -> None:
    assert [c.pays for c in share(0, 50, 0)] == [0, 0]


def test_who_gains_and_cannot_pay_is_asked_and_the_gap_funder_carries_it() -> None:
    powers = {"council": POWER, "dwp": None}
    council, dwp = contribute(
        100, {"council": 300, "dwp": 100}, powers=powers, gap_funders={"council": 1}
    )
    assert (dwp.pays, dwp.due, dwp.asked, dwp.power) == (0, 25, 25, None)
    assert (council.pays, council.due, council.carries) == (100, 75, 25)
    assert ASK == "gains, cannot pay: ask"


def test_without_a_gap_funder_the_one_who_cannot_pay_is_named() -> None:
    with pytest.raises(NoFunder, match="dwp would owe it and cannot pay"):
        contribute(100, {"dwp": 1, "council": 3}, powers={"council": POWER})


def test_nobody_pays_more_than_its_limit() -> None:
    contributions = share(100, 60, 20, participation=Decimal("0.5"), gap_funders={"grant": 1})
    assert [(c.partner, c.pays) for c in contributions] == [("a", 30), ("b", 10), ("grant", 60)]


def test_others_with_room_pay_what_one_at_its_limit_cannot() -> None:
    contributions = share(90, 50, 50, participation=Decimal(1), cash={"a": 40, "b": 100})
    assert [c.pays for c in contributions] == [40, 50]


def test_gap_funders_share_by_their_weights() -> None:
    contributions = share(100, 0, gap_funders={"x": 3, "y": 1})
    assert [(c.partner, c.pays) for c in contributions] == [("a", 0), ("x", 75), ("y", 25)]


@STEADY
@given(
    cost=st.integers(min_value=0, max_value=10**11),
    savings=st.lists(PENCE, min_size=1, max_size=8),
    able=st.lists(st.booleans(), min_size=8, max_size=8),
    participation=st.none() | st.decimals(min_value=0, max_value=2, places=3),
)
def test_contributions_add_up_to_the_cost_to_the_penny(
    cost: int, savings: list[int], able: list[bool], participation: Decimal | None
) -> None:
    named = dict(zip(NAMES, savings, strict=False))
    powers = {name: POWER if can else None for name, can in zip(NAMES, able, strict=True)}
    contributions = contribute(
        cost, named, powers=powers, gap_funders={"gap": 1}, participation=participation
    )
    assert sum(c.pays for c in contributions) == cost
    for c in contributions:
        if c.partner != "gap" and not c.power:
            assert c.pays == -c.compensation
        if c.saving < 0:
            assert c.saving - c.pays == 0
        if participation is not None and c.saving > 0:
            assert c.due <= c.saving * participation


@STEADY
@given(savings=st.lists(st.integers(min_value=1, max_value=10**9), min_size=2, max_size=8))
def test_who_saves_more_never_pays_less(savings: list[int]) -> None:
    contributions = share(sum(savings) // 2, *savings)
    in_order = sorted(contributions, key=lambda c: c.saving)
    pays = [c.pays for c in in_order]
    assert all(later >= earlier - 1 for earlier, later in pairwise(pays))
