"""The people: how old, called what, living where, related how."""

from dataclasses import dataclass

import numpy as np

from .days import AS_AT, NEVER, START, YEAR, ages
from .households import Kind, Role, Units
from .names import Names, popular

TWINS = 0.03
NAMED_FOR_FATHER = 0.03
MARRIED_LATELY = 0.06


@dataclass(frozen=True)
class People:
    """Everybody, as arrays; a person is a place in them, sorted by the roof they live under."""

    unit: np.ndarray
    role: np.ndarray
    nth: np.ndarray  # first, second … of that role under that roof
    born: np.ndarray
    died: np.ndarray
    female: np.ndarray
    group: np.ndarray
    given: np.ndarray
    family: np.ndarray
    former_family: np.ndarray  # before a late marriage, else the same
    married: np.ndarray
    communal: np.ndarray
    borough: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    @property
    def age(self) -> np.ndarray:
        """Years completed when the story ends."""
        return ages(self.born, AS_AT)

    @property
    def alive(self) -> np.ndarray:
        """Mark those living when the story ends."""
        return self.died == NEVER

    @property
    def household(self) -> np.ndarray:
        """The household each lives in when the story ends; -1 for the dead and the communal."""
        return np.where(self.alive & ~self.communal, self.unit, -1)


def populate(units: Units, names: Names, rng: np.random.Generator) -> People:
    """Fill every roof with people."""
    unit, role, nth = _places(units.counts)
    kind = units.kind[unit]
    born = AS_AT - _days_old(unit, role, nth, kind, len(units), rng)
    female = _sexes(unit, role, kind, len(units), rng)
    group = rng.choice(len(names.groups), len(units), p=names.shares / names.shares.sum())[unit]
    own = role == Role.SHARER
    group = np.where(own, rng.permutation(group), group)
    family = _families(unit, role, group, kind, len(units), names, rng)
    former, married = _marriages(female, role, born, group, family, names, rng)
    return People(
        unit=unit,
        role=role,
        nth=nth,
        born=born,
        died=_deaths(born, rng),
        female=female,
        group=group,
        given=_givens(unit, role, nth, female, group, len(units), names, rng),
        family=family,
        former_family=former,
        married=married,
        communal=kind >= Kind.HOSTEL,
        borough=units.borough[unit],
    )


