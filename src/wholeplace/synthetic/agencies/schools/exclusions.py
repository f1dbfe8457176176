"""Exclusions: planted ones within the last three terms, near misses and old ones beside them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...carriers import Schooling
from ...days import LAST_THREE_TERMS, TERMS, YEAR, Days, written
from ...formats import write_csv
from ...runs import repeated
from ...text import numbers, pick
from ...world import World
from .pupils import Pupils

FIXED, PERMANENT, LUNCHTIME = range(3)
CATEGORIES = ("FIXD", "PERM", "LNCH")
REASONS = ("PP", "PA", "VP", "VA", "BU", "DB", "DA", "DM", "TH")
EARLIER_TERMS = TERMS[1:-3]
ENOUGH = 3  # exclusions in three terms that meet the criterion
NEAR_MISS, IN_EARLIER_TERMS, FOR_GOOD_EARLIER = 0.03, 0.03, 0.04

Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Exclusions:
    """One row for each exclusion."""

    pupil: np.ndarray
    on: Days
    category: np.ndarray


def write_exclusions(world: World, pupils: Pupils, path: Path, rng: np.random.Generator) -> None:
    """Write them in the order they happened; nobody under five is excluded."""
    all_ = _exclusions(world, pupils, rng)
    old_enough = all_.on >= world.people.born[pupils.person[all_.pupil]] + 5 * YEAR
    order = np.flatnonzero(old_enough)[np.argsort(all_.on[old_enough], kind="stable")]
    n, category = len(order), all_.category[order]
    sessions = np.select([category == FIXED, category == LUNCHTIME], [rng.integers(2, 11, n), 1], 0)
    write_csv(
        path,
        {
            "upn": pick(pupils.upn, all_.pupil[order]),
            "startdate": written(all_.on[order]),
            "category": pick(CATEGORIES, category),
            "reason1": pick(REASONS, rng.integers(0, len(REASONS), n)),
            "sessions": numbers(sessions),
        },
    )


def _exclusions(world: World, pupils: Pupils, rng: np.random.Generator) -> Exclusions:
    planted = world.needs.struggles[pupils.person]
    fixed = _recent_fixed(world, pupils, planted, rng)
    at_school = pupils.here & (world.people.age[pupils.person] >= 7)
    earlier = at_school & (rng.random(len(planted)) < IN_EARLIER_TERMS)
    gone_earlier = earlier & (rng.random(len(planted)) < FOR_GOOD_EARLIER)
    parts = (
        (fixed, LAST_THREE_TERMS, FIXED),
        (np.where(earlier, rng.integers(1, 6, len(planted)), 0), EARLIER_TERMS, FIXED),
        (planted == Schooling.EXCLUDED_FOR_GOOD, LAST_THREE_TERMS[:2], PERMANENT),
        (gone_earlier, EARLIER_TERMS, PERMANENT),
        (fixed >= ENOUGH - 1, LAST_THREE_TERMS, LUNCHTIME),
    )
    drawn = [_spread(count.astype(np.int64), terms, sort, rng) for count, terms, sort in parts]
    return Exclusions(
        *(np.concatenate(c) for c in zip(*(vars(d).values() for d in drawn), strict=True))
    )


def _recent_fixed(
    world: World, pupils: Pupils, planted: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Count fixed-term exclusions of the last three terms: enough where planted, else too few."""
    n = len(planted)
    at_school = pupils.here & (world.people.age[pupils.person] >= 7)
    near_miss = at_school & (rng.random(n) < NEAR_MISS)
    return np.select(
        [planted == Schooling.EXCLUDED_OFTEN, planted > 0, near_miss],
        [rng.integers(ENOUGH, 7, n), rng.integers(0, ENOUGH, n), rng.integers(1, ENOUGH, n)],
        0,
    )


def _spread(count: np.ndarray, terms: Terms, category: int, rng: np.random.Generator) -> Exclusions:
    """Spread each pupil's exclusions over the terms, no two of a sort on one day."""
    pupil, nth = repeated(count)
    first_term = rng.integers(0, len(terms), len(count))
    term = np.array(terms)[(first_term[pupil] + nth) % len(terms)]
    share = (nth // len(terms) + rng.random(len(pupil)) * 0.9) / 3
    on = term[:, 0] + ((term[:, 1] - term[:, 0]) * share).astype(np.int32)
    return Exclusions(pupil, on.astype(np.int32), np.full(len(pupil), category))
