"""Which figures of a table must be hidden for what they are, before any arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .rules import Rules
from .tables import Cell, Dimension, Key, Table

SMALL, DOMINATED, WHOLE_CLASS = (
    "too few people or households",
    "one contributor could be worked out",
    "all of a group are in one category",
)


def primary(table: Table, cells: Mapping[Key, Cell], rules: Rules) -> dict[Key, str]:
    """Keys to hide, each with the reason."""
    found = {key: SMALL for key, cell in cells.items() if _small(cell, rules)}
    found |= {key: DOMINATED for key, cell in cells.items() if _dominated(cell, rules)}
    for dimension in table.dimensions:
        if dimension.sensitive:
            found |= dict.fromkeys(_whole_classes(dimension, cells), WHOLE_CLASS)
    return found


def _small(cell: Cell, rules: Rules) -> bool:
    counted = [cell.people] if cell.households is None else [cell.people, cell.households]
    return any(1 <= number <= rules.small for number in counted)


def _dominated(cell: Cell, rules: Rules) -> bool:
    """By the (n, k) rule or by the p% rule."""
    amounts = sorted((abs(a) for a in cell.contributions.values()), reverse=True)
    total = sum(amounts)
    if not total:
        return False
    most = sum(amounts[: rules.dominant])
    others = total - sum(amounts[:2])
    return most > rules.dominant_share * total or others < rules.close * amounts[0]


def _whole_classes(dimension: Dimension, cells: Mapping[Key, Cell]) -> Iterator[Key]:
    """Cells of a group all of whom are in one category of a sensitive dimension."""
    if len(dimension.categories) < 2:
        return
    groups = {key - {pair} for key in cells for pair in key if pair[0] == dimension.name}
    for rest in groups:
        keys = [rest | {(dimension.name, category)} for category in dimension.categories]
        filled = [key for key in keys if key in cells and cells[key].people]
        if len(filled) == 1:
            yield from (key for key in keys if key in cells)
