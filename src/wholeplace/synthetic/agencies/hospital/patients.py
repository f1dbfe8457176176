"""The trust's patients: who came to which site when, and the number each site gave them."""

from dataclasses import dataclass

import numpy as np

from ...burden import Burden
from ...days import AS_AT, START, YEAR_STARTS, Days
from ...records import Habits, Said, hear
from ...text import Strings, glue, numbers, pick
from ...world import World

SITES = ("RYJ01", "RYJ02", "RQM01")
# Chance of each site by borough: Westminster, Kensington and Chelsea, Hammersmith and Fulham.
NEAREST = np.array([[0.7, 0.15, 0.15], [0.25, 0.2, 0.55], [0.1, 0.65, 0.25]])
HABITS = Habits(born=0.02, sex=0.001)
NEVER_TRACED = 0.02
GIVEN_TWO_NUMBERS = 30  # in a thousand
YEARS = tuple(zip(YEAR_STARTS, (*YEAR_STARTS[1:], AS_AT), strict=True))


@dataclass(frozen=True)
class Visits:
    """Everything that brings a person to a site: attendances, then planned spells."""

    person: np.ndarray
    on: Days
    site: np.ndarray
    patient: np.ndarray  # place in the patients' list; -1 where only a token is sent
    admitted: np.ndarray
    planned: np.ndarray

    @property
    def pseudonymised(self) -> np.ndarray:
        """Mark planned spells of the first year, which are never sent by name or number."""
        return self.planned & (self.on < YEAR_STARTS[1])


@dataclass(frozen=True)
class Patients:
    """One row for each number a site has given somebody; a few were given two."""

    person: np.ndarray
    number: Strings
    said: Said
    traced: np.ndarray


def visits_and_patients(
    world: World, burden: Burden, rng: np.random.Generator
) -> tuple[Visits, Patients]:
    """Send each event to a site and number the patients of each site."""
    person = np.concatenate([burden.attended, burden.planned])
    on = np.concatenate([burden.attended_on, burden.planned_on])
    planned = np.arange(len(person)) >= len(burden.attended)
    site = _sites(world, person, rng)
    admitted = np.concatenate([burden.admitted, np.zeros(len(burden.planned), bool)])
    visits = Visits(person, on, site, np.full(len(person), -1), admitted, planned)
    sent = np.flatnonzero(~visits.pseudonymised)
    twice = _hash(person[sent]) < GIVEN_TWO_NUMBERS
    second = twice & (rng.random(len(sent)) < 0.4)
    keys, visits.patient[sent] = np.unique(
        (person[sent] * 3 + site[sent]) * 2 + second, return_inverse=True
    )
    return visits, _patients(world, keys, rng)


def _sites(world: World, person: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    nearest = np.cumsum(NEAREST, axis=1)[world.people.borough[person]]
    return (rng.random(len(person))[:, None] > nearest).sum(axis=1).clip(0, len(SITES) - 1)


def _hash(person: np.ndarray) -> np.ndarray:
    return person * 2654435761 % 1000


def _patients(world: World, keys: np.ndarray, rng: np.random.Generator) -> Patients:
    person, site = keys // 6, keys // 2 % 3
    number = glue(pick(("A", "B", "C"), site), numbers(rng.permutation(len(keys)) + 1, 7))
    middle = np.full(len(keys), (START + AS_AT) // 2)
    said = hear(world, person, middle, HABITS, rng)
    return Patients(person, number, said, rng.random(len(keys)) >= NEVER_TRACED)
