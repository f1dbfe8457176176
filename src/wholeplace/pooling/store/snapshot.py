"""A snapshot: the pooled record at one moment, read-only, pinned while it is open."""

from __future__ import annotations

import fcntl
import json
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place

from . import engine
from .pointer import MAKING, read_current, write_atomic
from .schemas import IDENTITY, PAYLOAD

if TYPE_CHECKING:
    import duckdb
    from ibis.backends.duckdb import Backend

KEEP = 2
RETIRE_AFTER = 3600.0
"""Seconds a superseded snapshot stays, for readers that resolved it before the swap."""


class NoSnapshot(Exception):
    """The place has not been pooled yet."""


class Snapshot:
    """Use as a context manager, or call ``close``: until then clean-up leaves it alone."""

    def __init__(self, path: Path):
        self.path = path
        self._lease = (path / ".lease").open("rb")
        fcntl.flock(self._lease, fcntl.LOCK_SH)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs, definitions and model by hash; rows and hash of each table."""
        said: dict[str, Any] = json.loads((self.path / "manifest.json").read_text("utf-8"))
        return said

    @property
    def id(self) -> str:
        """SHA-256 over the rows of all tables."""
        return str(self.manifest["snapshot"])

    def table(self, name: str) -> pa.Table:
        """A whole table in memory, by its name: ``person``, ``activity``, ``detail_offence`` …"""
        return pq.read_table(self._file(name))

    def rows(
        self, name: str, column: str, among: Iterable[Any], columns: Sequence[str] | None = None
    ) -> pa.Table:
        """The rows of a table whose ``column`` holds one of the values; all columns or some."""
        file = self._file(name)
        typed = pa.array(sorted(among), pq.read_schema(file).field(column).type)
        return pq.read_table(
            file, columns=columns and list(columns), filters=pc.field(column).isin(typed)
        )

    def connect(self, *, identity: bool = False) -> duckdb.DuckDBPyConnection:
        """A connection with a view on each table, able to read nothing but this snapshot.

        Names, identifiers and addresses are there only when ``identity`` is asked for.
        """
        con = engine.connect()
        for name in self.tables(identity=identity):
            file = engine.quote(str(self._file(name)))
            con.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({file})')
        engine.confine(con, [self.path])
        return con

    def ibis(self, *, identity: bool = False) -> Backend:
        """The same views behind the portable layer."""
        return engine.ibis_over(self.connect(identity=identity))

    def tables(self, *, identity: bool = False) -> list[str]:
        """Names of the tables a connection would show."""
        names = [name for name in self.manifest["tables"] if identity or name not in IDENTITY]
        return sorted(names)

    @property
    def index(self) -> Path | None:
        """The file by which one person is found; None where the snapshot was made without."""
        name = self.manifest.get("index")
        file = name and index_file(self.path, name)
        return file if file and file.is_file() else None

    def _file(self, name: str) -> Path:
        return self.path / table_file(name)

    def close(self) -> None:
        """Give the lease back."""
        self._lease.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def table_file(name: str) -> str:
    """Where a table lies inside a snapshot."""
    if name in IDENTITY:
        return f"identity/{name}.parquet"
    if name in PAYLOAD:
        return f"{name}.parquet"
    return f"detail/{name.removeprefix('detail_')}.parquet"


def index_file(snapshot: Path, name: str) -> Path:
    """Where an index to find people by lies inside a snapshot: in its identity zone."""
    return snapshot / "identity" / name


def folder_of(place: Place, snapshot: str) -> Path:
    """The folder of a snapshot by its id."""
    return place.cache / "snapshots" / snapshot[:16]


def note_obeyed(folder: Path, versions: Mapping[str, str]) -> None:
    """Say in a snapshot's manifest which lists of people's choices questions now obey.

    Rows and id stay as they are: choices are kept when a question is asked.
    """
    path = folder / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    if said.get("obeyed") != dict(versions):
        write_atomic(path, manifest_text({**said, "obeyed": dict(versions)}))


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """A manifest as it is written."""
    return json.dumps(manifest, indent=1, sort_keys=True) + "\n"


def open_snapshot(place: Place) -> Snapshot:
    """Open what is being served, resolved once: all tables come from one snapshot."""
    for _ in range(2):
        current = read_current(place)
        if current is None:
            break
        try:
            return Snapshot(folder_of(place, current.snapshot))
        except FileNotFoundError:
            continue  # retired between reading the pointer and opening: the pointer has moved on
    raise NoSnapshot(
        f"{place.root}: nothing has been pooled here yet; run 'wholeplace run {place.root}' first"
    )


def retire(folders: Iterable[Path], keep: set[Path], min_age: float = RETIRE_AFTER) -> list[Path]:
    """Delete old folders: not those to keep, not the last two, not the young, not the leased."""
    folders = [f for f in folders if not f.name.startswith(MAKING)]
    newest_first = sorted(folders, key=lambda f: f.stat().st_mtime, reverse=True)
    gone = []
    for folder in newest_first[KEEP:]:
        old = time.time() - folder.stat().st_mtime >= min_age
        if old and folder not in keep and _unleased(folder):
            _delete(folder)
            gone.append(folder)
    return gone


def _unleased(folder: Path) -> bool:
    lease = folder / ".lease"
    if not lease.exists():
        return True
    with lease.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _delete(folder: Path) -> None:
    # Renamed first, so that a reader sees all of it or none, and a killed deletion is cleaned up.
    doomed = folder.with_name(f"{MAKING}{folder.name}")
    folder.rename(doomed)
    shutil.rmtree(doomed)
