"""How far probabilities are from the truth, bin by bin: 0.9 should mean nine in ten."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from support.linkage.people import People, make_people
from support.linkage.synthetic import synthetic_people
from wholeplace.pooling.linkage import Model, link
from wholeplace.pooling.linkage.calibrating import expected_error

EDGES = (0.0, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0)


@dataclass(frozen=True)
class Judged:
    """Scored pairs, which of them are truly one person, and the model that scored them."""

    sure: np.ndarray
    right: np.ndarray
    model: Model

    @property
    def error(self) -> float:
        """Expected calibration error."""
        return expected_error(self.sure, self.right)


def judged(people: People) -> Judged:
    """Every candidate pair of some people, scored by a model learned from them."""
    linked = link(people.records, people.identifiers, people.addresses)
    pairs = linked.pairs
    right = people.truth[pairs.left] == people.truth[pairs.right]
    return Judged(pairs.probability, right, linked.model)


def judged_places(folder: Path, people: int, seeds: list[int]) -> list[Judged]:
    """Of invented places."""
    return [judged(synthetic_people(folder / str(seed), people, seed)) for seed in seeds]


def judged_lists(people: int, seeds: list[int], noise: float) -> list[Judged]:
    """Of lists by the tests' own generator."""
    return [judged(make_people(people, seed, noise)) for seed in seeds]


def bucket(several: list[Judged], low: float, high: float) -> tuple[int, float, float]:
    """Pairs with a probability from ``low`` to below ``high``, its mean, and the share right."""
    sure = np.concatenate([one.sure for one in several])
    right = np.concatenate([one.right for one in several])
    here = (sure >= low) & ((sure < high) | (high >= 1))
    if not here.any():
        return 0, float("nan"), float("nan")
    return int(here.sum()), float(sure[here].mean()), float(right[here].mean())
