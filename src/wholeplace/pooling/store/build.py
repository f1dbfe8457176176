"""Build a snapshot: every table written in one canonical order, hashed as it is written."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace import __version__
from wholeplace.place import Place

from . import context, schemas
from .activities import activity_sql, build_activities, detail_sql
from .contacts import contact_sql
from .engine import connect, load
from .fingerprint import BLOCK, RowHash
from .identities import Identities
from .impersonal import impersonal_sql
from .people import build_people
from .pointer import keep_as, making_in, write_atomic
from .relationships import relationship_sql
from .snapshot import Snapshot, folder_of, index_file, manifest_text, table_file

if TYPE_CHECKING:
    import duckdb

ROWS_PER_GROUP = 2 * BLOCK


@dataclass(frozen=True)
class Pooled:
    """What the earlier steps found out, ready to be kept.

    ``told`` gives, for each source, the kinds of which its silence means no; ``days`` the days of
    which it does, all where none are given; ``isolation`` how far the least cut off of the reading
    processes was: full, limited, none. ``index`` is a file by which one person is found.
    """

    intake: Mapping[str, Path]
    told: Mapping[str, Collection[str]]
    identities: Identities
    person_record: pa.Table
    household_member: pa.Table
    communal: pa.Table
    home: pa.Table
    inputs: list[dict[str, Any]] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    days: Mapping[str, context.Days] = field(default_factory=dict)
    isolation: str = "none"
    index: Path | None = None


Tell = Callable[[str], None]


def build_snapshot(place: Place, pooled: Pooled, tell: Tell = lambda _: None) -> Snapshot:
    """Write the snapshot of what was pooled. It is not served until the pointer is swapped."""
    with making_in(place.cache / "snapshots") as folder:
        (folder / "spill").mkdir()
        con = connect(folder / "spill")
        _prepare(con, place, pooled, tell)
        tables = dict(_write_all(con, place, pooled, folder, tell))
        con.close()
        manifest = _manifest(place, pooled, tables)
        target = folder_of(place, manifest["snapshot"])
        (folder / "spill").rmdir()
        (folder / ".lease").touch()
        write_atomic(folder / "manifest.json", manifest_text(manifest))
        keep_as(folder, target)
    if pooled.index:
        _share(pooled.index, index_file(target, pooled.index.name))
    write_atomic(target / "manifest.json", manifest_text(manifest))
    return Snapshot(target)


def _share(file: Path, place: Path) -> None:
    """One file under two names. One that is there holds the same: it is named by what it is of."""
    with suppress(FileExistsError):
        os.link(file, place)


def _prepare(con: duckdb.DuckDBPyConnection, place: Place, pooled: Pooled, tell: Tell) -> None:
    load(con, "record", pooled.identities.record)
    load(con, "identifier", pooled.identities.identifier)
    load(con, "address", pooled.identities.address)
    load(con, "person_record", pooled.person_record)
    load(con, "household_member", pooled.household_member)
    load(con, "communal", pooled.communal)
    load(con, "home", pooled.home)
    load(con, "coverage", context.coverage(place, pooled.told, pooled.days))
    load(con, "population", context.population(place))
    tell("people")
    build_people(con, place.as_at)
    tell("activity")
    build_activities(con, place, pooled.intake)


_ORDER = {
    "record": "record",
    "identifier": "record, scheme, value",
    "address": "ALL",
    "person_record": "person, record",
    "person": "person",
    "household_member": "household, person, start",
    "coverage": "ALL",
    "population": "area",
    "spend": 'source, file, "row"',
    "aggregate": "source, kind, area, start",
    "service": "source, service",
    "service_location": "source, service, postcode, address",
}
"""The canonical order of each table, so that equal content has equal hashes."""


_IMPERSONAL = ("spend", "aggregate", "service", "service_location")


def _write_all(
    con: duckdb.DuckDBPyConnection, place: Place, pooled: Pooled, folder: Path, tell: Tell
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, sql in _queries(place, pooled):
        tell(name)
        yield (
            name,
            _write(con, sql, folder / table_file(name), schemas.schema_of(name, place.vocabulary)),
        )


def _queries(place: Place, pooled: Pooled) -> Iterator[tuple[str, str]]:
    for name in [*schemas.IDENTITY, *schemas.PAYLOAD]:
        if name == "activity":
            yield name, activity_sql()
        elif name == "relationship":
            yield name, relationship_sql(place, pooled.intake)
        elif name == "contact":
            yield name, contact_sql(place, pooled.intake)
        elif name in _IMPERSONAL:
            yield name, f"{impersonal_sql(place, pooled.intake, name)} ORDER BY {_ORDER[name]}"
        else:
            yield name, f"FROM {name} ORDER BY {_ORDER[name]}"
    for kind in sorted(place.vocabulary.kinds):
        yield f"detail_{kind}", detail_sql(place, pooled.intake, kind)


def _write(
    con: duckdb.DuckDBPyConnection, sql: str, path: Path, schema: pa.Schema
) -> dict[str, Any]:
    """Stream a query into Parquet, hashing rows on the way."""
    path.parent.mkdir(exist_ok=True)
    rows = RowHash(schema)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        reader = con.sql(sql).to_arrow_reader(BLOCK)
        for batch in reader:
            typed = pa.RecordBatch.from_arrays(
                [batch.column(f.name).cast(f.type) for f in schema], schema=schema
            )
            rows.add(typed)
            writer.write_batch(typed, row_group_size=ROWS_PER_GROUP)
    return {"hash": rows.hexdigest(), "rows": rows.rows}


def _manifest(place: Place, pooled: Pooled, tables: dict[str, Any]) -> dict[str, Any]:
    said = json.dumps({name: t["hash"] for name, t in tables.items()}, sort_keys=True)
    return {
        "snapshot": hashlib.sha256(said.encode()).hexdigest(),
        "version": __version__,
        "vocabulary": place.vocabulary.version,
        "place": place.about.id,
        "as_at": place.as_at.isoformat(),
        "isolation": pooled.isolation,
        **pooled.hashes,
        "index": pooled.index and pooled.index.name,
        "inputs": pooled.inputs,
        "tables": tables,
    }
