"""The people: how old, called what, living where, related how."""

from dataclasses import dataclass

import numpy as np

from .days import AS_AT, NEVER, ages
from .households import Kind, Role, Seats, Units
from .lifetimes import births, deaths
from .names import Names
from .naming import families, family_names, given_names, groups, late_marriages

MOTHERS_AMONG_LONE_PARENTS, WOMEN_AMONG_OTHER_HEADS = 0.88, 0.45
COUPLES_OF_A_WOMAN_AND_A_MAN = 0.96


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
    seats = Seats.under(units)
    born = births(seats, rng)
    female = _women(seats, rng)
    group = groups(seats, names, rng)
    family = family_names(seats, group, names, rng)
    married = late_marriages(seats, female, born, rng)
    return People(
        unit=seats.unit,
        role=seats.role,
        nth=seats.nth,
        born=born,
        died=deaths(born, rng),
        female=female,
        group=group,
        given=given_names(seats, female, group, names, rng),
        family=family,
        former_family=np.where(married > 0, families(group, names, rng), family),
        married=married,
        communal=seats.kind >= Kind.HOSTEL,
        borough=units.borough[seats.unit],
    )


def _women(seats: Seats, rng: np.random.Generator) -> np.ndarray:
    """Draw sexes: most lone parents are mothers, most couples a woman and a man."""
    lone = seats.kind == Kind.LONE_PARENT
    chance = np.where(lone, MOTHERS_AMONG_LONE_PARENTS, WOMEN_AMONG_OTHER_HEADS)
    head = seats.by_roof(rng.random(seats.units)) < chance
    partner = head ^ (rng.random(len(seats)) < COUPLES_OF_A_WOMAN_AND_A_MAN)
    anybody = rng.random(len(seats)) < 0.5
    return np.select(
        [seats.role == Role.HEAD, seats.role == Role.PARTNER], [head, partner], anybody
    )
