"""Turn levels of agreement into bits of evidence, log-odds and a probability.

``weight`` is what Fellegi and Sunter (and Splink) call the match weight: the sum over fields of
log2(m / u), plus the prior. Where the fields agree on a value, its own share replaces u, so that
agreeing on OKONKWO-SMYTHE says more than agreeing on SMITH. ``log_odds`` also lets the second
rival speak: another member of the same household.
"""

from dataclasses import dataclass

import numpy as np

from .comparing import Compared
from .model import Comparison, Model


@dataclass(frozen=True)
class Scored:
    """Evidence for each pair, in bits; all arrays run alongside the pairs."""

    weight: np.ndarray  # against strangers only, prior included
    log_odds: np.ndarray  # against strangers and household members
    contradiction: np.ndarray  # how far the fields that disagree speak against, never above 0

    @property
    def probability(self) -> np.ndarray:
        """Chance that the two records are one person."""
        return probability(self.log_odds)


def probability(log_odds: np.ndarray) -> np.ndarray:
    """Bits of log-odds as a chance: 0 bits is even, 10 bits is a thousand to one."""
    return 1 / (1 + np.exp2(-np.clip(log_odds, -60, 60)))


def score(pairs: Compared, model: Model) -> Scored:
    """Score compared pairs with a model."""
    stranger = np.zeros(len(pairs))
    member = np.zeros(len(pairs))
    against = np.zeros(len(pairs))
    for field, levels in pairs.levels.items():
        comparison = model.comparison(field)
        versus_stranger, versus_member = _bits(comparison)
        gain = versus_stranger[levels]
        against += np.minimum(np.minimum(gain, versus_member[levels]), 0)
        stranger += gain + _rarity(comparison, levels, pairs.shares.get(field))
        member += versus_member[levels]
    weight = stranger + np.log2(model.prior)
    household = member + np.log2(model.prior / model.household_prior)
    # The rivals' chances add up: log2(1 / (2^-weight + 2^-household)).
    log_odds = -np.logaddexp2(-weight, -household)
    # What disagrees counts only so far as nothing else makes up for it; and a pair that merely
    # has too little in common to say anything (its prior) contradicts nothing.
    return Scored(weight, log_odds, np.minimum(np.maximum(against, log_odds), 0))


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
    bases = np.array([*(level.base or 0 for level in comparison.levels), 0.0])[levels]
    rated = (shares > 0) & (bases > 0)
    ratio = np.divide(bases, shares, out=np.ones(len(shares)), where=rated)
    return np.log2(ratio)
