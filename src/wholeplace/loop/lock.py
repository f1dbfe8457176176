"""One run at a time in a place. The system gives the lock back when its holder dies."""

import fcntl
import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from wholeplace.place import Place


class Busy(Exception):
    """Another run holds the place."""


@contextmanager
def run_lock(place: Place) -> Iterator[None]:
    """Hold the place while it is pooled, or raise Busy naming who holds it since when."""
    path = place.root / ".wholeplace" / "run.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(_held(path, place)) from None
        _say_who(handle)
        yield


def _say_who(handle: IO[str]) -> None:
    handle.truncate(0)
    who = {
        "process": os.getpid(),
        "user": _user(),
        "machine": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    handle.write(json.dumps(who))
    handle.flush()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _held(path: Path, place: Place) -> str:
    try:
        who = json.loads(path.read_text("utf-8"))
        by = f"by {who['user']} (process {who['process']} on {who['machine']}) since {who['since']}"
    except (ValueError, KeyError):
        by = "by a run that has just begun"
    return f"{place.root}: is being pooled {by}; wait for it to end, or end that process"
