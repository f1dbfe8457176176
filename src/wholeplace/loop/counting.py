"""Counts for an agreement that gives nothing about single people."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from wholeplace.place import financial_year
from wholeplace.trust import protect

_COUNTS = pa.schema(
    [(name, pa.string()) for name in ("source", "kind", "year", "borough", "people", "activities")]
)


def counted(activity: pa.Table, person: pa.Table) -> pa.Table:
    """People and activities by source, kind, financial year and borough, by the release rule.

    Where fewer than eight people stand behind a row, neither count is shown.
    """
    homes = dict(zip(person["person"].to_pylist(), person["borough"].to_pylist(), strict=True))
    people: dict[tuple[str, ...], set[str]] = {}
    many: dict[tuple[str, ...], int] = {}
    for row in activity.select(["source", "kind", "start", "person"]).to_pylist():
        cell = _cell(row, homes)
        people.setdefault(cell, set()).add(row["person"])
        many[cell] = many.get(cell, 0) + 1
    rows = [[*cell, *_said(len(people[cell]), many[cell])] for cell in sorted(people)]
    columns = list(zip(*rows, strict=True)) or [()] * len(_COUNTS)
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=_COUNTS)


def protected(given: pa.Table) -> pa.Table:
    """Counts that came as counts, by the same rule."""
    where = given.column_names.index("count")
    said = [None if n is None else str(protect(n)) for n in given["count"].to_pylist()]
    return given.set_column(where, "count", pa.array(said, pa.string()))


def _cell(row: dict[str, Any], homes: dict[str, str | None]) -> tuple[str, ...]:
    year = financial_year(row["start"]) if row["start"] else "not known"
    return row["source"], row["kind"], year, homes.get(row["person"]) or "not known"


def _said(people: int, activities: int) -> tuple[str, str]:
    shown = str(protect(people))
    return shown, shown if 1 <= people <= 7 else str(protect(activities))
