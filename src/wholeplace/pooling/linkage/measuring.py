"""How good a linkage is, where the truth is known."""

from collections.abc import Sequence

import numpy as np

from .linking import Pairs

Score = dict[str, float]


def score_linkage(
    predicted: Sequence, truth: Sequence, pairs: Pairs | None = None
) -> dict[str, Score]:
    """Precision, recall and F1 of pairs, of the closure's pairs, and of whole people.

    ``predicted`` and ``truth`` give each record's person. ``pairs`` are the scored pairs that
    reached the threshold; without them "pair" is the closure's figure. "exact" counts a person
    only if all of their records, and no others, are together.
    """
    guess, real = _numbers(predicted), _numbers(truth)
    closure = _closure(guess, real)
    return {
        "pair": closure if pairs is None else _pairwise(pairs, real),
        "closure": closure,
        "exact": _exact(guess, real),
    }


def _numbers(labels: Sequence) -> np.ndarray:
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)


def _pairwise(pairs: Pairs, real: np.ndarray) -> Score:
    right = int((real[pairs.left] == real[pairs.right]).sum())
    return _score(right, len(pairs.left), _pairs_in(real))


def _closure(guess: np.ndarray, real: np.ndarray) -> Score:
    both = np.unique(_cells(guess, real), return_inverse=True)[1]
    return _score(_pairs_in(both), _pairs_in(guess), _pairs_in(real))


def _exact(guess: np.ndarray, real: np.ndarray) -> Score:
    cells, sizes = np.unique(_cells(guess, real), return_counts=True)
    guessed, true = np.bincount(guess), np.bincount(real)
    whole = (guessed[cells >> 32] == sizes) & (true[cells & 0xFFFFFFFF] == sizes)
    return _score(int(whole.sum()), len(guessed), len(true))


def _cells(guess: np.ndarray, real: np.ndarray) -> np.ndarray:
    """One number per (guessed person, real person)."""
    return guess << 32 | real


def _pairs_in(groups: np.ndarray) -> int:
    sizes = np.bincount(groups)
    return int((sizes * (sizes - 1) // 2).sum())


def _score(right: int, claimed: int, real: int) -> Score:
    precision = right / claimed if claimed else 1.0
    recall = right / real if real else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
