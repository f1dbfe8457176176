"""Turn levels of agreement into bits of evidence, log-odds and a probability.

``weight`` is what Fellegi and Sunter (and Splink) call the match weight: the sum over fields of
log2(m / u), plus the prior. Where the fields agree on a value, its own share replaces u, so that
agreeing on OKONKWO-SMYTHE says more than agreeing on SMITH. ``log_odds`` also lets the second
rival speak: another member of the same household.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .comparing import Compared
from .model import Comparison, Model


@dataclass(frozen=True)
class Parts:
    """How far each field speaks against one person, by pattern of levels; NaN where unknown."""

    of_pattern: np.ndarray
    which: np.ndarray

    def __getitem__(self, pairs: np.ndarray) -> "Parts":
        """Those of some pairs."""
        return Parts(self.of_pattern, self.which[pairs])

    @classmethod
    def joined(cls, some: Sequence["Parts"]) -> "Parts":
        """Those of several lots of pairs, if the same fields were compared."""
        before = np.cumsum([0, *(len(one.of_pattern) for one in some[:-1])])
        which = [one.which + start for one, start in zip(some, before, strict=True)]
        return cls(np.concatenate([one.of_pattern for one in some]), np.concatenate(which))

    @classmethod
    def unknown(cls, pairs: int) -> "Parts":
        """Of pairs of which only the sum was kept."""
        return cls(np.zeros((1, 0)), np.zeros(pairs, dtype=np.int64))

    def by_pair(self) -> np.ndarray:
        """A row per pair, a column per field, in bits never above 0."""
        return self.of_pattern[self.which]


@dataclass(frozen=True)
class Scored:
    """Evidence for each pair, in bits; all arrays run alongside the pairs."""

    weight: np.ndarray  # against strangers only, prior included
    household: np.ndarray  # against members of the household only, prior included
    contradiction: np.ndarray  # sum of the evidence of fields that disagree, never above 0
    parts: Parts  # the same, field by field
    slope: float = 1.0  # by which the log-odds count (``calibrating``)

    @cached_property
    def log_odds(self) -> np.ndarray:
        """Bits for one person against both rivals, whose chances add up; calibrated."""
        return -np.logaddexp2(-self.weight, -self.household) * self.slope

    @cached_property
    def probability(self) -> np.ndarray:
        """Chance that the two records are one person."""
        return probability(self.log_odds)


def probability(log_odds: np.ndarray) -> np.ndarray:
    """Bits of log-odds as a chance: 0 bits is even, 10 bits is a thousand to one."""
    return 1 / (1 + np.exp2(-np.clip(log_odds, -60, 60)))


def score(pairs: Compared, model: Model) -> Scored:
    """Score compared pairs with a model: each pattern of levels once, rarity pair by pair."""
    patterns, which = pairs.patterns
    stranger, member = np.zeros((2, len(patterns)))
    against = np.full((len(patterns), len(patterns.levels)), np.nan)
    column = {field: place for place, field in enumerate(patterns.levels)}
    for field, part in evidence(patterns, model, rarity=False):
        compared = patterns.levels[field] >= 0
        against[compared, column[field]] = part.against[compared]
        stranger += part.stranger
        member += part.member
    weight = (stranger + np.log2(model.prior))[which]
    for field, shares in pairs.shares.items():
        weight += _rarity(model.comparison(field), pairs.levels[field], shares)
    household = (member + np.log2(model.prior / model.household_prior))[which]
    slope = model.calibration.slope
    against *= slope
    parts = Parts(against, which)
    scored = Scored(weight, household, np.nansum(against, axis=1)[which], parts, slope)
    # A pair that is likely one person all the same contradicts nothing.
    scored.contradiction[scored.log_odds >= 0] = 0.0
    return scored


@dataclass(frozen=True)
class Evidence:
    """What one field says about each pair, in bits."""

    stranger: np.ndarray  # for one person against two strangers
    member: np.ndarray  # … against two members of one household
    against: np.ndarray  # how far the field disagrees, never above 0


def evidence(pairs: Compared, model: Model, rarity: bool = True) -> Iterator[tuple[str, Evidence]]:
    """What each field says, for the fields that any pair has."""
    for field, levels in pairs.levels.items():
        if not np.any(levels >= 0):
            continue
        comparison = model.comparison(field)
        versus_stranger, versus_member = _bits(comparison)
        gain = versus_stranger[levels]
        rare = _rarity(comparison, levels, pairs.shares.get(field)) if rarity else 0.0
        yield (
            field,
            Evidence(
                stranger=gain + rare,
                member=np.where(_tells_twins_apart(field, pairs), versus_member[levels], 0),
                against=np.minimum(np.minimum(gain, versus_member[levels]), 0),
            ),
        )


def _tells_twins_apart(field: str, pairs: Compared) -> np.ndarray | bool:
    """False for the family name where birth dates agree: such members are twins, who share it."""
    return field != "family" or pairs.levels["birth_date"] != 0


def _bits(comparison: Comparison) -> tuple[np.ndarray, np.ndarray]:
    """log2(m/u) and log2(m/h) by level; one more entry, 0, that index -1 (missing) falls on."""
    versus_u = [np.log2(level.m / level.u) for level in comparison.levels]
    versus_h = [np.log2(level.m / level.h) for level in comparison.levels]
    return np.array([*versus_u, 0.0]), np.array([*versus_h, 0.0])


def _rarity(
    comparison: Comparison, levels: np.ndarray, shares: np.ndarray | None
) -> np.ndarray | float:
    """More for a rare value, less for a common one; 0 where no value is shared."""
    if shares is None:
        return 0.0
    bases = [level.base or 0.0 for level in comparison.levels]
    logs = np.log2([*(base or 1.0 for base in bases), 1.0])
    rated = np.flatnonzero(np.array([*(base > 0 for base in bases), False])[levels] & (shares > 0))
    rare = np.zeros(len(levels))
    rare[rated] = logs[levels[rated]] - np.log2(shares[rated].astype(np.float64))
    return rare
