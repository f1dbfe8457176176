"""Take erased people out of what was decided about them: reviews, consents, lists of objections.

A line about them gives way to one that says so, under its number, so that the others keep theirs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.trust.keys import Key

from ..store.pointer import write_atomic
from .lines import FOLDER, FORGOTTEN
from .subjects import IDENTIFIER, RECORD, Subject, plain

SEALED = "sealed"
"""What is said in place of the number of a disposal for lines that reach behind a seal."""
NOT_SWEPT = {"disposals", "suppressed", "seals", "holds", "exports", "backups", "retired_ids"}
"""Sorts that name people by token alone."""


def sweep(register: Path, subjects: Collection[str], key: Key, disposal: int | str | None) -> int:
    """Forget lines and rows about the subjects; returns how many there are.

    Without the number of a disposal they are only counted.
    """
    folder, wanted = register / FOLDER, set(subjects)
    logs = (path for path in sorted(folder.glob("*.jsonl")) if path.stem not in NOT_SWEPT)
    lines = sum(_sweep_lines(path, wanted, key, disposal) for path in logs)
    lists = sorted(folder.rglob("*.parquet"))
    return lines + sum(_sweep_rows(path, wanted, key, disposal) for path in lists)


def _sweep_lines(path: Path, subjects: set[str], key: Key, disposal: int | str | None) -> int:
    lines = path.read_text("utf-8").splitlines()
    about = {n for n, line in enumerate(lines) if subjects & set(_tokens(json.loads(line), key))}
    if about and disposal is not None:
        kept = (_gone(n, line, disposal) if n in about else line for n, line in enumerate(lines))
        write_atomic(path, "".join(f"{line}\n" for line in kept))
    return len(about)


def _gone(place: int, line: str, disposal: int | str) -> str:
    number = json.loads(line).get("number", place + 1)
    return json.dumps({"number": number, FORGOTTEN: disposal}, sort_keys=True)


def _tokens(said: Any, key: Key) -> Iterator[str]:
    """Every record and identifier that a line names, however deep."""
    if isinstance(said, dict):
        yield from _named(said, key)
        for value in said.values():
            yield from _tokens(value, key)
    elif isinstance(said, list):
        if len(said) == 2 and all(isinstance(part, str) for part in said):
            yield Subject(RECORD, *said).hidden(key)
        for value in said:
            yield from _tokens(value, key)


def _named(said: dict[str, Any], key: Key) -> Iterator[str]:
    """What columns or keys called source, local_id, scheme and value say."""
    value, local = said.get("value"), said.get("local_id", said.get("value"))
    if said.get("source") and local:
        yield Subject(RECORD, str(said["source"]), str(local)).hidden(key)
    if said.get("scheme") and value:
        yield Subject(IDENTIFIER, str(said["scheme"]), plain(str(value))).hidden(key)


def _sweep_rows(path: Path, subjects: set[str], key: Key, disposal: int | str | None) -> int:
    table = pq.read_table(path)
    keep = [subjects.isdisjoint(_named(row, key)) for row in table.to_pylist()]
    if not all(keep) and disposal is not None:
        beside = path.with_name(f".{path.name}.sweeping")
        pq.write_table(table.filter(pa.array(keep)), beside)
        beside.chmod(path.stat().st_mode)
        beside.replace(path)
    return keep.count(False)
