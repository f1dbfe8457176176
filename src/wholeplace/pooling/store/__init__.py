"""Snapshots: the pooled record, built once, swapped in whole, named by a hash of its rows.

The only room that connects to DuckDB. Others get Arrow tables, a connection or an Ibis backend.
"""

from .build import Pooled, build_snapshot
from .engine import arrow, connect, ibis_over, load, memory_backend
from .fingerprint import table_hash
from .identities import Identities, gather, people_source, renumbered
from .pointer import (
    Current,
    clear_unfinished,
    keep_as,
    making_in,
    read_current,
    swap_current,
    take_out_of_service,
    write_atomic,
)
from .reach import reachability
from .relationships import relationships
from .schemas import IDENTITY, PAYLOAD, detail_schema, schema_of
from .snapshot import NoSnapshot, Snapshot, folder_of, note_obeyed, open_snapshot, retire

__all__ = [
    "IDENTITY",
    "PAYLOAD",
    "Current",
    "Identities",
    "NoSnapshot",
    "Pooled",
    "Snapshot",
    "arrow",
    "build_snapshot",
    "clear_unfinished",
    "connect",
    "detail_schema",
    "folder_of",
    "gather",
    "ibis_over",
    "keep_as",
    "load",
    "making_in",
    "memory_backend",
    "note_obeyed",
    "open_snapshot",
    "people_source",
    "reachability",
    "read_current",
    "relationships",
    "renumbered",
    "retire",
    "schema_of",
    "swap_current",
    "table_hash",
    "take_out_of_service",
    "write_atomic",
]
