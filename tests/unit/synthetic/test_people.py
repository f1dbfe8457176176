"""People, households and needs, before any agency writes a line."""

from pathlib import Path

import numpy as np
import pytest

from wholeplace.synthetic.households import Kind, Role
from wholeplace.synthetic.make import IN_A_SMALL_PLACE, imagine
from wholeplace.synthetic.streams import Streams
from wholeplace.synthetic.world import World

AREAS = Path(__file__).parents[3] / "examples" / "triborough" / "areas"


@pytest.fixture(scope="module")
def world() -> World:
    return imagine(5_000, 11, AREAS, IN_A_SMALL_PLACE)


def test_exactly_as_many_people_as_asked(world: World) -> None:
    assert len(world.people) == 5_000


def test_boroughs_in_proportion_to_the_census(world: World) -> None:
    share = np.bincount(world.people.borough, minlength=3) / len(world.people)

    assert share == pytest.approx([0.391, 0.283, 0.326], abs=0.04)


def test_no_parent_is_under_17_when_a_child_is_born(world: World) -> None:
    people = world.people
    head_born = np.full(len(world.units), np.inf)
    heads = people.role == Role.HEAD
    head_born[people.unit[heads]] = people.born[heads]
    child = (people.role == Role.CHILD) & np.isfinite(head_born[people.unit])

    assert (people.born[child] - head_born[people.unit[child]] >= 16.9 * 365).all()


def test_no_two_homes_share_a_door(world: World) -> None:
    doors = world.units.addresses
    seen = set(zip(doors.postcode.tolist(), doors.line.to_pylist(), strict=True))

    assert len(seen) == len(doors)


def test_the_communal_and_the_dead_are_in_no_household(world: World) -> None:
    people = world.people

    communal = world.units.kind[people.unit] >= Kind.HOSTEL

    assert (people.household[communal | ~people.alive] == -1).all()
    assert (people.household[~communal & people.alive] >= 0).all()


def test_needs_are_planted_on_somebody_who_can_carry_them(world: World) -> None:
    needs, people = world.needs, world.people

    for flag, carries in (
        (needs.crime, needs.offends > 0),
        (needs.education, needs.struggles > 0),
        (needs.work, needs.workless),
    ):
        carried = np.unique(people.household[carries & (people.household >= 0)])
        assert set(carried) == set(np.flatnonzero(flag))


def test_four_in_a_hundred_households_are_troubled_in_a_small_place(world: World) -> None:
    households = world.units.private.sum()

    assert world.needs.troubled.sum() / households == pytest.approx(0.04, abs=0.003)


def test_one_in_a_hundred_in_life() -> None:
    world = imagine(5_000, 11, AREAS)

    assert world.needs.troubled.sum() / world.units.private.sum() == pytest.approx(0.01, abs=0.002)


def test_young_people_out_of_work_live_in_the_north(world: World) -> None:
    doors = world.units.addresses.postcode[world.people.unit]
    north = world.ground.northern[world.ground.ward[doors]]

    assert north[world.needs.neet_claimant | world.needs.neet_hidden].all()
    assert not (world.needs.neet_claimant & world.needs.neet_hidden).any()


def test_a_new_concern_changes_no_other_stream() -> None:
    streams = Streams(5)
    first = streams("schools").random(3)

    streams("something new").random(10)

    assert (streams("schools").random(3) == first).all()
    assert (streams("police").random(3) != first).any()
