"""Ward shapes as shared borders: dissolve them by ward, by merged area or by borough at will."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[int, int]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Line:
    """A border in whole metres, British National Grid; ``right`` is '' at the place's edge."""

    left: str
    right: str
    points: Ring


@dataclass(frozen=True)
class Shapes:
    """Approximate ward shapes. Neighbours share borders: nothing overlaps, no gap opens."""

    lines: tuple[Line, ...]

    def wards(self) -> list[str]:
        """Ward codes, sorted."""
        return sorted({side for line in self.lines for side in (line.left, line.right)} - {""})

    def polygons(self) -> dict[str, list[Ring]]:
        """Rings of every ward, anticlockwise; a hole runs clockwise."""
        return self.dissolve({ward: ward for ward in self.wards()})

    def dissolve(self, group_of: Mapping[str, str]) -> dict[str, list[Ring]]:
        """Rings of every group of wards; wards in no group count as outside."""
        sides: dict[str, list[Ring]] = defaultdict(list)
        for line in self.between(group_of):
            left, right = group_of.get(line.left), group_of.get(line.right)
            if left is not None:
                sides[left].append(line.points)
            if right is not None:
                sides[right].append(line.points[::-1])
        return {group: _rings(sides[group]) for group in sorted(sides)}

    def between(self, group_of: Mapping[str, str]) -> list[Line]:
        """The lines that part one group from another or from the outside."""
        return [x for x in self.lines if group_of.get(x.left) != group_of.get(x.right)]

    def box(self) -> tuple[int, int, int, int]:
        """West, south, east, north."""
        xs, ys = zip(*(p for line in self.lines for p in line.points), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def _rings(lines: list[Ring]) -> list[Ring]:
    """Join lines end to start, the largest ring first."""
    onward: dict[Point, list[Ring]] = defaultdict(list)
    for line in sorted(lines, reverse=True):
        onward[line[0]].append(line)
    rings = []
    for start in sorted(onward):
        while onward[start]:
            ring = list(onward[start].pop())
            while ring[-1] != ring[0]:
                ring += onward[ring[-1]].pop()[1:]
            rings.append(tuple(ring))
    return sorted(rings, key=ring_area, reverse=True)


def ring_area(ring: Ring) -> float:
    """Square metres; negative for a ring that runs clockwise."""
    steps = pairwise(ring)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in steps) / 2


def centre(rings: Iterable[Ring]) -> tuple[float, float]:
    """Centre of gravity, where a label may stand."""
    area = east = north = 0.0
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            cross = x0 * y1 - x1 * y0
            area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    return east / (3 * area), north / (3 * area)
