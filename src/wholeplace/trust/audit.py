"""The audit log: one format for commands and pages, written before the effect, never rewritten."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .chain import GENESIS, Checked, check_chain, seal
from .details import as_text

COLUMNS = (
    "number",
    "at",
    "actor",
    "role",
    "organisation",
    "action",
    "object",
    "purpose",
    "outcome",
    "details",
    "seal",
)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    purpose TEXT NOT NULL,
    outcome TEXT NOT NULL,
    details TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_keeps_rows BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log keeps every row'); END;
CREATE TRIGGER IF NOT EXISTS audit_changes_nothing BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log changes no row'); END;
"""


class AuditError(Exception):
    """The log could not be written, so what it was to record must not happen."""


def _now() -> datetime:
    return datetime.now(UTC)


class AuditLog:
    """Append-only rows in SQLite, each sealed over the row before it."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = _now):
        self.path = Path(path)
        self._clock = clock

    def record(
        self,
        *,
        actor: str,
        role: str,
        action: str,
        object: str,
        purpose: str,
        outcome: str,
        organisation: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> int:
        """Commit one row and return its number. Call it before the effect; record denials too."""
        said = (actor, role, organisation, action, object, purpose, outcome)
        row = (self._clock().isoformat(timespec="milliseconds"), *said, as_text(details or {}))
        try:
            with self._writing() as connection:
                return _append(connection, row)
        except (sqlite3.Error, OSError) as error:
            raise AuditError(
                f"the audit log {self.path} cannot be written ({error}), so nothing was done;"
                " free space or mend its permissions, then try again"
            ) from error

    def rows(self) -> list[dict[str, Any]]:
        """Every row, oldest first."""
        return [dict(zip(COLUMNS, row, strict=True)) for row in self._all()]

    def verify(self, head: tuple[int, str] | None = None) -> Checked:
        """Check every seal; with a ``head`` kept elsewhere, also that the end was not cut off."""
        return check_chain(self._all(), head)

    def head(self) -> tuple[int, str]:
        """The last row's number and seal, to be kept outside the log."""
        rows = list(self._all())
        return (rows[-1][0], rows[-1][-1]) if rows else (0, GENESIS)

    def _all(self) -> Iterator[tuple[Any, ...]]:
        if not self.path.exists():
            return
        with closing(self._connect()) as connection:
            yield from connection.execute(f"SELECT {', '.join(COLUMNS)} FROM audit ORDER BY number")

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(_SCHEMA)
        return connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _append(connection: sqlite3.Connection, row: tuple[Any, ...]) -> int:
    last = connection.execute(
        "SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1"
    ).fetchone()
    number, before = last or (0, GENESIS)
    numbered = (number + 1, *row)
    places = ", ".join("?" * len(COLUMNS))
    connection.execute(f"INSERT INTO audit VALUES ({places})", (*numbered, seal(before, numbered)))
    return int(number) + 1
