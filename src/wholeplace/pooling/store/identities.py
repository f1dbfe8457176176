"""Gather what every agency says about people: one record per person and people source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from wholeplace.place import Place, Source

from . import schemas
from .engine import arrow, connect, quote

if TYPE_CHECKING:
    import duckdb

SAID = [
    "given",
    "family",
    "aliases",
    "birth_date",
    "birth_precision",
    "sex",
    "sex_given",
    "ethnicity",
    "ethnicity_given",
    "died",
    "household_given",
]
"""What a record says of a person; the people source speaks first, attached sources fill gaps."""

FROM = ["delivery", "file", "row"]


@dataclass(frozen=True)
class Identities:
    """The identity zone before linking. Record numbers are dense, by source and local id.

    ``seen``: the last day on which something was recorded of a record's person.
    """

    record: pa.Table
    identifier: pa.Table
    address: pa.Table
    seen: pa.Table

    def named(self) -> Identities:
        """Only records that may be linked: pseudonymised ones have nobody to be linked to."""
        import pyarrow.compute as pc

        record = self.record.filter(pc.equal(self.record["zone"], "named"))
        kept = record["record"]
        rest = (self.identifier, self.address, self.seen)
        return Identities(record, *(_of(table, kept) for table in rest))

    def restricting(self, records: Collection[int]) -> Identities:
        """The identities with some more records marked as restricted."""
        if not records:
            return self
        import pyarrow.compute as pc

        marked = pc.is_in(self.record["record"], value_set=pa.array(sorted(records), pa.int64()))
        where = self.record.column_names.index("restricted")
        now = pc.or_(pc.fill_null(self.record["restricted"], False), marked)
        return replace(self, record=self.record.set_column(where, "restricted", now))

    def without(self, gone: Collection[int]) -> Identities:
        """The identities as if some records had never come: those left are numbered anew."""
        if not gone:
            return self
        tables = (self.record, self.identifier, self.address, self.seen)
        return Identities(*renumbered(self.record["record"].to_numpy(), gone, *tables))


def renumbered(records: np.ndarray, gone: Collection[int], *tables: pa.Table) -> list[pa.Table]:
    """Tables without the rows of some records; the ``records`` left are 0, 1, 2 … in each."""
    keep = np.ones(int(records.max(initial=-1)) + 1, dtype=bool)
    keep[np.fromiter(gone, np.int64)] = False
    number = np.cumsum(keep) - 1
    made = []
    for table in tables:
        owners = table["record"].to_numpy()
        kept = table.filter(pa.array(keep[owners]))
        where = kept.column_names.index("record")
        made.append(kept.set_column(where, "record", pa.array(number[owners[keep[owners]]])))
    return made


def _of(table: pa.Table, records: pa.ChunkedArray) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table["record"], value_set=records.combine_chunks()))


def people_source(source: Source) -> str:
    """The source whose local ids a source uses: its own, or the one it attaches to."""
    return source.same_people_as or source.id


def gather(place: Place, intake: Mapping[str, Path], spill: Path | None = None) -> Identities:
    """Number the records of every people source and put the rows of attached sources with them."""
    con = connect(spill)
    _people_sources(con, place, intake)
    _stack(con, "said", intake, "record", [*SAID, "local_id", "restricted", *FROM])
    _stack(con, "done", intake, "activity", ["local_id", "start", *FROM])
    con.execute(_RECORDS)
    _stack(con, "named_by", intake, "identifier", ["local_id", "scheme", "value", "valid"])
    _stack(con, "lived_at", intake, "address", ["local_id", *schemas.ADDRESS.names[1:]])
    return Identities(
        _cast(arrow(con, "FROM record ORDER BY record"), schemas.RECORD),
        _cast(arrow(con, _IDENTIFIERS), schemas.IDENTIFIER),
        _cast(arrow(con, _ADDRESSES), schemas.ADDRESS),
        arrow(con, _SEEN.format(day=f"DATE {quote(place.as_at.isoformat())}")),
    )


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return table.select(schema.names).cast(schema)


def _people_sources(
    con: duckdb.DuckDBPyConnection, place: Place, intake: Mapping[str, Path]
) -> None:
    con.execute(
        "CREATE TABLE sources (source VARCHAR, people VARCHAR, partner VARCHAR, zone VARCHAR)"
    )
    for name in sorted(intake):
        source = place.sources[name]
        people = people_source(source)
        owner = place.sources[people].partner
        con.execute("INSERT INTO sources VALUES (?, ?, ?, ?)", [name, people, owner, source.zone])


def _stack(
    con: duckdb.DuckDBPyConnection,
    view: str,
    intake: Mapping[str, Path],
    table: str,
    columns: list[str],
) -> None:
    """One view over the same table of every source, each row saying where it comes from."""
    listed = ", ".join(f'"{c}"' for c in columns)
    parts = [
        f"SELECT {quote(name)} AS source, {listed} FROM read_parquet({quote(str(path))})"
        for name, folder in sorted(intake.items())
        if (path := folder / f"{table}.parquet").is_file()
    ]
    nothing = ", ".join(f'NULL AS "{c}"' for c in columns)
    parts.append(f"SELECT '' AS source, {nothing} WHERE false")
    con.execute(f"CREATE VIEW {view} AS {' UNION ALL '.join(parts)}")


_FIRST_SAID = ", ".join(f'arg_min("{c}", rank) AS "{c}"' for c in SAID)

# A source that only attaches (arrests by person id) may know people its people source never sent.
_RECORDS = f"""
CREATE TABLE rows_about AS
    SELECT people, local_id, row_number() OVER (
        PARTITION BY people, local_id ORDER BY source <> people, source, row) AS rank, said.*
        EXCLUDE (local_id)
    FROM said JOIN sources USING (source);
