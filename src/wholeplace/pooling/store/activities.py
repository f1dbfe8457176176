"""Everything dated that happened, with the person it happened to and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from wholeplace.place import Place

from .engine import load, quote
from .identities import people_source
from .schemas import ACTIVITY, detail_schema

if TYPE_CHECKING:
    import duckdb

GIVEN = [
    "local_id",
    "kind",
    "group",
    "start",
    "end",
    "quantity",
    "provider",
    "outcome",
    "pence",
    "delivery",
    "file",
    "row",
    "activity",
]


def build_activities(
    con: duckdb.DuckDBPyConnection, place: Place, intake: Mapping[str, Path]
) -> None:
    """Make ``activity``: kinds together, dates in order, so that numbering never depends on luck.

    Needs ``record`` and ``person_record`` in the connection.
    """
    load(con, "unit_cost", unit_costs(place))
    con.execute(f"CREATE VIEW given AS {_given(place, intake)}")
    con.execute(_ACTIVITY)


def detail_sql(place: Place, intake: Mapping[str, Path], kind: str) -> str:
    """A query for the attributes of one kind, keyed by the snapshot's activity numbers."""
    names = [n for n in detail_schema(place.vocabulary.kinds[kind]).names if n != "activity"]
    listed = "".join(f', "{n}"' for n in names)
    nothing = "".join(f', NULL AS "{n}"' for n in names)
    parts = [
        f"SELECT {quote(source)} AS source, activity AS ordinal{listed}"
        f" FROM read_parquet({quote(str(path))})"
        for source, folder in sorted(intake.items())
        if (path := folder / f"detail_{kind}.parquet").is_file()
    ]
    parts.append(f"SELECT '' AS source, 0::BIGINT AS ordinal{nothing} WHERE false")
    said = "".join(f', said."{n}"' for n in names)
    return (
        f"SELECT numbered.activity{said} FROM ({' UNION ALL '.join(parts)}) AS said"
        " JOIN numbered USING (source, ordinal) WHERE shown ORDER BY numbered.activity"
    )


def unit_costs(place: Place) -> pa.Table:
    """Pence for one unit of each kind, in the place's price base."""
    from wholeplace.place.prices import uprate

    rows = []
    for name, kind in sorted(place.vocabulary.kinds.items()):
        cost = place.costs.get(kind.unit_cost or "")
        if cost is not None:
            pounds = uprate(cost.pounds, cost.price_year, place.about.price_base)
            rows.append({"kind": name, "unit_pence": _pence(pounds)})
    return pa.Table.from_pylist(
        rows, schema=pa.schema([("kind", pa.string()), ("unit_pence", pa.int64())])
    )


def _pence(pounds: Decimal) -> int:
    return int((pounds * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _given(place: Place, intake: Mapping[str, Path]) -> str:
    columns = ", ".join(f'"{c}"' for c in GIVEN if c != "activity")
    parts = []
    for name, folder in sorted(intake.items()):
        path = folder / "activity.parquet"
        if path.is_file():
            source = place.sources[name]
            parts.append(
                f"SELECT {quote(name)} AS source, {quote(people_source(source))} AS people,"
                f" {quote(source.partner)} AS partner, activity AS ordinal, {columns}"
                f" FROM read_parquet({quote(str(path))})"
            )
    nothing = ", ".join(f'NULL AS "{c}"' for c in GIVEN if c != "activity")
    parts.append(
        "SELECT '' AS source, '' AS people, '' AS partner, 0::BIGINT AS ordinal,"
        f" {nothing} WHERE false"
    )
    return " UNION ALL ".join(parts)


# What happened to somebody who is kept from view counts as money and as nothing else.
_SHOWN = "(record.record IS NOT NULL OR given.local_id IS NULL)"

# Actual cost where a partner gives one; otherwise quantity at the default unit cost.
_ACTIVITY = f"""
CREATE TABLE numbered AS
SELECT row_number() OVER (ORDER BY kind, start, record, source, ordinal) - 1 AS activity, *
FROM (
    SELECT record.record, person_record.person, given.kind,
        CASE WHEN {_SHOWN} THEN given."group" END AS "group", given.start,
        given."end", given.quantity, given.partner,
        CASE WHEN {_SHOWN} THEN given.provider END AS provider,
        CASE WHEN {_SHOWN} THEN given.outcome END AS outcome,
        coalesce(given.pence, CAST(round(given.quantity * unit_cost.unit_pence) AS BIGINT))
            AS pence,
        CASE WHEN given.pence IS NOT NULL THEN 'actual'
             WHEN given.quantity * unit_cost.unit_pence IS NOT NULL THEN 'unit-cost'
        END AS pence_basis,
        given.source, given.delivery, given.file, CASE WHEN {_SHOWN} THEN given."row" END AS "row",
        given.ordinal, {_SHOWN} AS shown
    FROM given
    LEFT JOIN record ON record.source = given.people AND record.local_id = given.local_id
    LEFT JOIN person_record ON person_record.record = record.record
    LEFT JOIN unit_cost ON unit_cost.kind = given.kind
)
"""


def activity_sql() -> str:
    """The query whose rows are the snapshot's ``activity``."""
    columns = ", ".join(f'"{name}"' for name in ACTIVITY.names)
    return f"SELECT {columns} FROM numbered ORDER BY activity"
