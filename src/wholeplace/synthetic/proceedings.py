"""Sets of care proceedings, with the planted change: about 49 weeks before April 2012, 27 after."""

from dataclasses import dataclass

import numpy as np

from .days import AS_AT, NEVER, START, Days, day
from .households import Kind, Role
from .needs import FULL_SIZE
from .world import World

SETS_A_YEAR = 100
MEDIAN_WEEKS_BEFORE, MEDIAN_WEEKS_AFTER = 49, 27
CHANGED = day(2012, 4, 1)
SPREAD = 0.28
STAYED_IN_CARE = 0.55
ORDERS = ("Care order", "Placement order", "Special guardianship order", "Supervision order")
PLACEMENT_ORDER = 1
IN_CARE_ORDERS, HOME_ORDERS = (0, PLACEMENT_ORDER), (2, 3)


@dataclass(frozen=True)
class Proceedings:
    """Sets, and the children in them."""

    submitted: Days
    ended: Days
    order: np.ndarray
    in_care: np.ndarray  # bool, by set: the children are in a foster home when the story ends
    unit: np.ndarray
    child: np.ndarray  # person
    child_set: np.ndarray  # the set each child is in


def proceedings(world: World) -> Proceedings:
    """Plant three years of sets of one to four siblings."""
    rng = world.rng("proceedings")
    wanted = round(3 * SETS_A_YEAR * len(world.people) / FULL_SIZE * world.more.courts)
    unit, in_care = _families(world, wanted, rng)
    sets = len(unit)
    evenly = (np.arange(sets) + rng.random(sets)) / max(sets, 1)
    submitted = (START + evenly * (AS_AT - 7 - START)).astype(np.int32)
    median = np.where(submitted < CHANGED, MEDIAN_WEEKS_BEFORE, MEDIAN_WEEKS_AFTER) * 7
    ended = submitted + (median * np.exp(SPREAD * rng.normal(size=sets))).astype(int)
    pending = ended >= AS_AT
    choice = rng.integers(0, 2, sets)
    order = np.where(in_care, np.array(IN_CARE_ORDERS)[choice], np.array(HOME_ORDERS)[choice])
    child, child_set = _children(world, unit, submitted)
    return Proceedings(
        submitted, np.where(pending, NEVER, ended), order, in_care, unit, child, child_set
    )


def _families(world: World, wanted: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Choose sibling groups now in foster homes, and others still with their family."""
    units = world.units
    foster = rng.permutation(np.flatnonzero(units.kind == Kind.FOSTER_HOME))
    foster = foster[: round(wanted * STAYED_IN_CARE)]
    at_home = units.private & (units.counts[:, Role.CHILD] > 0) & _knows_a_child(world)
    pool = np.flatnonzero(at_home)
    turn = rng.exponential(size=len(pool)) / np.exp(world.needs.hardship[pool])
    home = pool[np.argsort(turn, kind="stable")][: max(wanted - len(foster), 0)]
    unit = rng.permutation(np.concatenate([foster, home]))
    return unit, units.kind[unit] == Kind.FOSTER_HOME


def _knows_a_child(world: World) -> np.ndarray:
    people = world.people
    known = (people.role == Role.CHILD) & world.needs.known
    return np.bincount(people.unit[known], minlength=len(world.units)) > 0


def _children(world: World, unit: np.ndarray, submitted: Days) -> tuple[np.ndarray, np.ndarray]:
    """List up to four children of each set who were born, and under 17, when it began."""
    people = world.people
    set_of = np.full(len(world.units), -1)
    set_of[unit] = np.arange(len(unit))
    candidate = (people.role == Role.CHILD) & (set_of[people.unit] >= 0) & world.needs.known
    child = np.flatnonzero(candidate)
    child_set = set_of[people.unit[child]]
    began = submitted[child_set]
    fit = (people.born[child] < began) & (people.born[child] > began - 17 * 365)
    return child[fit], child_set[fit]