CREATE TABLE spoken AS
    SELECT people, local_id, {_FIRST_SAID},
        bool_or(coalesce(restricted, false)) AS restricted,
        arg_min_null(delivery, rank) AS delivery,
        arg_min(file, rank) AS file, arg_min("row", rank) AS "row"
    FROM rows_about GROUP BY people, local_id;
CREATE TABLE unspoken AS
    SELECT people, local_id, arg_min_null(delivery, "row") AS delivery,
        arg_min(file, "row") AS file, min("row") AS "row"
    FROM done JOIN sources USING (source)
    ANTI JOIN spoken USING (people, local_id)
    WHERE local_id IS NOT NULL GROUP BY people, local_id;
CREATE TABLE record AS
    SELECT row_number() OVER (ORDER BY people, local_id) - 1 AS record,
        people AS source, local_id, partner, zone, every.* EXCLUDE (people, local_id)
    FROM (
        SELECT *  FROM spoken
        UNION ALL BY NAME
        SELECT *, false AS restricted, 'unknown' AS sex, 'unknown' AS ethnicity FROM unspoken
    ) AS every
    JOIN (SELECT people, any_value(partner) AS partner, any_value(zone) AS zone
          FROM sources GROUP BY people) USING (people);
"""

_KEYED = """
    JOIN sources ON sources.source = {0}.source
    JOIN record ON record.source = sources.people AND record.local_id = {0}.local_id
"""

_IDENTIFIERS = f"""
SELECT record.record, scheme, value, bool_or(valid) AS valid
FROM named_by {_KEYED.format("named_by")}
GROUP BY ALL ORDER BY ALL
"""

_ADDRESSES = f"""
SELECT DISTINCT record.record, uprn, line, postcode, start, "end", lsoa, ward, borough
FROM lived_at {_KEYED.format("lived_at")}
ORDER BY ALL
"""

# The last day an agency dealt with somebody: an undated address is as old as that.
_SEEN = f"""
SELECT record.record, max(start) AS date
FROM done {_KEYED.format("done")}
WHERE start <= {{day}}
GROUP BY ALL ORDER BY ALL
"""
