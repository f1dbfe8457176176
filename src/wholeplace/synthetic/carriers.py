"""Who in a household carries a need, and how it shows."""

from enum import IntEnum

import numpy as np

from .people import People


class Crime(IntEnum):
    """How a carrier meets the crime criterion."""

    NONE = 0
    YOUNG_OFFENDER = 1
    ANTISOCIAL = 2


class Schooling(IntEnum):
    """How a carrier meets the education criterion."""

    NONE = 0
    EXCLUDED_FOR_GOOD = 1
    EXCLUDED_OFTEN = 2
    REFERRAL_UNIT = 3
    ABSENT = 4


def can_offend(people: People) -> np.ndarray:
    """Mark those who may carry the crime criterion: young people, and adults for behaviour."""
    return (people.age >= 11) & (people.age <= 60) & people.alive


def can_struggle(people: People) -> np.ndarray:
    """Mark those well inside school age throughout the last three terms."""
    return (people.age >= 6) & (people.age <= 15)


def can_claim(people: People) -> np.ndarray:
    """Mark adults well inside working age when the story ends."""
    return (people.age >= 19) & (people.age <= 62) & people.alive


def offenders(people: People, crime: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Choose one member of each flagged household: a young offender where there can be one."""
    age = people.age
    young = (age >= 11) & (age <= 16)
    young_first = np.where(young, 1.0, np.where(can_offend(people), 0.15, 0.0))
    carrier = _one_member(people, crime, young_first, rng)
    offends = np.zeros(len(people), dtype=np.int8)
    offends[carrier] = np.where(young[carrier], Crime.YOUNG_OFFENDER, Crime.ANTISOCIAL)
    return offends


def pupils(people: People, education: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Choose one pupil of each flagged household, and how school went wrong."""
    carrier = _one_member(people, education, can_struggle(people).astype(float), rng)
    struggles = np.zeros(len(people), dtype=np.int8)
    how = rng.choice(4, len(carrier), p=(0.12, 0.28, 0.2, 0.4)) + 1
    too_young = people.age[carrier] < 10
    struggles[carrier] = np.where(too_young, Schooling.ABSENT, how)
    return struggles


def workless_adults(people: People, work: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Choose one adult of each flagged household, and some of the others."""
    workless = np.zeros(len(people), dtype=bool)
    workless[_one_member(people, work, can_claim(people).astype(float), rng)] = True
    others = work[people.unit] & can_claim(people) & (people.age > 24)
    return workless | (others & (rng.random(len(people)) < 0.2))


def _one_member(
    people: People, flagged: np.ndarray, weight: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Choose one member of every flagged household that has somebody of weight."""
    pool = np.flatnonzero(flagged[people.unit] & (weight > 0))
    turn = rng.exponential(size=len(pool)) / weight[pool]
    order = pool[np.lexsort((turn, people.unit[pool]))]
    first = np.concatenate([[True], np.diff(people.unit[order]) != 0])[: len(order)]
    return order[first]
