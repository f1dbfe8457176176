"""Make a probability of 0.9 mean nine in ten, without anybody labelling pairs.

Fields are not quite independent of one another, so evidence that is added up promises a little too
much or too little. Pairs that both carry a valid identifier tell how much: hide every identifier,
weigh what is left, and see how often the identifiers turn out to agree. One figure mends all, the
*slope* by which evidence counts (Platt's scaling, 1999, without a shift: even odds stay even, so
what is joined hardly changes). It stays near 1 unless many pairs say otherwise.
"""

import numpy as np
from scipy.optimize import minimize_scalar

from .blocking import candidates_by_key
from .comparing import Compared
from .encoding import pair_codes
from .fields import Fields
from .lists import Ints
from .model import Calibration, Model
from .scoring import probability, score

SAMPLE = 20_000  # pairs looked at
ENOUGH = 100  # pairs that agree, and that contradict, below which nothing is mended
SAME, DIFFERENT = 0, 2  # levels of an identifier
WRONG = 0.005  # share of identifiers taken to be somebody else's, or mistyped
_SPREAD = 0.125  # how far from 1 the slope is believed to be
_BINS = np.array([0.01, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 0.99])


def calibrated(model: Model, pairs: Compared, fields: Fields, seed: int = 0) -> Model:
    """The model with its calibration learned from candidate pairs, or as it is if too few tell."""
    tested, same = _tested(pairs, fields, seed)
    if min(same.sum(), (~same).sum()) < ENOUGH:
        return model
    plain = model.replacing((), calibration=Calibration())
    bits = score(hidden(tested), plain).log_odds
    slope = _slope(bits, same)
    found = Calibration(
        slope=slope,
        agreeing=int(same.sum()),
        contradicting=int((~same).sum()),
        error_before=expected_error(probability(bits), same),
        error_after=expected_error(probability(slope * bits), same),
    )
    return plain.replacing((), calibration=found)


def hidden(pairs: Compared) -> Compared:
    """Pairs as they would be compared if no record had an identifier."""
    kept = {name: level for name, level in pairs.levels.items() if not is_identifier(name)}
    return Compared(pairs.left, pairs.right, kept, pairs.shares)


def is_identifier(field: str) -> bool:
    """Whether a field, or a blocking key, is an identifier."""
    return field.startswith("id:")


def expected_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: how far probabilities are from the truth, weighted by pairs."""
    bins = np.digitize(sure, _BINS)
    gaps = np.bincount(bins, sure - right, minlength=len(_BINS) + 1)
    return float(np.abs(gaps).sum() / max(len(sure), 1))


def found_otherwise(fields: Fields, left: Ints, right: Ints) -> np.ndarray:
    """Which pairs share a blocking key that is no identifier."""
    among = np.zeros(fields.size, dtype=bool)
    among[left] = among[right] = True
    found = [np.zeros(0, dtype=np.int64)]
    found += [codes for key, codes in candidates_by_key(fields, among) if not is_identifier(key)]
    return np.isin(pair_codes(left, right), np.unique(np.concatenate(found)))


def _tested(pairs: Compared, fields: Fields, seed: int) -> tuple[Compared, np.ndarray]:
    """Pairs whose identifiers tell, that would have met without them; and whether they agree."""
    levels = [level for name, level in pairs.levels.items() if is_identifier(name)]
    nothing = np.zeros(len(pairs), dtype=bool)
    same = np.logical_or.reduce([nothing, *(level == SAME for level in levels)])
    other = np.logical_or.reduce([nothing, *(level == DIFFERENT for level in levels)])
    rows = np.flatnonzero(same != other)
    if len(rows) > SAMPLE:
        rows = np.sort(np.random.default_rng(seed).choice(rows, SAMPLE, replace=False))
    rows = rows[found_otherwise(fields, pairs.left[rows], pairs.right[rows])]
    return pairs.take(rows), same[rows]


def _slope(bits: np.ndarray, same: np.ndarray) -> float:
    """The likeliest slope, given how often identifiers agree and how far from 1 it is believed."""

    def surprise(slope: float) -> float:
        agree = WRONG + (1 - 2 * WRONG) * probability(slope * bits)
        told = np.log(np.where(same, agree, 1 - agree)).sum()
        return float((slope - 1) ** 2 / (2 * _SPREAD**2) - told)

    return round(float(minimize_scalar(surprise, bounds=(0.2, 3.0), method="bounded").x), 4)
