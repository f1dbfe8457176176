"""DuckDB and Ibis: the only place that opens a connection."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

MEMORY = "2GB"
THREADS = 2


def connect(spill: Path | None = None, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """An in-memory connection that keeps to a memory limit and spills what is over to disk."""
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET memory_limit = '{memory}'")
    con.execute(f"SET threads = {THREADS}")
    con.execute("SET TimeZone = 'UTC'")
    con.execute(f"SET temp_directory = {quote(str(spill or _own_spill(os.getpid())))}")
    return con


@cache
def _own_spill(process: int) -> Path:
    """A folder that only this user can read, gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix=f"wholeplace-{process}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "spill"


def memory_backend(tables: Mapping[str, pa.Table] | None = None) -> Backend:
    """An Ibis backend in memory that holds copies of the given Arrow tables."""
    con = connect()
    for name, table in (tables or {}).items():
        load(con, name, table)
    return ibis_over(con)


def load(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Copy an Arrow table into the connection, under a name."""
    con.register("arriving", table)
    con.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM arriving')
    con.unregister("arriving")


def ibis_over(con: duckdb.DuckDBPyConnection) -> Backend:
    """The portable layer over a connection."""
    import ibis
    from ibis.backends.duckdb import Backend

    class Current(Backend):  # type: ignore[misc]
        """Asks DuckDB 2 what tables there are; Ibis 12 does so by a method that is going."""

        def list_tables(self, *, like: str | None = None, database: Any = None) -> list[str]:
            listed = arrow(self.con, "SELECT table_name FROM information_schema.tables ORDER BY 1")
            return list(self._filter_with_like(listed["table_name"].to_pylist(), like))

        def get_schema(self, table_name: str, **_: Any) -> ibis.Schema:
            said = arrow(self.con, f'DESCRIBE "{table_name}"').to_pylist()
            typed = self.compiler.type_mapper.from_string
            return ibis.schema({row["column_name"]: typed(row["column_type"]) for row in said})

    return Current.from_connection(con)


def arrow(con: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """The answer to a query, as an Arrow table."""
    return con.sql(sql).to_arrow_table()


def confine(con: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Let the connection read these folders and nothing else, for good."""
    allowed = ", ".join(quote(str(folder)) for folder in folders)
    con.execute(f"SET allowed_directories = [{allowed}]")
    con.execute("SET enable_external_access = false")


def quote(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
