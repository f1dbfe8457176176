"""Judge each distinct pair of values once, however many pairs of records carry it."""

from collections.abc import Callable

import numpy as np

from .encoding import numbered, pair_codes, split_codes
from .lists import Ints

MISSING = -1
Judge = Callable[[list[str], list[str]], Ints]


def per_value_pair(left: Ints, right: Ints, values: list[str], judge: Judge) -> Ints:
    """Level of each pair of codes: -1 if one is missing, 0 if equal, else as ``judge`` says."""
    levels = np.zeros(len(left), dtype=np.int8)
    levels[(left == 0) | (right == 0)] = MISSING
    ask = np.flatnonzero((left != right) & (levels == 0))
    pairs, which = numbered(pair_codes(left[ask], right[ask]))
    if len(pairs):
        a, b = (codes.tolist() for codes in split_codes(pairs))
        levels[ask] = judge([values[i] for i in a], [values[i] for i in b])[which]
    return levels


def pick(values: np.ndarray, chosen: Ints, missing: object) -> np.ndarray:
    """The chosen crossing's value for each pair, or ``missing``."""
    if not len(values):
        return np.full(len(chosen), missing, dtype=values.dtype)
    return np.where(chosen >= 0, values[chosen], np.array(missing, dtype=values.dtype))
