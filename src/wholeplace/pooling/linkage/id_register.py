"""The register of person ids on disk: one file of all records, and small ones for what changed.

A whole file of a million records takes seconds to write, so a small change is written as a step
beside it. The file names its *edition*; steps of another edition are left-overs of a run that was
killed while it wrote all anew, and are passed over.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .id_log import replace_file

BETWEEN = "\x1f"  # stands between source and local id in a key
_COLUMNS = ("source", "local_id", "person")
_EDITION = b"edition"


def keyed(table: pa.Table) -> pa.Table:
    """The table with each record's ``key``, its source and local id in one text."""
    key = pc.binary_join_element_wise(table["source"], table["local_id"], BETWEEN)
    return table.append_column("key", key).combine_chunks()


def read_register(register: Path) -> pa.Table:
    """Columns source, local_id, person and key, sorted by key: every record's id now."""
    if not register.exists():
        return pa.table({name: pa.array([], pa.string()) for name in (*_COLUMNS, "key")})
    known = keyed(pq.read_table(register))
    for step in steps(register):
        known = updated(known, keyed(pq.read_table(step)))
    return known


def updated(known: pa.Table, newer: pa.Table) -> pa.Table:
    """The register with newer ids in it; records these do not name keep what they had."""
    newer = newer.select(known.column_names)
    if not known.num_rows or known["key"].equals(newer["key"]):
        return newer
    absent = known.filter(pc.invert(pc.is_in(known["key"], value_set=newer["key"])))
    return pa.concat_tables([newer, absent]).sort_by("key")


def write_register(register: Path, known: pa.Table) -> None:
    """Replace the register whole."""
    old, before = list(steps(register)), register_hash(register)
    _write(register, known, hashlib.sha256(before.encode()).hexdigest()[:16])
    for step in old:
        step.unlink(missing_ok=True)


def add_step(register: Path, newer: pa.Table) -> None:
    """Write beside the register which records have another id now."""
    number = 1 + len(list(steps(register)))
    _write(_step(register, number), newer, edition(register))


def steps(register: Path) -> Iterator[Path]:
    """The steps of this edition, in their order."""
    here, number = edition(register), 1
    while here and edition(path := _step(register, number)) == here:
        yield path
        number += 1


def edition(file: Path) -> str:
    """The edition a file of the register belongs to; '' if there is none."""
    if not file.exists():
        return ""
    found = pq.read_schema(file).metadata or {}
    return found.get(_EDITION, b"first").decode()


def register_hash(register: Path) -> str:
    """SHA-256 of all the register says, '' while there is none."""
    if not register.exists():
        return ""
    digest = hashlib.sha256()
    for path in (register, *steps(register)):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _step(register: Path, number: int) -> Path:
    return register.with_name(f"{register.stem}-{number:04}{register.suffix}")


def _write(file: Path, table: pa.Table, edition: str) -> None:
    sink = pa.BufferOutputStream()
    marked = table.select(_COLUMNS).replace_schema_metadata({_EDITION: edition})
    pq.write_table(marked, sink, use_dictionary=["source", "person"])
    replace_file(file, sink.getvalue().to_pybytes())
