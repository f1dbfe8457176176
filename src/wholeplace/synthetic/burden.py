"""Who uses hospital and care, how much: a few people a great deal, many not at all.

An intensity is planted for every person (lognormal, rising with age and hardship; nought for those
no agency knows). Its spread is set so that one resident in five carries about 77% of the cost.
"""

from dataclasses import dataclass

import numpy as np

from .days import AS_AT, START
from .world import World

SPREAD = 1.02
ATTENDANCES_A_YEAR = 1.95  # every sort of department: major, urgent care centre, walk-in
PLANNED_A_YEAR = 0.17
PLANNED_EVENNESS = 0.55
BY_AGE = ((0, 3, 15, 30, 50, 65, 75, 85, 99), (1.4, 1.2, 0.8, 0.85, 1.0, 1.3, 1.7, 2.2, 2.4))
ADMITTED_BY_AGE = ((0, 15, 50, 65, 75, 85, 99), (0.035, 0.025, 0.05, 0.09, 0.14, 0.19, 0.22))
CARE_BY_AGE = ((21.99, 22, 64, 65, 75, 85, 99), (0.0, 0.016, 0.018, 0.06, 0.14, 0.3, 0.45))


@dataclass(frozen=True)
class Burden:
    """Hospital events (person and day of each) and who receives adult care."""

    attended: np.ndarray  # person, one row for each A&E attendance
    attended_on: np.ndarray
    admitted: np.ndarray  # bool, by attendance
    planned: np.ndarray  # person, one row for each planned spell
    planned_on: np.ndarray
    in_care: np.ndarray  # person, each adult who is given a service


def burden(world: World) -> Burden:
    """Plant three years of hospital and adult care."""
    rng = world.rng("burden")
    intensity = _intensity(world, rng)
    even = np.where(intensity > 0, intensity**PLANNED_EVENNESS, 0)
    attended, attended_on = _events(world, intensity, ATTENDANCES_A_YEAR, rng)
    planned, planned_on = _events(world, even, PLANNED_A_YEAR, rng)
    chance = np.interp(world.people.age[attended], *ADMITTED_BY_AGE)
    return Burden(
        attended,
        attended_on,
        rng.random(len(attended)) < chance,
        planned,
        planned_on,
        _in_care(world, intensity, rng),
    )


def _intensity(world: World, rng: np.random.Generator) -> np.ndarray:
    people = world.people
    drawn = np.exp(rng.normal(-(SPREAD**2) / 2, SPREAD, len(people)))
    drawn *= np.interp(people.age, *BY_AGE) * np.exp(0.15 * world.needs.hardship[people.unit])
    return np.where(world.needs.known, drawn, 0)


def _events(
    world: World, intensity: np.ndarray, a_year: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Scatter events over each person's days within the three years, at most one a day."""
    people = world.people
    first = np.maximum(people.born, START)
    last = np.minimum(people.died, AS_AT)
    years = np.maximum(last - first, 0) / 365.25
    count = rng.poisson(intensity / intensity.mean() * a_year * years)
    person = np.repeat(np.arange(len(people)), count)
    on = first[person] + (rng.random(len(person)) * (last - first)[person]).astype(np.int32)
    key = np.unique(on.astype(np.int64) * len(people) + person)
    return key % len(people), (key // len(people)).astype(np.int32)


def _in_care(world: World, intensity: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chance = np.interp(world.people.age, *CARE_BY_AGE) * np.minimum(intensity**0.4, 3)
    return np.flatnonzero(rng.random(len(chance)) < chance)
