"""Hide more, until nothing that is published proves what a hidden figure is.

A reader who knows all sums can solve for a hidden figure. It is safe when it may still lie on
either side of what would tell: for a count, at most ``small`` and more than that; for a sum of
money, a share below and above its value. Each hidden figure that is not safe costs the cheapest
others that make it so, smaller figures before larger, inner cells before totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .system import Bounds, System, Unsolvable
from .tables import Key

TOTALS_COST = 3.0
ROUNDS = 200
_HAIR = 1e-6


@dataclass
class Puzzle:
    """What a reader could know: bounds of figures that are shown, needs of those that are not.

    ``shown`` may still be hidden at a ``cost``; ``settled`` was published before and stays.
    """

    system: System
    shown: dict[Key, Bounds]
    settled: Mapping[Key, Bounds]
    needs: Mapping[Key, Bounds]
    costs: Mapping[Key, float]
    hidden: set[Key]

    @property
    def known(self) -> dict[Key, Bounds]:
        """Bounds of all that is or was published."""
        left = {key: bounds for key, bounds in self.shown.items() if key not in self.hidden}
        return {**left, **self.settled}


def hide_more(puzzle: Puzzle) -> bool:
    """Add to ``hidden`` until all is safe; False when that cannot be done."""
    for _ in range(ROUNDS):
        try:
            told = next(unsafe(puzzle), None)
        except Unsolvable:
            return False
        if told is None:
            return True
        if not _protect(puzzle, *told):
            return False
    return False


def unsafe(puzzle: Puzzle) -> Iterator[tuple[Key, Bounds]]:
    """Hidden figures that a reader can pin down, and where each ought to be able to lie.

    Solutions found for one figure show what others may be, so most need no solving of their own.
    """
    known, system = puzzle.known, puzzle.system
    low = np.full(len(system.keys), np.inf)
    high = np.full(len(system.keys), -np.inf)
    for key in sorted(puzzle.hidden & puzzle.needs.keys(), key=sorted):
        least, most = puzzle.needs[key]
        at = system.at[key]
        for wanted, reached, up in ((most, high, True), (least, low, False)):
            if (reached[at] >= wanted - _HAIR) if up else (reached[at] <= wanted + _HAIR):
                continue
            found = system.extreme(key, known, most=up)
            if found is None:
                reached[at] = np.inf if up else -np.inf
                continue
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)
            if up and high[at] < wanted - _HAIR:
                yield key, (wanted, float("inf"))
            if not up and low[at] > wanted + _HAIR:
                yield key, (0.0, wanted)


def _protect(puzzle: Puzzle, key: Key, need: Bounds) -> bool:
    left = {k: c for k, c in puzzle.costs.items() if k not in puzzle.hidden}
    try:
        more = puzzle.system.to_hide(key, need, puzzle.known, left)
    except Unsolvable:
        return False
    puzzle.hidden.update(more or ())
    return bool(more)
