"""Append-only files: one decision a line, on disk before anybody is told that it is kept."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = "decisions"
FORGOTTEN = "forgotten"
"""What stands in the place of a line about somebody who was erased."""

Add = Callable[[Sequence[Mapping[str, Any]]], int]
"""Writes decisions and returns the number of the last; forgotten ones keep theirs."""


class DecisionsError(Exception):
    """A file of decisions that cannot be read or written, said in one line."""


def append(register: Path, sort: str, said: Mapping[str, Any]) -> int:
    """Add a decision of a sort and return its number. Raises DecisionsError; then nothing is kept.

    ``register`` is the place's register; each sort has a file of its own in it.
    """
    with _adding(register, sort) as (_, add):
        return add([said])


def append_new(register: Path, sort: str, said: Iterable[Mapping[str, Any]]) -> int:
    """Add those decisions that are not kept yet, all or none; returns how many were new.

    So that the same delivery taken twice, or again after it was cut short, adds nothing twice.
    """
    with _adding(register, sort) as (there, add):
        known = {_text({n: v for n, v in one.items() if n != "number"}) for one in there}
        fresh = {text: one for one in said if (text := _text(one)) not in known}
        add(list(fresh.values()))
        return len(fresh)


@contextmanager
def _adding(register: Path, sort: str) -> Iterator[tuple[list[dict[str, Any]], Add]]:
    """What is kept of a sort, and how to add to it in one write, while nobody else can."""
    path = file_of(register, sort)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _drop_unfinished(path, file.fileno())
            taken = len(_lines(path))

            def add(said: Sequence[Mapping[str, Any]]) -> int:
                numbered = enumerate(said, start=taken + 1)
                lines = (_text({"number": number, **one}) for number, one in numbered)
                _write(file.fileno(), "".join(f"{line}\n" for line in lines).encode())
                os.fsync(file.fileno())
                return taken + len(said)

            yield read(register, sort), add
        _keep_name(path.parent)
    except OSError as error:
        raise DecisionsError(
            f"{path}: cannot be written ({error.strerror}), so nothing was decided; free space or"
            " mend its permissions, then try again"
        ) from error


def _write(handle: int, content: bytes) -> None:
    """All of it: one write may take only a part."""
    while content:
        content = content[os.write(handle, content) :]


def _text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def read(register: Path, sort: str) -> list[dict[str, Any]]:
    """Decisions of a sort that were not forgotten, oldest first; the file may not be there yet."""
    path = file_of(register, sort)
    every = (_parsed(path, number, line) for number, line in enumerate(_lines(path), start=1))
    return [said for said in every if FORGOTTEN not in said]


def file_of(register: Path, sort: str) -> Path:
    """Where decisions of a sort are kept."""
    return register / FOLDER / f"{sort}.jsonl"


def _lines(path: Path) -> list[bytes]:
    if not path.exists():
        return []
    whole, _, _ = path.read_bytes().rpartition(b"\n")  # what follows was never kept
    return whole.split(b"\n") if whole else []


def _parsed(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(line)
        if said["number"] == number:
            return said
    except (ValueError, KeyError, TypeError):
        pass
    raise DecisionsError(
        f"{path}: line {number} is not decision {number}; the file is only ever added to, so"
        " restore it from a backup"
    )


def _drop_unfinished(path: Path, handle: int) -> None:
    """Cut off what a writer killed half-way left behind the last whole line."""
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.ftruncate(handle, whole)


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
