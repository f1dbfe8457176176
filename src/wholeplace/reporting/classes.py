"""Sort areas into a few classes for a map: about as many areas in each, breaks easy to read."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from .formats import bare
from .palette import SEQUENCE


@dataclass(frozen=True)
class Classes:
    """Breaks between classes; a value on a break belongs to the class above it."""

    breaks: tuple[float, ...]
    unit: str
    lowest: float = 0.0

    def of(self, value: float) -> int:
        """The class a value is in, 0 the lowest."""
        return bisect_right(self.breaks, value)

    def colour(self, number: int) -> str:
        """From the palest to the deepest, however few classes there are."""
        last = len(self.breaks)
        return SEQUENCE[round(number * (len(SEQUENCE) - 1) / last)] if last else SEQUENCE[2]

    def label(self, number: int) -> str:
        """'under 5%', '5% to 8%', '8% and over'."""
        ends = [bare(b, self.unit) for b in self.breaks]
        if not ends:
            return f"{bare(self.lowest, self.unit)} everywhere"
        if number == 0:
            return f"under {ends[0]}"
        return (
            f"{ends[-1]} and over"
            if number == len(ends)
            else f"{ends[number - 1]} to {ends[number]}"
        )


def classes(values: Sequence[float], unit: str) -> Classes:
    """Up to five classes; a break that would leave a class empty is dropped."""
    ordered = sorted(values)
    if not ordered:
        return Classes((), unit)
    kept: list[float] = []
    for n in range(1, len(SEQUENCE)):
        edge = _round(ordered[len(ordered) * n // len(SEQUENCE)])
        low = kept[-1] if kept else float("-inf")
        if any(low <= v < edge for v in ordered) and ordered[-1] >= edge:
            kept.append(edge)
    return Classes(tuple(kept or _two(ordered)), unit, ordered[0])


def _two(ordered: Sequence[float]) -> list[float]:
    """Where most areas have the lowest value, part them from the rest."""
    return [v for v in ordered if v > ordered[0]][:1]


def _round(value: float) -> float:
    """To two significant figures."""
    return round(value, 1 - floor(log10(abs(value)))) if value else 0.0
