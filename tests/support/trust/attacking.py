"""A reader who wants to know what was hidden, and solves for it. Shares no code with the product.

People are invented with three attributes; every published figure of a table over some of them is
one linear fact about the full cross-table, which is all that this attacker knows.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from wholeplace.trust.disclosure import Cell, Dimension, Exact, Released, Rounded, Suppressed, Table

NAMES = ("area", "age", "need")


def people(rng: np.random.Generator, shape: tuple[int, int, int]) -> np.ndarray:
    """How many people have each combination: few in most, many in some."""
    size = np.exp(sum(rng.normal(0, 0.8, n).reshape(s) for n, s in _axes(shape)))
    return rng.poisson(size * rng.uniform(1, 8))


def _axes(shape: tuple[int, int, int]) -> Iterable[tuple[int, tuple[int, ...]]]:
    for axis, number in enumerate(shape):
        yield number, tuple(number if a == axis else 1 for a in range(3))


def table_of(cube: np.ndarray, axes: Sequence[int], id: str = "t") -> Table:
    """The table over some attributes."""
    others = tuple(a for a in range(3) if a not in axes)
    counts = cube.sum(axis=others)
    dimensions = tuple(
        Dimension(NAMES[a], tuple(f"{NAMES[a]}{n}" for n in range(cube.shape[a]))) for a in axes
    )
    cells = {
        tuple(f"{NAMES[a]}{n}" for a, n in zip(axes, at, strict=True)): Cell(int(counts[at]))
        for at in product(*(range(cube.shape[a]) for a in axes))
    }
    return Table(id, "People", "invented people", dimensions, cells)


class Attacker:
    """Knows all published values of some releases about one cross-table of people."""

    def __init__(self, shape: tuple[int, int, int], releases: Iterable[Released]):
        self.shape = shape
        rows, lows, highs = [], [], []
        self.hidden: list[tuple[str, np.ndarray]] = []
        for released in releases:
            for key, value in released.values.items():
                row = self._row(dict(key))
                if isinstance(value, Suppressed):
                    self.hidden.append((str(sorted(key)), row))
                    continue
                low, high = _range(value)
                rows.append(row)
                lows.append(low)
                highs.append(high)
        self.facts = LinearConstraint(np.array(rows), np.array(lows), np.array(highs))

    def interval(self, row: np.ndarray) -> tuple[int, int]:
        """The least and most whole number of people that fit everything published."""
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * row,
                constraints=self.facts,
                bounds=Bounds(0, 10_000),
                integrality=np.ones(len(row)),
            )
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]

    def _row(self, where: Mapping[str, str]) -> np.ndarray:
        wanted = np.zeros(self.shape)
        at = tuple(
            int(where[name].removeprefix(name)) if name in where else slice(None) for name in NAMES
        )
        wanted[at] = 1
        return wanted.ravel()


def _range(value: Rounded | Exact) -> tuple[int, int]:
    if isinstance(value, Exact) or value.value == 0:
        return value.value, value.value
    return value.value - 2, value.value + 2
