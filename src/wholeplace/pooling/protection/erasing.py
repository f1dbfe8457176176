"""Take people who were erased out of what a source was read into, before anything else sees it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.trust.keys import Key

from ..decisions.subjects import RECORD, Subject, matching
from ..intake import Finding, SourceReport, read_report

NOTE = "erased.json"
_MESSAGE = (
    "the row is about somebody whose data were erased; it was not kept. Ask the partner to take it"
    " out of the next delivery"
)


@dataclass(frozen=True)
class Rows:
    """Rows of one file about some people, as a spreadsheet numbers them."""

    file: str
    rows: tuple[int, ...]


def erase(folder: Path, people: str, subjects: Collection[str], key: Key) -> SourceReport:
    """Remove suppressed people from the tables in a folder; the report says how many rows.

    ``people`` is the source whose local ids the tables use. Records known by an identifier are
    noted by token, so that other sources of the same people leave them out as well.
    """
    report = read_report(folder)
    local = local_ids(folder, people, subjects, key)
    if not local:
        return report
    found = rows_about(folder, local)
    for path in sorted(folder.glob("*.parquet")):
        _keep_others(path, local)
    _keep_details(folder)
    tokens = sorted(Subject(RECORD, people, one).hidden(key) for one in local)
    (folder / NOTE).write_text(json.dumps(tokens), encoding="utf-8")
    told = replace(report, findings=(*report.findings, *map(_finding, found)))
    told.write(folder)
    return told


def noted(folder: Path) -> list[str]:
    """Tokens of the records that were left out of a folder."""
    path = folder / NOTE
    tokens: list[str] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return tokens


def local_ids(folder: Path, people: str, subjects: Collection[str], key: Key) -> set[str]:
    """Local ids in a folder that suppressed records or identifiers name."""
    named = _numbered(folder, people)
    numbers = {local: n for n, local in enumerate(named["local_id"].to_pylist())}
    held = _table(folder, "identifier", ["local_id", "scheme", "value"])
    owner = pa.array([numbers[one] for one in held["local_id"].to_pylist()], pa.int64())
    found = matching(subjects, key, named, held.append_column("record", owner))
    every = named["local_id"].to_pylist()
    return {every[n] for records in found.values() for n in records}


def rows_about(folder: Path, local: Collection[str]) -> list[Rows]:
    """Rows of the partner's files that tell of some people, as far as tables remember."""
    rows: dict[str, set[int]] = {}
    for name in ("record", "activity"):
        table = _table(folder, name, ["local_id", "file", "row"])
        about = table.filter(_among(table["local_id"], local))
        for file, row in zip(about["file"].to_pylist(), about["row"].to_pylist(), strict=True):
            rows.setdefault(file, set()).add(row)
    return [Rows(file, tuple(sorted(found))) for file, found in sorted(rows.items())]


def _numbered(folder: Path, people: str) -> pa.Table:
    """Every local id in a folder once: record, source, local_id."""
    names = ("record", "identifier", "address", "activity", "relationship")
    parts = [_table(folder, name, ["local_id"])["local_id"] for name in names]
    parts.append(_table(folder, "relationship", ["other_id"])["other_id"])
    every = pc.unique(pa.chunked_array([c for part in parts for c in part.chunks], pa.string()))
    every = every.drop_null()
    numbers = pa.array(range(len(every)), pa.int64())
    source = pa.repeat(pa.scalar(people, pa.string()), len(every))
    return pa.table({"record": numbers, "source": source, "local_id": every})


def _table(folder: Path, name: str, columns: list[str]) -> pa.Table:
    path = folder / f"{name}.parquet"
    if path.exists():
        return pq.read_table(path, columns=columns)
    types = {"row": pa.int64()}
    return pa.schema([(c, types.get(c, pa.string())) for c in columns]).empty_table()


def _keep_others(path: Path, local: Collection[str]) -> None:
    """Rows that name none of them; a relationship names two people."""
    naming = {"local_id", "other_id"} & set(pq.read_schema(path).names)
    table = pq.read_table(path)
    for column in sorted(naming):
        table = table.filter(pc.invert(_among(table[column], local)))
    if naming:
        _rewrite(path, table)


def _keep_details(folder: Path) -> None:
    """Details go with their activity."""
    left = _table(folder, "activity", ["activity"])["activity"].cast(pa.int64())
    for path in sorted(folder.glob("detail_*.parquet")):
        table = pq.read_table(path)
        _rewrite(path, table.filter(pc.is_in(table["activity"], value_set=left.combine_chunks())))


def _rewrite(path: Path, table: pa.Table) -> None:
    path.unlink()
    if table.num_rows:
        pq.write_table(table, path, compression="zstd", store_schema=False)


def _among(column: pa.ChunkedArray, local: Iterable[str]) -> pa.ChunkedArray:
    values = pa.array(sorted(local), pa.string())
    return pc.fill_null(pc.is_in(column.cast(pa.string()), value_set=values), False)


def _finding(found: Rows) -> Finding:
    return Finding(found.file, None, "erased", "note", _MESSAGE, list(found.rows), len(found.rows))
