"""Wards too small to show alone are shown together with their nearest neighbour in the borough."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import dist

SMALL = 8
"""Counts of 1 to 7 are not shown: the release rule of the house."""


@dataclass(frozen=True)
class Area:
    """One or more wards of one borough, with what was counted there."""

    wards: tuple[str, ...]
    borough: str
    centre: tuple[float, float]
    residents: int
    counts: Mapping[str, int]

    @property
    def small(self) -> bool:
        """Whether any count would show fewer than eight people."""
        return any(0 < n < SMALL for n in self.counts.values()) or self.residents == 0


def merge_small(areas: Sequence[Area]) -> list[Area]:
    """Join small areas with neighbours, smallest first, until none shows a small count.

    A borough left with one area stays as it is: there is no neighbour to hide in, and the
    caller leaves its small counts blank.
    """
    merged: list[Area] = []
    for borough in sorted({a.borough for a in areas}):
        merged += _within([a for a in areas if a.borough == borough])
    return merged


def _within(areas: list[Area]) -> list[Area]:
    areas = sorted(areas, key=_size)
    while len(areas) > 1:
        small = next((a for a in areas if a.small), None)
        if small is None:
            break
        others = [a for a in areas if a is not small]
        neighbour = min(others, key=_nearest_to(small))
        rest = [a for a in others if a is not neighbour]
        areas = sorted([*rest, _join(small, neighbour)], key=_size)
    return sorted(areas, key=lambda a: a.wards)


def _size(area: Area) -> tuple[int, tuple[str, ...]]:
    return min(area.counts.values(), default=0), area.wards


def _nearest_to(area: Area) -> Callable[[Area], tuple[float, tuple[str, ...]]]:
    return lambda other: (dist(area.centre, other.centre), other.wards)


def _join(a: Area, b: Area) -> Area:
    names = sorted({*a.counts, *b.counts})
    whole = (a.residents + b.residents) or 1
    shares = a.residents / whole, b.residents / whole
    middle = tuple(x * shares[0] + y * shares[1] for x, y in zip(a.centre, b.centre, strict=True))
    return Area(
        wards=tuple(sorted(a.wards + b.wards)),
        borough=a.borough,
        centre=(middle[0], middle[1]) if sum(shares) else a.centre,
        residents=a.residents + b.residents,
        counts={n: a.counts.get(n, 0) + b.counts.get(n, 0) for n in names},
    )


def shown(value: float | None, count: int) -> float | None:
    """A measure to show, or None where its count is still small."""
    return None if 0 < count < SMALL else value
