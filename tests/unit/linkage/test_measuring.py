"""Precision, recall and F1 against a truth one can count by hand."""

import numpy as np
import pytest

from wholeplace.pooling.linkage import Pairs, score_linkage

TRUTH = ["x", "x", "x", "y", "z"]


def test_perfect() -> None:
    scores = score_linkage([7, 7, 7, 8, 9], TRUTH)

    assert {score["f1"] for score in scores.values()} == {1.0}


def test_closure_counts_pairs_of_records() -> None:
    closure = score_linkage([1, 1, 2, 2, 3], TRUTH)["closure"]

    assert closure["precision"] == pytest.approx(1 / 2)
    assert closure["recall"] == pytest.approx(1 / 3)


def test_exact_counts_whole_people() -> None:
    exact = score_linkage([1, 1, 2, 2, 3], TRUTH)["exact"]

    assert exact["precision"] == pytest.approx(1 / 3)
    assert exact["recall"] == pytest.approx(1 / 3)


def test_pair_counts_the_scored_pairs_above_the_threshold() -> None:
    pairs = Pairs(np.array([0, 0, 3]), np.array([1, 2, 4]), np.zeros(3), np.array([0.9, 0.2, 0.8]))

    pair = score_linkage([1, 1, 1, 1, 1], TRUTH, pairs.above(0.5))["pair"]

    assert pair["precision"] == pytest.approx(1 / 2)
    assert pair["recall"] == pytest.approx(1 / 3)


def test_nobody_linked_is_precise_and_finds_nothing() -> None:
    closure = score_linkage([1, 2, 3, 4, 5], TRUTH)["closure"]

    assert (closure["precision"], closure["recall"], closure["f1"]) == (1.0, 0.0, 0.0)
