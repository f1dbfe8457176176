"""Sessions missed, term by term, with leave and without."""

from pathlib import Path

import numpy as np

from ...carriers import Schooling
from ...days import LAST_THREE_TERMS, TERMS, Days, written
from ...formats import write_csv
from ...text import numbers, pick
from ...world import World
from .pupils import Pupils

# Two sessions a day, five days in seven, less holidays within term.
SESSIONS_IN_TERM = tuple(round((last - first) * 10 / 7 * 0.93) for first, last in TERMS)
# Share of sessions missed without leave. The criterion asks for 15% over three terms.
PLANTED, NEAR_MISS, MOST_USUAL = (0.18, 0.42), (0.09, 0.125), 0.11
NEAR_MISSES = 0.04


def write_sessions(world: World, pupils: Pupils, path: Path, rng: np.random.Generator) -> None:
    """Write a row for every whole term on the roll."""
    pupil, first, last, possible = _terms_attended(pupils)
    share = _missed_without_leave(world, pupils, pupil, first, rng)
    unauthorised = np.floor(share * possible).astype(np.int64)
    authorised = (rng.beta(1.6, 32, len(pupil)) * (possible - unauthorised)).astype(np.int64)
    write_csv(
        path,
        {
            "upn": pick(pupils.upn, pupil),
            "termstart": written(first),
            "termend": written(last),
            "sessionspossible": numbers(possible),
            "sessionsauthorised": numbers(authorised),
            "sessionsunauthorised": numbers(unauthorised),
        },
    )


def _terms_attended(pupils: Pupils) -> tuple[np.ndarray, Days, Days, np.ndarray]:
    """List pupil, first and last day and sessions possible, term by term."""
    firsts, lasts = np.array(TERMS).T
    pupils_in = [
        np.flatnonzero((pupils.entered <= first) & (pupils.left >= last)) for first, last in TERMS
    ]
    term = np.repeat(np.arange(len(TERMS)), [len(there) for there in pupils_in])
    return np.concatenate(pupils_in), firsts[term], lasts[term], np.array(SESSIONS_IN_TERM)[term]


def _missed_without_leave(
    world: World, pupils: Pupils, pupil: np.ndarray, first: Days, rng: np.random.Generator
) -> np.ndarray:
    """Draw shares: well over the criterion where planted, under it in every term elsewhere."""
    n = len(pupil)
    absent = (world.needs.struggles[pupils.person] == Schooling.ABSENT)[pupil]
    lately = (first >= LAST_THREE_TERMS[0][0]) | (rng.random(n) < 0.4)
    near_miss = (rng.random(len(pupils.person)) < NEAR_MISSES)[pupil]
    return np.select(
        [absent & lately, near_miss],
        [rng.uniform(*PLANTED, n), rng.uniform(*NEAR_MISS, n)],
        np.minimum(rng.beta(1.1, 60, n), MOST_USUAL),
    )
