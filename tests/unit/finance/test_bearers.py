"""Who bears a cost in a year."""

from decimal import Decimal
from fractions import Fraction

import pytest

from support.finance import example_place, programme
from wholeplace.finance.bearers import Bearers

WESTMINSTER, KENSINGTON, HAMMERSMITH = 219_396, 158_649, 182_493


@pytest.fixture
def bearers() -> Bearers:
    return Bearers(example_place(), programme())


def test_a_kind_is_shared_by_residents(bearers: Bearers) -> None:
    everyone = WESTMINSTER + KENSINGTON + HAMMERSMITH
    assert bearers.resolve("council", "2013/14") == {
        "westminster": Fraction(WESTMINSTER, everyone),
        "kensington": Fraction(KENSINGTON, everyone),
        "hammersmith": Fraction(HAMMERSMITH, everyone),
    }


def test_the_health_commissioner_is_the_one_of_the_year(bearers: Bearers) -> None:
    assert bearers.resolve("nhs-commissioner", "2012/13") == {"pct-inner-nwl": 1}
    later = bearers.resolve("nhs-commissioner", "2013/14")
    assert set(later) == {"ccg-central-london", "ccg-west-london", "ccg-hammersmith"}
    assert sum(later.values()) == 1


def test_a_partner_by_name_is_followed_by_its_successors(bearers: Bearers) -> None:
    assert bearers.resolve("pct-inner-nwl", "2012/13") == {"pct-inner-nwl": 1}
    assert bearers.resolve("pct-inner-nwl", "2013/14") == bearers.resolve(
        "nhs-commissioner", "2013/14"
    )


def test_a_borough_two_serve_is_split_evenly(bearers: Bearers) -> None:
    shares = bearers.resolve("nhs-commissioner", "2013/14")
    everyone = WESTMINSTER + KENSINGTON + HAMMERSMITH
    assert shares["ccg-central-london"] == Fraction(WESTMINSTER, 2 * everyone)


def test_only_the_footprint_counts() -> None:
    small = Bearers(example_place(), programme(footprint=["E09000020", "E09000013"]))
    shares = small.resolve("council", "2013/14")
    assert set(shares) == {"kensington", "hammersmith"} and sum(shares.values()) == 1


def test_shares_of_several_bearers_add_up(bearers: Bearers) -> None:
    shares = bearers.shares({"police": Decimal("0.7"), "council": Decimal("0.3")}, "2013/14")
    assert shares["met-police"] == Fraction(7, 10) and sum(shares.values()) == 1


def test_a_year_before_anyone_existed_is_refused(bearers: Bearers) -> None:
    with pytest.raises(ValueError, match="nobody bears 'police' in 2009/10"):
        bearers.resolve("police", "2009/10")
