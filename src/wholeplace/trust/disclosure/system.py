"""What follows from figures that add up: a system of sums, solved for one figure at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from .tables import Key

Bounds = tuple[float, float]
"""The least and the most a figure may be; ``inf`` where nothing is known above."""

Sum = tuple[Key, tuple[Key, ...]]
UNKNOWN: Bounds = (0.0, float("inf"))
_NOTHING = 1e-6


class Unsolvable(Exception):
    """No figures fit all sums and bounds: what was published before contradicts the table."""


@dataclass(frozen=True)
class System:
    """Sums among figures that are never negative."""

    sums: tuple[Sum, ...]
    keys: tuple[Key, ...] = field(default=())

    @classmethod
    def of(cls, sums: Iterable[Sum]) -> System:
        """Every figure named in the sums, in a fixed order."""
        listed = tuple(sums)
        keys = {k for whole, parts in listed for k in (whole, *parts)}
        return cls(listed, tuple(sorted(keys, key=sorted)))

    @cached_property
    def at(self) -> dict[Key, int]:
        """Each figure's place."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def _sums(self) -> Any:
        from scipy.sparse import coo_array

        rows, columns, signs = [], [], []
        for row, (whole, parts) in enumerate(self.sums):
            rows += [row] * (1 + len(parts))
            columns += [self.at[whole], *(self.at[part] for part in parts)]
            signs += [1.0, *([-1.0] * len(parts))]
        return coo_array((signs, (rows, columns)), (len(self.sums), len(self.keys))).tocsr()

    def extreme(self, key: Key, known: Mapping[Key, Bounds], *, most: bool) -> np.ndarray | None:
        """Figures, one a key, that fit what is known and make ``key`` least or most.

        None where it can be as large as one likes.
        """
        aim = np.zeros(len(self.keys))
        aim[self.at[key]] = -1.0 if most else 1.0
        return _solved(aim, self._sums, [known.get(k, UNKNOWN) for k in self.keys])

    def to_hide(
        self, key: Key, need: Bounds, known: Mapping[Key, Bounds], costs: Mapping[Key, float]
    ) -> list[Key] | None:
        """The cheapest figures to hide so that ``key`` may lie within ``need``.

        Only keys with a cost can be hidden. None where hiding all of them is not enough.
        """
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        size, choice = len(self.keys), [self.at[k] for k in costs]
        picked = eye_array(size, format="csr")[choice]
        nought = csr_array((len(self.sums), 2 * len(choice)))
        minus = -eye_array(len(choice), format="csr")
        none = csr_array((len(choice), len(choice)))
        over = hstack([picked, minus, none])
        under = hstack([-picked, none, minus])
        limits = np.array([known[k] for k in costs]).reshape(-1, 2)
        bounds = [UNKNOWN if k in costs else known.get(k, UNKNOWN) for k in self.keys]
        bounds[self.at[key]] = need
        price = np.array(list(costs.values()))
        found = _solved(
            np.concatenate([np.zeros(size), price, price]),
            hstack([self._sums, nought]).tocsr(),
            [*bounds, *([UNKNOWN] * 2 * len(choice))],
            (vstack([over, under]).tocsr(), np.concatenate([limits[:, 1], -limits[:, 0]])),
        )
        if found is None:
            return None
        moved = found[size:].reshape(2, -1).sum(axis=0) > _NOTHING
        return [k for k, hide in zip(costs, moved, strict=True) if hide]


def _solved(
    aim: np.ndarray, sums: Any, bounds: Collection[Bounds], within: tuple[Any, Any] | None = None
) -> np.ndarray | None:
    from scipy.optimize import linprog

    matrix, limits = within or (None, None)
    found = linprog(
        aim,
        A_ub=matrix,
        b_ub=limits,
        A_eq=sums,
        b_eq=np.zeros(sums.shape[0]),
        bounds=list(bounds),
        method="highs",
    )
    if found.status == 3:
        return None
    if found.status != 0:
        raise Unsolvable(found.message)
    return np.asarray(found.x)
