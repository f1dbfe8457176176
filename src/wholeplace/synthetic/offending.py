"""Offences and anti-social behaviour: what carries a household's flag, and all that does not."""

from dataclasses import dataclass

import numpy as np

from .carriers import Crime
from .days import AS_AT, START, YEAR, Days, ages
from .world import World

_CHARGED, CAUTION, REPRIMAND, CONVICTED, NO_FURTHER = range(5)
PROVEN = (CAUTION, REPRIMAND, CONVICTED)
ADULT_DISPOSALS = (0.22, 0.13, 0.0, 0.2, 0.45)
YOUTH_DISPOSALS = (0.15, 0.0, 0.25, 0.2, 0.4)
# Suspected offences a year, before hardship and luck.
OFFENDING_BY_AGE = (
    (10, 12, 15, 18, 22, 30, 45, 60, 75),
    (0.0, 0.034, 0.17, 0.29, 0.29, 0.19, 0.1, 0.034, 0),
)
WOMEN_AGAINST_MEN = 0.25
ANTISOCIAL_SHARE = 0.006
# Planted events lie well within the year the criteria ask about; all others well before it.
RECENT = (AS_AT - 335, AS_AT - 70)
QUIET_FROM = AS_AT - 400


@dataclass(frozen=True)
class Offences:
    """Offences with their suspect: one row each, oldest first."""

    person: np.ndarray
    on: Days
    disposal: np.ndarray

    @property
    def proven(self) -> np.ndarray:
        """Mark cautions, reprimands and convictions; a charge is no proof yet."""
        return np.isin(self.disposal, PROVEN)


def offences(world: World) -> Offences:
    """Plant offences; young people have none proven lately but those who carry a flag."""
    rng = world.rng("offences")
    person, on = _suspected(world, rng)
    disposal = _disposals(world, person, on, rng)
    disposal[(world.people.age[person] < 19) & (on >= QUIET_FROM)] = NO_FURTHER
    carrier = _some_times(world.needs.offends == Crime.YOUNG_OFFENDER, 3, rng)
    carried_on = rng.integers(*RECENT, len(carrier))
    person = np.concatenate([person, carrier])
    on = np.concatenate([on, carried_on]).astype(np.int32)
    disposal = np.concatenate([disposal, rng.choice(PROVEN, len(carrier))])
    order = np.lexsort((person, on))
    return Offences(person[order], on[order], disposal[order])


def antisocial_actions(world: World) -> tuple[np.ndarray, Days]:
    """Plant actions: person and day of each, oldest first."""
    rng, people = world.rng("antisocial"), world.people
    carrier = _some_times(world.needs.offends == Crime.ANTISOCIAL, 2, rng)
    able = world.needs.known & (people.age >= 14) & (people.age < 70)
    chance = ANTISOCIAL_SHARE * np.exp(0.6 * world.needs.hardship[people.unit])
    older = np.flatnonzero(able & (rng.random(len(people)) < chance))
    lately = rng.integers(*RECENT, len(carrier))
    long_ago = rng.integers(START, QUIET_FROM, len(older))
    person = np.concatenate([carrier, older])
    on = np.concatenate([lately, long_ago]).astype(np.int32)
    kept = np.flatnonzero(on <= people.died[person])
    order = kept[np.lexsort((person[kept], on[kept]))]
    return person[order], on[order]


def _some_times(carries: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Repeat each carrier from once to ``most`` times."""
    who = np.flatnonzero(carries)
    return np.repeat(who, rng.integers(1, most + 1, len(who)))


def _suspected(world: World, rng: np.random.Generator) -> tuple[np.ndarray, Days]:
    """Scatter suspected offences over people by age, sex, hardship and luck."""
    people = world.people
    rate = np.interp(people.age, *OFFENDING_BY_AGE)
    rate *= np.where(people.female, WOMEN_AGAINST_MEN, 1.0) * world.needs.known
    rate *= np.exp(0.6 * world.needs.hardship[people.unit] + rng.normal(-0.7, 1.2, len(people)))
    person = np.repeat(np.arange(len(people)), rng.poisson(rate * 3))
    on = rng.integers(START, AS_AT, len(person)).astype(np.int32)
    kept = (on <= people.died[person]) & (on - people.born[person] >= 10.1 * YEAR)
    return person[kept], on[kept]


def _disposals(world: World, person: np.ndarray, on: Days, rng: np.random.Generator) -> np.ndarray:
    adult = rng.choice(len(ADULT_DISPOSALS), len(person), p=ADULT_DISPOSALS)
    youth = rng.choice(len(YOUTH_DISPOSALS), len(person), p=YOUTH_DISPOSALS)
    return np.where(ages(world.people.born[person], on) < 18, youth, adult)
