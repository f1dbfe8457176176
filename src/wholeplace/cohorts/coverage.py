"""Where silence means no: ages and areas whose deliveries cover every day a test looks at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

Row = Mapping[str, Any]
Days = tuple[date, date]
"""A first day, and the first that is not included."""

OLDEST = 130
"""A band that reaches this age has no upper end."""


@dataclass(frozen=True)
class Cell:
    """People of one area, from ``age_from`` up to, not including, ``age_to``."""

    area: str
    age_from: int
    age_to: int


def told(rows: Iterable[Row], kind: str) -> dict[Cell, list[Days]]:
    """Days that deliveries of a kind tell of, laid end to end, for ages that share them.

    The cells of an area follow each other; between two there may be ages that nothing tells of.
    """
    of_kind = sorted((row for row in rows if row["kind"] == kind), key=lambda row: row["area"])
    return {
        cell: days
        for area, own in groupby(of_kind, key=lambda row: str(row["area"]))
        for cell, days in _by_age(area, list(own))
    }


def covered(rows: Iterable[Row], kind: str, start: date, end: date) -> list[Cell]:
    """Cells of which no day of a window is left out, as wide as they can be."""
    cells: list[Cell] = []
    for cell, days in told(rows, kind).items():
        if not any(first <= start and end <= last for first, last in days):
            continue
        last = cells[-1] if cells else None
        if last and (last.area, last.age_to) == (cell.area, cell.age_from):
            cell = Cell(cell.area, cells.pop().age_from, cell.age_to)
        cells.append(cell)
    return cells


def of_every_age(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """The cells of each area that between them leave no age out."""
    return {
        area: own
        for area, found in groupby(cells, key=lambda cell: cell.area)
        if _leaves_out_none(own := list(found))
    }


def _leaves_out_none(cells: list[Cell]) -> bool:
    ends = cells[0].age_from == 0 and cells[-1].age_to >= OLDEST
    return ends and all(one.age_to == other.age_from for one, other in pairwise(cells))


def _by_age(area: str, rows: list[Row]) -> Iterator[tuple[Cell, list[Days]]]:
    ages = sorted({age for row in rows for age in (row["age_from"], row["age_to"])})
    for low, high in pairwise(ages):
        inside = [(r["start"], r["end"]) for r in rows if r["age_from"] <= low < r["age_to"]]
        if inside:
            yield Cell(area, low, high), list(_end_to_end(inside))


def _end_to_end(days: Iterable[Days]) -> Iterator[Days]:
    reached: Days | None = None
    for start, end in sorted(days):
        if reached is None or start > reached[1]:
            if reached is not None:
                yield reached
            reached = (start, end)
        else:
            reached = (reached[0], max(reached[1], end))
    if reached is not None:
        yield reached
