"""Learn from the model's own likely matches what identified pairs could not show.

Few sources that carry an identifier also carry names. So the model that identifiers and beliefs
made looks at all candidate pairs once more: how many match (the prior), and how names and addresses
agree among those that likely do.
"""

from dataclasses import replace

import numpy as np

from .beliefs import ONE_PER_PERSON
from .comparing import Compared
from .dates_alike import DIFFERENT
from .lists import Ints
from .model import Comparison, Model
from .scoring import probability, score
from .training import BELIEF

_STEPS = 64  # to a bit
_LEAST = 1e-9
_FAR = 120.0  # bits beyond which a pair is settled whatever the prior


def refine(model: Model, pairs: Compared, records: int, rounds: int = 2) -> Model:
    """Settle the prior, and learn m of fields that few identified pairs had, from likely matches.

    A field is learned only from pairs that other fields brought together and that agree on those
    exactly, each counted by its probability: expectation maximisation, one field at a time.
    """
    patterns, which = pairs.patterns
    model = settle_priors(model, pairs, records)
    for _ in range(rounds):
        sure = np.bincount(which, score(pairs, model).probability, len(patterns))
        learned = [
            _relearned(model.comparison(field), patterns.levels[field], sure * agreeing, sure.sum())
            for field, agreeing in _brought_together(patterns)
        ]
        model = settle_priors(model.replacing(learned), pairs, records)
    return model


def settle_priors(model: Model, pairs: Compared, records: int, rounds: int = 8) -> Model:
    """Re-estimate how many pairs match, from the candidates' own probabilities, until steady."""
    possible = max(records * (records - 1) / 2, 1.0)
    prior = model.prior
    bits, counts = _histogram(score(pairs, model).log_odds - np.log2(prior))
    for _ in range(rounds):
        matches = (counts * probability(bits + np.log2(prior))).sum()
        prior = max(float(matches) / possible, 1 / possible)
    return model.replacing((), prior=prior)


def _histogram(bits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Evidence in small steps, and how many pairs have it."""
    steps = np.round(np.clip(bits, -_FAR, _FAR) * _STEPS).astype(np.int32)
    lowest = int(steps.min(initial=0))
    counts = np.bincount(steps - lowest)
    return (np.arange(len(counts)) + lowest) / _STEPS, counts


def _brought_together(pairs: Compared) -> list[tuple[str, np.ndarray]]:
    """For each field to learn, the pairs that agree exactly on enough other fields.

    One name at one door with two quite different birth dates may be father and son: such pairs
    teach nothing about birth dates.
    """
    level = pairs.levels
    born, named = level["birth_date"] == 0, (level["given"] == 0) & (level["family"] == 0)
    placed = (level["address"] == 0) | (level["postcode"] == 0)
    apart = level["list:several"] == 0
    if not apart.any():
        apart = np.ones(len(pairs), dtype=bool)  # one list, whose own duplicates are looked for
    return [
        ("given", apart & born & placed),
        ("family", apart & born & placed),
        ("sex", apart & born & placed),
        ("birth_date", apart & named & placed & (level["birth_date"] != DIFFERENT)),
        ("address", apart & born & named),
        ("postcode", apart & born & named),
        *((field, apart & born & named) for field in level if _is_unheard_of(field)),
        *((field, np.ones(len(pairs))) for field in level if field.startswith("list:")),
    ]


def _is_unheard_of(field: str) -> bool:
    """An identifier of a scheme about which nothing is believed, such as a telephone number."""
    kind, _, scheme = field.partition(":")
    return kind == "id" and scheme not in ONE_PER_PERSON


def _relearned(
    comparison: Comparison, levels: Ints, weights: np.ndarray, matches: float
) -> Comparison:
    """m counted by weight on top of what was known; household members still move together.

    A level of which there is nothing to learn from keeps its m, and the others share the rest.
    """
    known = np.array([level.m for level in comparison.levels])
    counts = np.bincount(levels + 1, weights=weights, minlength=len(known) + 1)[1:]
    of = matches if comparison.field.startswith("list:") else counts.sum()
    m = (counts + BELIEF * known) / (of + BELIEF)
    if comparison.field == "birth_date":
        kept = known[DIFFERENT]
        m *= (1 - kept) / max(m.sum() - m[DIFFERENT], _LEAST)
        m[DIFFERENT] = kept
    moves = comparison.field in ("address", "postcode")
    levels_now = (
        replace(level, m=float(rate), h=float(rate) if moves else level.h)
        for level, rate in zip(comparison.levels, m, strict=True)
    )
    return Comparison(comparison.field, tuple(levels_now))
