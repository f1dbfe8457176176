"""What is planted: which households meet which criteria, who is out of work, who is unknown.

Nothing here is computed by the rule it will be used to test: a household is first declared to meet
a criterion, then a member is chosen to carry it, and the agencies' events follow from that.
"""

from dataclasses import dataclass

import numpy as np

from .carriers import (
    can_claim,
    can_offend,
    can_struggle,
    offenders,
    pupils,
    workless_adults,
)
from .days import AS_AT, ages
from .ground import Ground
from .households import Role, Units
from .people import People
from .streams import Streams

FULL_SIZE = 560_000
TROUBLED_SHARE = 0.01
CLAIMANT_NEETS = 3_000
HIDDEN_NEETS = 600
UNKNOWN_SHARE = 0.40
# Crime and education, crime and work, education and work, all three.
COMBINATIONS = ((1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1))
COMBINATION_SHARES = (0.12, 0.25, 0.38, 0.25)
ONLY_CRIME, ONLY_EDUCATION, ONLY_WORK = 0.012, 0.035, 0.10


@dataclass(frozen=True)
class Oversampling:
    """How many times more often than in life the needy appear, so that a small place shows them."""

    families: float = 1.0
    courts: float = 1.0
    neets: float = 1.0


IN_LIFE = Oversampling()


@dataclass(frozen=True)
class Needs:
    """Flags by household, and who in it carries them."""

    hardship: np.ndarray
    crime: np.ndarray
    education: np.ndarray
    work: np.ndarray
    offends: np.ndarray  # Crime, by person
    struggles: np.ndarray  # Schooling, by person
    workless: np.ndarray  # bool, by person
    neet_claimant: np.ndarray
    neet_hidden: np.ndarray
    known: np.ndarray  # bool, by person: any agency has ever met them

    @property
    def troubled(self) -> np.ndarray:
        """Mark the households planted as meeting two of three or all."""
        return self.crime.astype(int) + self.education + self.work >= 2


def plant(
    people: People, units: Units, ground: Ground, more: Oversampling, streams: Streams
) -> Needs:
    """Declare the needs of a place."""
    rng = streams("needs")
    hardship = _hardship(units, ground, rng)
    can = _Can.of(people, units)
    flags = _troubled(
        can, hardship, round(units.private.sum() * TROUBLED_SHARE * more.families), rng
    )
    neets = streams("neets")
    claimant = _claimants(people, units, ground, flags, more, neets)
    flags[people.unit[claimant], 2] |= units.private[people.unit[claimant]]
    _single_flags(flags, can, hardship, rng)
    crime, education, work = flags.T
    offends = offenders(people, crime, rng)
    struggles = pupils(people, education, rng)
    workless = workless_adults(people, work, rng) | claimant
    hidden = _hidden(people, units, ground, flags, more, neets)
    needy = flags.sum(axis=1)[people.unit] > 0
    return Needs(
        hardship, crime, education, work, offends, struggles, workless, claimant, hidden,
        _known(people, units, needy, claimant, hidden, streams("unknown")),
    )  # fmt: skip


@dataclass(frozen=True)
class _Can:
    """Which households have somebody who could meet each criterion."""

    crime: np.ndarray
    education: np.ndarray
    work: np.ndarray

    @classmethod
    def of(cls, people: People, units: Units) -> "_Can":
        def some(chosen: np.ndarray) -> np.ndarray:
            return (np.bincount(people.unit[chosen], minlength=len(units)) > 0) & units.private

        pupil = some(can_struggle(people))
        return cls(some(can_offend(people)) & pupil, pupil, some(can_claim(people)))


def _hardship(units: Units, ground: Ground, rng: np.random.Generator) -> np.ndarray:
    """Score each household's hardship, mean about nought: poorer streets score higher."""
    lsoa = ground.lsoa[units.addresses.postcode[: len(units)]]
    lone = units.counts[:, Role.PARTNER] == 0
    with_children = units.counts[:, Role.CHILD] > 0
    return (
        (5 - ground.decile[lsoa]) * 0.2
        + 0.6 * (lone & with_children)
        + rng.normal(0, 0.8, len(units))
    )


def _troubled(can: _Can, hardship: np.ndarray, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """Plant the families meeting two criteria or all, hardest pressed first."""
    flags = np.zeros((len(hardship), 3), dtype=bool)
    eligible = np.flatnonzero(can.crime & can.education & can.work)
    chosen = _weighted(eligible, np.exp(hardship[eligible]), wanted, rng)
    kinds = rng.choice(len(COMBINATIONS), len(chosen), p=COMBINATION_SHARES)
    flags[chosen] = np.array(COMBINATIONS, dtype=bool)[kinds]
    return flags


def _single_flags(
    flags: np.ndarray, can: _Can, hardship: np.ndarray, rng: np.random.Generator
) -> None:
    """Give some other households exactly one flag."""
    for column, able, share in (
        (2, can.work, ONLY_WORK),
        (1, can.education, ONLY_EDUCATION),
        (0, can.crime, ONLY_CRIME),
    ):
        free = np.flatnonzero(able & ~flags.any(axis=1))
        drawn = rng.random(len(free)) < share * np.exp(0.5 * hardship[free])
        flags[free[drawn], column] = True


def _claimants(
    people: People,
    units: Units,
    ground: Ground,
    flags: np.ndarray,
    more: Oversampling,
    rng: np.random.Generator,
) -> np.ndarray:
    """Choose 18 to 24 year olds of the northern wards who draw Jobseeker's Allowance."""
    one_flag_stays_one = ~flags[people.unit].any(axis=1) | flags[people.unit, 2]
    fit = (people.age >= 18) & (people.age <= 24) & one_flag_stays_one
    fit &= ages(people.born, AS_AT - 90) >= 18
    return _some_northern(people, units, ground, fit, CLAIMANT_NEETS * more.neets, rng)


def _hidden(
    people: People,
    units: Units,
    ground: Ground,
    flags: np.ndarray,
    more: Oversampling,
    rng: np.random.Generator,
) -> np.ndarray:
    """Choose 16 to 24 year olds of the northern wards whom no list shows."""
    fit = (people.age >= 16) & (people.age <= 24) & ~flags[people.unit].any(axis=1)
    return _some_northern(people, units, ground, fit, HIDDEN_NEETS * more.neets, rng)


def _some_northern(
    people: People,
    units: Units,
    ground: Ground,
    fit: np.ndarray,
    at_full_size: float,
    rng: np.random.Generator,
) -> np.ndarray:
    ward = ground.ward[units.addresses.postcode[people.unit]]
    pool = np.flatnonzero(fit & ground.northern[ward])
    wanted = min(round(at_full_size * len(people) / FULL_SIZE), len(pool))
    chosen = np.zeros(len(people), dtype=bool)
    chosen[rng.permutation(pool)[:wanted]] = True
    return chosen


def _known(
    people: People,
    units: Units,
    needy: np.ndarray,
    claimant: np.ndarray,
    hidden: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Leave more than a third of residents, mostly young adults, unknown to every agency."""
    age = people.age
    away = np.interp(
        age, [0, 4, 17, 20, 30, 45, 60, 75, 90], [0.8, 0.6, 0.8, 1.3, 1.5, 1.2, 0.8, 0.3, 0.15]
    )
    unknown = rng.random(len(people)) < UNKNOWN_SHARE * away
    return (~unknown | needy | claimant) & ~hidden


def _weighted(
    pool: np.ndarray, weight: np.ndarray, wanted: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw without replacement, in proportion to weight."""
    turn = rng.exponential(size=len(pool)) / weight
    return pool[np.argsort(turn, kind="stable")[:wanted]]
