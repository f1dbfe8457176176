"""Copy the register, and put a copy back without bringing back what was forgotten since."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.decisions.backups import Backup, Backups
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.decisions.lines import FOLDER
from wholeplace.pooling.store import keep_as, making_in, write_atomic
from wholeplace.trust.keys import Keys

from .keys import file_hash
from .lock import run_lock

MANIFEST, SINCE, RELEASES = "backup.json", "since", "releases.jsonl"


class NoBackup(Exception):
    """A folder that is no whole copy of this place's register, or that cannot become one."""


def back_up(place: Place, into: Path, at: datetime) -> Backup:
    """Copy the register into a folder of its own under ``into``, whole or not at all."""
    with run_lock(place):
        Keys(place.register).own()  # without it nobody who is forgotten later could be known again
        last = max((one.number for one in Disposals(place.register).every()), default=0)
        target = into / f"{place.about.id}-{at:%Y%m%dT%H%M%S%f}"
        if target.exists():
            raise NoBackup(f"{target}: is there already; nothing was copied")
        backup = Backups(place.register).add(str(target.resolve()), last, at)
        with making_in(into) as folder:
            folder.chmod(0o700)
            for path in _files(place.register):
                _copy(path, folder / path.relative_to(place.register))
            said = {"place": place.about.id, "id": backup.id, "files": _hashes(folder)}
            _write_manifest(folder, said)
            keep_as(folder, target)
        target.chmod(0o700)
        return backup


def restore(place: Place, backup: Path) -> None:
    """Put a copy back. Decisions made since it was taken stay: they only ever add.

    The disposals must be done again afterwards; ``replay`` does.
    """
    said = _checked(place, backup)
    with run_lock(place):
        for path in place.register.glob("people*.parquet"):
            path.unlink()  # ids are kept in several files, which belong together
        since = _names(backup / SINCE)
        for name in sorted({*said["files"], *since}):
            source, target = backup / name, place.register / name
            newest = source if source.exists() else backup / SINCE / name
            if _adds(name):
                newest = _longest(source, backup / SINCE / name, target)
            if newest != target:
                _copy(newest, target)


def tell_backups(place: Place) -> list[Backup]:
    """Lay what was decided since beside each copy that can be reached; returns those that cannot.

    A copy that outlives the register then still knows whom not to bring back.
    """
    unreached = []
    for backup in Backups(place.register).known():
        folder = Path(backup.where)
        if not (folder / MANIFEST).exists():
            unreached.append(backup)
            continue
        for path in [*_files(place.register / FOLDER), place.register / RELEASES]:
            if path.exists():
                _copy(path, folder / SINCE / path.relative_to(place.register))
    return unreached


def whole(place: Place, backup: Path) -> bool:
    """Whether a copy can be reached and is as it was copied, or was being mended."""
    try:
        _checked(place, backup, mending=True)
    except NoBackup:
        return False
    return True


@contextmanager
def mending(backup: Path) -> Iterator[None]:
    """Change a copy on purpose: what it holds afterwards is what it is checked against.

    One that is left half mended is put back by nobody, until the same is done again.
    """
    said = json.loads((backup / MANIFEST).read_text("utf-8"))
    _write_manifest(backup, {**said, "mending": True})
    yield
    for name in _names(backup):
        (backup / name).chmod(0o600)
    there = {name: file_hash(backup / name) for name in sorted(_names(backup)) if _copied(name)}
    _write_manifest(backup, {"place": said["place"], "id": said["id"], "files": there})


def _copied(name: str) -> bool:
    return name != MANIFEST and not name.startswith(f"{SINCE}/")


def _write_manifest(folder: Path, said: dict[str, Any]) -> None:
    write_atomic(folder / MANIFEST, json.dumps(said, indent=1))
    (folder / MANIFEST).chmod(0o600)


def _adds(name: str) -> bool:
    """Whether a file is only ever added to."""
    return name == RELEASES or (name.startswith(f"{FOLDER}/") and name.endswith(".jsonl"))


def _longest(*paths: Path) -> Path:
    """The one that knows most; the first of those that know as much."""
    return max((p for p in paths if p.exists()), key=lambda p: p.stat().st_size)


def _files(folder: Path) -> list[Path]:
    left_out = ("-wal", "-shm", "-journal")
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if not path.name.endswith(left_out)]


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in _files(folder)}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    if source.suffix == ".sqlite3":
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(beside)) as copy:
            live.backup(copy)
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                target.with_name(target.name + ending).unlink()
    else:
        shutil.copy2(source, beside)
    beside.chmod(0o600)
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(target)


def _hashes(folder: Path) -> dict[str, str]:
    return {name: file_hash(folder / name) for name in sorted(_names(folder))}


def _checked(place: Place, backup: Path, *, mending: bool = False) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads((backup / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        raise NoBackup(f"{backup}: is no backup; it has no {MANIFEST} that can be read") from None
    if said["place"] != place.about.id:
        raise NoBackup(f"{backup}: is of '{said['place']}', not of '{place.about.id}'")
    if said.get("mending"):
        if mending:
            return said
        raise NoBackup(
            f"{backup}: something was being forgotten in it and was cut short; 'wholeplace run' or"
            " 'wholeplace forget --replay' ends that, or take another copy"
        )
    for name, known in said["files"].items():
        path = backup / name
        if not path.exists() or file_hash(path) != known:
            raise NoBackup(f"{backup}: {name} is not as it was copied; nothing was restored")
    return said
