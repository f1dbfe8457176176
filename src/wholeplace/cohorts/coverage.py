"""Where silence means no: ages and areas whose deliveries cover every day a test looks at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """People of one area, from ``age_from`` up to, not including, ``age_to``."""

    area: str
    age_from: int
    age_to: int


def covered(rows: Iterable[Row], kind: str, start: date, end: date) -> list[Cell]:
    """Cells in which deliveries of ``kind``, laid end to end, leave no day of the window out."""
    of_kind = [row for row in rows if row["kind"] == kind]
    return [
        cell
        for area in sorted({row["area"] for row in of_kind})
        for cell in _bands(area, [r for r in of_kind if r["area"] == area], start, end)
    ]


def _bands(area: str, rows: Sequence[Row], start: date, end: date) -> list[Cell]:
    ages = sorted({age for row in rows for age in (row["age_from"], row["age_to"])})
    cells: list[Cell] = []
    for low, high in pairwise(ages):
        spans = [(r["start"], r["end"]) for r in rows if r["age_from"] <= low < r["age_to"]]
        if not _leaves_no_day(spans, start, end):
            continue
        if cells and cells[-1].age_to == low:
            low = cells.pop().age_from
        cells.append(Cell(area, low, high))
    return cells


def _leaves_no_day(spans: Sequence[tuple[date, date]], start: date, end: date) -> bool:
    reached = start
    for first, last in sorted(spans):
        if first <= reached:
            reached = max(reached, last)
    return reached >= end
