"""A reader who solves for what is hidden learns nothing: not a count, not that it is small."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from support.trust.attacking import Attacker, people, table_of
from wholeplace.trust.disclosure import Ledger, Refused, Released, Rules, release

SHAPES = [(6, 4, 1), (10, 6, 1), (5, 3, 3)]
ON = date(2014, 3, 31)


def test_100_tables_and_pairs_give_nothing_away(tmp_path: Path) -> None:
    attack_many(100, tmp_path)


@pytest.mark.slow
def test_1000_tables_and_pairs_give_nothing_away(tmp_path: Path) -> None:
    attack_many(1000, tmp_path)


def attack_many(number: int, folder: Path) -> None:
    refused, hidden, naive = 0, 0, 0
    for seed in range(number):
        rng = np.random.default_rng(seed)
        shape = SHAPES[seed % len(SHAPES)]
        cube = people(rng, shape)
        rules = Rules(method="exact" if seed % 2 else "rounded")
        released = releases(cube, shape, rules, Ledger(folder / f"{seed}.jsonl"))
        if released is None:
            refused += 1
            continue
        attacker = Attacker(shape, released)
        for name, row in attacker.hidden:
            low, high = attacker.interval(row)
            assert low <= 7 < high, (seed, name, low, high, int(row @ cube.ravel()))
        if shape[2] == 1 and rules.method == "exact":
            hidden += released[0].hidden
            naive += naive_complement(cube[:, :, 0])
    assert refused <= 0.15 * number, refused
    assert hidden <= 1.5 * naive, (hidden, naive)


def releases(
    cube: np.ndarray, shape: tuple[int, int, int], rules: Rules, ledger: Ledger
) -> list[Released] | None:
    """One table, or two of the same people that share a margin, one after the other."""
    wanted = [(0, 1)] if shape[2] == 1 else [(0, 1), (0, 2)]
    done = []
    for axes in wanted:
        table = table_of(cube, axes, f"t{axes}")
        try:
            done.append(release(table, rules, ledger))
        except Refused:
            return None
        ledger.record(table, done[-1], ON, "an analyst", "a commissioner", "to test")
    return done


def naive_complement(counts: np.ndarray) -> int:
    """What people hide by hand: small cells, then the smallest other of a row or column of one."""
    full = np.zeros(np.add(counts.shape, 1), dtype=int)
    full[:-1, :-1] = counts
    full[-1, :-1], full[:-1, -1], full[-1, -1] = counts.sum(0), counts.sum(1), counts.sum()
    gone = (full >= 1) & (full <= 7)
    for axis in (0, 1, 0):
        for line, marks in zip(np.moveaxis(full, axis, 0), np.moveaxis(gone, axis, 0), strict=True):
            if marks.sum() == 1:
                others = np.where(marks, np.inf, np.where(line == 0, np.inf, line))
                marks[int(np.argmin(others))] = True
    return int(gone.sum())
