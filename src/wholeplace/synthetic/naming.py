"""What people are called: names shared under a roof, kept, changed, handed down."""

import numpy as np

from .days import AS_AT, NEVER, START, YEAR, Days
from .households import Kind, Role, Seats
from .names import Names, popular

FAMILY_STEEP, GIVEN_STEEP = 0.8, 0.5
PARTNER_KEEPS, ELDER_KEEPS, OTHER_PARENT = 0.38, 0.4, 0.12
SIBLING_STEP = 5  # names apart in the list, so that no two siblings share one
NAMED_FOR_FATHER = 0.03
MARRIED_LATELY = 0.06


def groups(seats: Seats, names: Names, rng: np.random.Generator) -> np.ndarray:
    """Draw a group of names for each roof, and for each person where a roof is no family."""
    shares = names.shares / names.shares.sum()
    family = seats.by_roof(rng.choice(len(shares), seats.units, p=shares))
    return np.where(seats.role == Role.SHARER, rng.permutation(family), family)


def family_names(
    seats: Seats, group: np.ndarray, names: Names, rng: np.random.Generator
) -> np.ndarray:
    """Share one family name under most roofs; some partners, elders and children keep another."""
    own = families(group, names, rng)
    first = np.flatnonzero(np.diff(seats.unit, prepend=-1))
    shared = seats.by_roof(own[first])
    luck = rng.random(len(seats))
    other_parent = seats.by_roof(rng.random(seats.units) < OTHER_PARENT)
    keeps = np.select(
        [seats.role == Role.PARTNER, seats.role == Role.ELDER, seats.role == Role.SHARER],
        [luck < PARTNER_KEEPS, luck < ELDER_KEEPS, True],
        (seats.role == Role.CHILD) & other_parent & (seats.kind == Kind.LONE_PARENT),
    )
    return np.where(keeps, own, shared)


def given_names(
    seats: Seats, female: np.ndarray, group: np.ndarray, names: Names, rng: np.random.Generator
) -> np.ndarray:
    """Draw given names: popular ones for adults, never one name for two siblings."""
    given = np.empty(len(seats), dtype=np.int64)
    start = seats.by_roof(rng.integers(0, 1000, seats.units)) + seats.nth * SIBLING_STEP
    child = seats.role == Role.CHILD
    for place, names_of in enumerate(names.groups):
        for pool, girls in ((names_of.girls, True), (names_of.boys, False)):
            mine = np.flatnonzero((group == place) & (female == girls))
            adult = popular(pool, rng, len(mine), GIVEN_STEEP)
            given[mine] = np.where(child[mine], pool[start[mine] % len(pool)], adult)
    return _handed_down(given, seats, female, rng)


def late_marriages(seats: Seats, female: np.ndarray, born: Days, rng: np.random.Generator) -> Days:
    """Draw the day some women took their present family name; long ago for everybody else."""
    wed = female & np.isin(seats.role, (Role.HEAD, Role.PARTNER))
    wed &= (born < AS_AT - 21 * YEAR) & (born > AS_AT - 55 * YEAR)
    wed &= rng.random(len(seats)) < MARRIED_LATELY
    return np.where(wed, rng.integers(START, AS_AT, len(seats)), -NEVER)


def families(group: np.ndarray, names: Names, rng: np.random.Generator) -> np.ndarray:
    """Draw a family name for each person, whoever they live with."""
    drawn = np.empty(len(group), dtype=np.int64)
    for place, names_of in enumerate(names.groups):
        mine = np.flatnonzero(group == place)
        drawn[mine] = popular(names_of.families, rng, len(mine), FAMILY_STEEP)
    return drawn


def _handed_down(
    given: np.ndarray, seats: Seats, female: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Give some first sons the name of the man who heads the household."""
    father = np.full(seats.units, -1)
    men = np.flatnonzero((seats.role == Role.HEAD) & ~female)
    father[seats.unit[men]] = men
    of = seats.by_roof(father)
    son = np.isin(seats.role, (Role.CHILD, Role.GROWN_CHILD)) & ~female & (seats.nth == 0)
    chosen = son & (of >= 0) & (rng.random(len(seats)) < NAMED_FOR_FATHER)
    return np.where(chosen, given[of], given)
