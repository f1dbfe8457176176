"""``cache/current``: one small file that says which snapshot and results are being served."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from wholeplace.place import Place

MAKING = "making-"
"""Folders being written start with this; one left behind means a run was killed."""


@dataclass(frozen=True)
class Current:
    """What is served: a snapshot id and the name of a results folder (none until results exist).

    ``changes`` names what was worked out about the difference from what was served before.
    """

    snapshot: str
    results: str | None
    changes: str | None = None


def read_current(place: Place) -> Current | None:
    """What ``current`` says, or None before the first run has finished."""
    try:
        said = json.loads((place.cache / "current").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Current(said["snapshot"], said["results"], said.get("changes"))


def swap_current(place: Place, current: Current) -> None:
    """Serve this from now on. Readers see the old or the new, never a mixture."""
    write_atomic(place.cache / "current", json.dumps(asdict(current), indent=1) + "\n")


def take_out_of_service(place: Place) -> None:
    """Serve nothing until the next run: what was served holds what nobody may see any more."""
    (place.cache / "current").unlink(missing_ok=True)
    if place.cache.exists():
        sync_folder(place.cache)


def write_atomic(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=MAKING, dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    sync_folder(path.parent)


@contextmanager
def making_in(parent: Path) -> Iterator[Path]:
    """A folder to write in, gone at the end unless ``keep_as`` gave it its name."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=MAKING, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep_as(folder: Path, target: Path) -> None:
    """Give a finished folder its name, all of it or nothing."""
    # A folder already there holds the same content: names are hashes of what is inside.
    if target.exists():
        return
    _sync_files(folder)
    folder.chmod(0o755)
    folder.rename(target)
    sync_folder(target.parent)


def _sync_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_unfinished(folder: Path) -> None:
    """Remove what killed runs left half written. Only for the holder of the run lock."""
    for path in folder.rglob(f"{MAKING}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
