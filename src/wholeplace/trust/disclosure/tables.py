"""A table to be published: cells by category, and every sum that would be published with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

Key = frozenset[tuple[str, str]]
"""What a cell counts, as (dimension, category) pairs; the empty key is everyone.

The same people have the same key in every table of one population.
"""


@dataclass(frozen=True)
class Dimension:
    """One way to divide people: its categories, each in a wider one if ``within`` says so.

    ``sensitive``: to know that all of a group are in one category would tell on each of them.
    """

    name: str
    categories: tuple[str, ...]
    within: tuple[str, Mapping[str, str]] | None = None
    sensitive: bool = False

    def wider(self) -> Dimension | None:
        """The wider dimension: wards lie within boroughs."""
        if self.within is None:
            return None
        name, of = self.within
        return Dimension(name, tuple(dict.fromkeys(of[c] for c in self.categories)))


@dataclass(frozen=True)
class Cell:
    """Distinct people, the distinct households they live in, and what each contributor adds.

    ``contributions`` (whole pounds, or activities, by organisation) make it a sum, not a count.
    """

    people: int
    households: int | None = None
    contributions: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Cell) -> Cell:
        """Cells of different people together; households may be shared, so the larger stands."""
        both = {*self.contributions, *other.contributions}
        added = {
            name: self.contributions.get(name, 0) + other.contributions.get(name, 0)
            for name in sorted(both)
        }
        counted = [n for n in (self.households, other.households) if n is not None]
        return Cell(self.people + other.people, max(counted, default=None), added)


NOBODY = Cell(0)


@dataclass(frozen=True)
class Table:
    """Cells of one population by one or more dimensions, keyed by their categories in order.

    ``population`` names who is counted, on which day, from which snapshot. Categories without a
    cell hold nobody. All sums over dimensions, and over wider ones, are published too.
    """

    id: str
    title: str
    population: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], Cell]

    def every(self) -> dict[Key, Cell]:
        """All cells and sums by key."""
        found = {self._key(c): self.cells.get(c, NOBODY) for c in self._inner()}
        for key, parts in self.sums():
            total = Cell(0)
            for part in parts:
                total += found[part]
            found[key] = total
        return found

    def sums(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Each sum and the cells it is made of, narrower sums before wider ones.

        One dimension at a time: a total over two is the sum of totals over one.
        """
        told: set[tuple[Key, frozenset[Key]]] = set()
        levels = [self._levels(dimension) for dimension in self.dimensions]
        for depth in product(*(range(len(level)) for level in levels)):
            for axis, at in enumerate(depth):
                if at:
                    yield from self._over(axis, depth, levels, told)

    def _levels(self, dimension: Dimension) -> list[Dimension | None]:
        """The dimension, wider ones, and at last none at all."""
        found: list[Dimension | None] = [dimension]
        wider = dimension.wider()
        return [*found, wider, None] if wider else [*found, None]

    def _over(
        self,
        axis: int,
        depth: tuple[int, ...],
        levels: list[list[Dimension | None]],
        told: set[tuple[Key, frozenset[Key]]],
    ) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        narrow, wide = levels[axis][depth[axis] - 1], levels[axis][depth[axis]]
        assert narrow is not None
        others = [levels[n][d] for n, d in enumerate(depth) if n != axis]
        for rest in _keys(others):
            for group, members in _groups(narrow, wide):
                parts = tuple(rest | {(narrow.name, member)} for member in members)
                whole = rest | group
                if (whole, frozenset(parts)) not in told:
                    told.add((whole, frozenset(parts)))
                    yield whole, parts

    def _inner(self) -> Iterator[tuple[str, ...]]:
        yield from product(*(dimension.categories for dimension in self.dimensions))

    def _key(self, categories: Iterable[str]) -> Key:
        return frozenset(zip((d.name for d in self.dimensions), categories, strict=True))


def _keys(dimensions: Iterable[Dimension | None]) -> Iterator[Key]:
    there = [d for d in dimensions if d is not None]
    for categories in product(*(d.categories for d in there)):
        yield frozenset(zip((d.name for d in there), categories, strict=True))


def _groups(narrow: Dimension, wide: Dimension | None) -> Iterator[tuple[Key, list[str]]]:
    """Categories that are added up, and the key of what they add up to."""
    if wide is None:
        yield frozenset(), list(narrow.categories)
        return
    assert narrow.within is not None
    _, of = narrow.within
    for category in wide.categories:
        members = [c for c in narrow.categories if of[c] == category]
        yield frozenset([(wide.name, category)]), members