def _places(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List one row for each person: roof, role, and which of that role."""
    each = counts.ravel()
    cell = np.repeat(np.arange(len(each)), each)
    first = np.cumsum(each) - each
    return cell // len(Role), cell % len(Role), np.arange(len(cell)) - first[cell]


def _days_old(
    unit: np.ndarray,
    role: np.ndarray,
    nth: np.ndarray,
    kind: np.ndarray,
    units: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Draw ages by role, never a parent under 17."""
    n = len(unit)
    head = _head_ages(kind, unit, units, rng)[unit]
    youth = rng.random(n)
    communal = np.select(
        [kind == Kind.HOSTEL, kind == Kind.CARE_HOME, kind == Kind.STUDENT_HALL],
        [18 + 45 * youth**1.5, 74 + 24 * youth, 18.2 + 5 * youth],
        18.5 + 22 * youth,
    )
    years = np.select(
        [role == Role.HEAD, role == Role.PARTNER, role == Role.CHILD, role == Role.ELDER],
        [
            head,
            np.clip(head + rng.normal(-1, 4, n), 18.5, 97),
            np.minimum(17.95 * youth, np.maximum(head - 17, 0.05)),
            np.minimum(head + 19 + 16 * youth, 99),
        ],
        communal,
    )
    grown = np.minimum(18.1 + 12 * youth, head - 17)
    years = np.where(role == Role.GROWN_CHILD, grown, years)
    days = np.maximum((years * YEAR).astype(np.int32), 5)
    twin = (role == Role.CHILD) & (nth == 1) & (rng.random(units)[unit] < TWINS)
    days[twin] = days[np.flatnonzero(twin) - 1]
    return days


def _head_ages(
    kind: np.ndarray, unit: np.ndarray, units: int, rng: np.random.Generator
) -> np.ndarray:
    kinds = np.zeros(units, dtype=np.int64)
    kinds[unit] = kind
    u = rng.random(units)
    return np.select(
        [
            kinds == Kind.SINGLE,
            kinds == Kind.COUPLE,
            np.isin(kinds, (Kind.FAMILY, Kind.LONE_PARENT)),
            kinds == Kind.THREE_GENERATIONS,
            kinds == Kind.GROWN_CHILDREN,
        ],
        [20 + 74 * u**1.25, 22 + 66 * u**1.2, 23 + 30 * u, 26 + 24 * u, 42 + 23 * u],
        60.0,
    )


def _sexes(
    unit: np.ndarray, role: np.ndarray, kind: np.ndarray, units: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw sexes: most lone parents are mothers, most couples a woman and a man."""
    n = len(unit)
    mother = rng.random(units)[unit] < np.where(kind == Kind.LONE_PARENT, 0.88, 0.45)
    opposite = rng.random(n) < 0.96
    return np.select(
        [role == Role.HEAD, role == Role.PARTNER],
        [mother, np.where(opposite, ~mother, mother)],
        rng.random(n) < 0.5,
    )


def _families(
    unit: np.ndarray,
    role: np.ndarray,
    group: np.ndarray,
    kind: np.ndarray,
    units: int,
    names: Names,
    rng: np.random.Generator,
) -> np.ndarray:
    """Share one family name under most roofs; some partners and children keep another."""
    shared = _by_group(group, unit, units, names, rng)[unit]
    own = np.empty(len(unit), dtype=np.int64)
    for place, names_of in enumerate(names.groups):
        mine = group == place
        own[mine] = popular(names_of.families, rng, int(mine.sum()), 0.8)
    other_parent = rng.random(units)[unit] < 0.12
    keeps_own = np.select(
        [role == Role.PARTNER, role == Role.ELDER, role == Role.SHARER],
        [
            rng.random(len(unit)) < 0.38,
            rng.random(len(unit)) < 0.4,
            np.ones(len(unit), bool),
        ],
        (role == Role.CHILD) & other_parent & (kind == Kind.LONE_PARENT),
    )
    return np.where(keeps_own, own, shared)


def _by_group(
    group: np.ndarray, unit: np.ndarray, units: int, names: Names, rng: np.random.Generator
) -> np.ndarray:
    """Draw one family name for each roof."""
    groups = np.zeros(units, dtype=np.int64)
    groups[unit] = group
    drawn = np.empty(units, dtype=np.int64)
    for place, names_of in enumerate(names.groups):
        mine = groups == place
        drawn[mine] = popular(names_of.families, rng, int(mine.sum()), 0.8)
    return drawn


def _givens(
    unit: np.ndarray,
    role: np.ndarray,
    nth: np.ndarray,
    female: np.ndarray,
    group: np.ndarray,
    units: int,
    names: Names,
    rng: np.random.Generator,
) -> np.ndarray:
    """Draw given names: popular ones for adults, never one name for two siblings."""
    given = np.empty(len(unit), dtype=np.int64)
    start = rng.integers(0, 1000, units)[unit]
    for place, names_of in enumerate(names.groups):
        for pool, girls in ((names_of.girls, True), (names_of.boys, False)):
            mine = (group == place) & (female == girls)
            adult = popular(pool, rng, int(mine.sum()), 0.5)
            sibling = pool[(start[mine] + nth[mine] * 5) % len(pool)]
            given[mine] = np.where(role[mine] == Role.CHILD, sibling, adult)
    return _named_for_father(given, unit, role, nth, female, rng)


def _named_for_father(
    given: np.ndarray,
    unit: np.ndarray,
    role: np.ndarray,
    nth: np.ndarray,
    female: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Give some first sons the name of the head of the household."""
    head = np.full(int(unit.max()) + 1, -1)
    heads = np.flatnonzero((role == Role.HEAD) & ~female)
    head[unit[heads]] = heads
    son = np.isin(role, (Role.CHILD, Role.GROWN_CHILD)) & ~female & (nth == 0)
    chosen = son & (head[unit] >= 0) & (rng.random(len(unit)) < NAMED_FOR_FATHER)
    return np.where(chosen, given[head[unit]], given)


def _marriages(
    female: np.ndarray,
    role: np.ndarray,
    born: np.ndarray,
    group: np.ndarray,
    family: np.ndarray,
    names: Names,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Let some women take their present family name within the years of the story."""
    n = len(female)
    wed = female & np.isin(role, (Role.HEAD, Role.PARTNER)) & (born < AS_AT - 21 * YEAR)
    wed &= (born > AS_AT - 55 * YEAR) & (rng.random(n) < MARRIED_LATELY)
    former = family.copy()
    for place, names_of in enumerate(names.groups):
        mine = wed & (group == place)
        former[mine] = popular(names_of.families, rng, int(mine.sum()), 0.8)
    return former, np.where(wed, rng.integers(START, AS_AT, n), -NEVER)


def _deaths(born: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Let people of 55 and over die within the years of the story."""
    age = (AS_AT - born) / YEAR
    hazard = np.interp(age, [55, 65, 75, 85, 95], [0.01, 0.025, 0.07, 0.18, 0.4])
    dies = (age > 55) & (rng.random(len(born)) < hazard)
    return np.where(dies, rng.integers(START + 30, AS_AT - 1, len(born)), NEVER).astype(np.int32)
