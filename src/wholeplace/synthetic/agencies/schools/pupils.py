"""Who is on a school roll, when, and in what sort of school."""

from dataclasses import dataclass

import numpy as np

from ...carriers import Schooling
from ...days import AS_AT, NEVER, START, YEAR, Days
from ...identifiers import SCHOOL_AUTHORITIES, upns
from ...text import Strings, strings
from ...world import World

# Independent schools send no census; nor do all nurseries.
STATE_SHARE, NURSERY_SHARE = 0.86, 0.65
FIRST_ROLL_AGE = 3.6
STAY_ON, LEAVE_AT = 0.55, (18.9, 16.9)
RENUMBERED = 0.015
RETURNED_FROM_ALTERNATIVE = 0.012
REFERRAL_SCHOOLS, ALTERNATIVE_SCHOOLS, FIRST_MAINSTREAM = 1100, 1105, 2000
FIRST_OF_SEPTEMBER, LATE_JULY = 246, 203  # days into the year


@dataclass(frozen=True)
class Pupils:
    """Everybody who was on a roll within the years of the story."""

    person: np.ndarray
    upn: Strings
    former_upn: Strings
    entered: Days
    left: Days
    school: np.ndarray

    @property
    def here(self) -> np.ndarray:
        """Mark those still on a roll when the story ends."""
        return self.left == NEVER


@dataclass(frozen=True)
class Places:
    """Spells on a roll: a pupil moved to another school has two."""

    pupil: np.ndarray
    entered: Days
    left: Days
    school: np.ndarray
    type: np.ndarray  # 0 mainstream, 1 referral unit, 2 alternative provision


def pupils_of(world: World, rng: np.random.Generator) -> Pupils:
    """List pupils: most known children, all of families in need, some of the hidden young."""
    people = world.people
    once = world.needs.neet_hidden & (rng.random(len(people)) < 0.5)
    entered = _in_the_year_of(people.born + FIRST_ROLL_AGE * YEAR, FIRST_OF_SEPTEMBER)
    leaving_age = np.where(rng.random(len(people)) < STAY_ON, *LEAVE_AT)
    left = _in_the_year_of(people.born + leaving_age * YEAR, LATE_JULY)
    there = (_sends_a_census(world, rng) | once) & (entered < AS_AT - 30) & (left > START + 90)
    person = np.flatnonzero(there)
    left = np.where(once, np.minimum(left, AS_AT - 300), left)[person]
    entered = entered[person]
    upn, former = _numbers(world, person, entered, rng)
    return Pupils(
        person,
        upn,
        former,
        entered,
        np.where(left < AS_AT, left, NEVER),
        FIRST_MAINSTREAM + rng.integers(0, 60, len(person)),
    )


def _sends_a_census(world: World, rng: np.random.Generator) -> np.ndarray:
    """Mark children whose school or nursery is the state's; those in need always."""
    people, needs = world.people, world.needs
    share = np.where(people.age < 5, NURSERY_SHARE, STATE_SHARE)
    of_a_family_in_need = (people.age < 19) & needs.troubled[people.unit]
    drawn = needs.known & (rng.random(len(people)) < share)
    return drawn | of_a_family_in_need | (needs.struggles > 0)


def _in_the_year_of(on: np.ndarray, day_of_year: int) -> Days:
    new_year = on.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]")
    return (new_year.astype(np.int64) + day_of_year).astype(np.int32)


def _numbers(
    world: World, person: np.ndarray, entered: Days, rng: np.random.Generator
) -> tuple[Strings, Strings]:
    """Give pupil numbers; a few have been given another since, and name the former one."""
    again = np.flatnonzero((rng.random(len(person)) < RENUMBERED) & (entered < AS_AT - 900))
    elsewhere = SCHOOL_AUTHORITIES[world.people.borough[person[again]]] + 600
    current = world.identifiers.upn.take(person).to_pylist()
    former = [""] * len(person)
    for place, upn in zip(again, upns(elsewhere, len(again), rng).to_pylist(), strict=True):
        current[place], former[place] = upn, current[place]
    return strings(current), strings(former)


def places_of(world: World, pupils: Pupils, rng: np.random.Generator) -> Places:
    """Put pupils in schools: referral units as planted, and some who came back from one."""
    everyone = np.arange(len(pupils.person))
    sent = world.needs.struggles[pupils.person] == Schooling.REFERRAL_UNIT
    older = (world.people.age[pupils.person] >= 11) & pupils.here & ~sent
    returned = older & (rng.random(len(everyone)) < RETURNED_FROM_ALTERNATIVE)
    sent_on = AS_AT - rng.integers(60, 320, len(everyone))
    back_on = AS_AT - rng.integers(40, 300, len(everyone))
    away = np.flatnonzero(sent | returned)
    sort = rng.integers(1, 3, len(away))
    first = np.where(sort == 1, REFERRAL_SCHOOLS, ALTERNATIVE_SCHOOLS)
    return Places(
        np.concatenate([everyone, away]),
        np.concatenate([pupils.entered, np.where(sent, sent_on, AS_AT - 500)[away]]),
        np.concatenate(
            [np.where(sent, sent_on, pupils.left), np.where(sent, NEVER, back_on)[away]]
        ),
        np.concatenate([pupils.school, first + rng.integers(0, 3, len(away))]),
        np.concatenate([np.zeros(len(everyone), dtype=np.int64), sort]),
    )
