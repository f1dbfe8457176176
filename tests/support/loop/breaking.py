"""Break a run on purpose: end it, or make a write fail, at a chosen thing it does to the disk.

``python -m support.loop.breaking`` loads everything once, then takes one JSON line for each run to
break and makes it in a child of its own. Extracts are read in that child, so that their writes can
be broken too.
"""

import contextlib
import errno
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[2]
OURS = f"{os.sep}wholeplace{os.sep}"
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect"}
LOADED = (
    "pyarrow.parquet",
    "wholeplace.cli",
    "wholeplace.cohorts",
    "wholeplace.finance",
    "wholeplace.loop.outputs.writing",
    "wholeplace.pooling.intake",
    "wholeplace.pooling.linkage",
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Disk:
    """Counts what is done to files under ``root`` and by which line of ours; breaks one of them.

    ``at`` is a number (the n-th time) or a line of ours (the first time it does so).
    """

    root: str
    how: str  # count | kill | fail
    at: int | str | None = None
    count: int = 0
    sites: dict[str, int] = field(default_factory=dict)
    guard: threading.RLock = field(default_factory=threading.RLock)
    broken: bool = False

    def touched(self) -> None:
        """Something is about to be written; this may be the moment."""
        site = _site()
        with self.guard:
            self.count += 1
            self.sites[site] = self.sites.get(site, 0) + 1
            if self.broken or self.at not in (self.count, site):
                return
            self.broken = True
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how == "fail":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def watch(self) -> None:
        """See what Python does to files, and Arrow's Parquet writer, and every flush to disk."""
        import pyarrow.parquet as pq

        sys.addaudithook(self._heard)
        for owner, name in [
            (pq.ParquetWriter, "__init__"),
            (pq.ParquetWriter, "write_batch"),
            (pq.ParquetWriter, "write_table"),
            (pq.ParquetWriter, "close"),
            (os, "fsync"),
        ]:
            setattr(owner, name, self._before(getattr(owner, name)))

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if (opened or event in CHANGES) and str(arguments[0]).startswith(self.root):
            self.touched()

    def _before(self, done: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **named: Any) -> Any:
            self.touched()
            return done(*arguments, **named)

        return guarded


def _site() -> str:
    """The line of ours that leads to this: 'store/pointer.py:53'."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if OURS in file and "support" not in file:
            return f"{file.rpartition(OURS)[2]}:{frame.f_lineno}"
        frame = frame.f_back
    return "elsewhere"


class Breaker:
    """The process that makes runs and breaks them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.loop.breaking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )

    def run(
        self, place: Path, how: str = "count", at: int | str | None = None, *words: str
    ) -> dict[str, Any]:
        """Run a place, or another verb with its ``words`` on it.

        Says ``status`` (below zero: killed), ``said``, ``count`` and ``sites``.
        """
        assert self._process.stdin and self._process.stdout
        asked = {"place": str(place), "how": how, "at": at, "words": words or ("run",)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextlib.contextmanager
def breaker() -> Iterator[Breaker]:
    """A breaker, ended with the test."""
    made = Breaker()
    try:
        yield made
    finally:
        made.close()


def serve() -> None:
    """Make one run a line, until there are no more lines."""
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        receive, send = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receive)
            _one(asked, send)
        os.close(send)
        with os.fdopen(receive, encoding="utf-8") as pipe:
            told = pipe.read()
        _, waited = os.waitpid(child, 0)
        said = json.loads(told) if told else {"said": "", "count": 0, "sites": {}}
        print(json.dumps({**said, "status": os.waitstatus_to_exitcode(waited)}), flush=True)


def _one(asked: dict[str, Any], send: int) -> None:
    from wholeplace.cli import main

    _read_here()
    disk = Disk(asked["place"], asked["how"], asked["at"])
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        disk.watch()
        verb, *more = asked["words"]
        status = main([verb, asked["place"], *more])
        disk.broken = True
    told = {"said": said.getvalue(), "count": disk.count, "sites": disk.sites}
    os.write(send, json.dumps(told).encode())
    os._exit(status)


def _read_here() -> None:
    """Read extracts in this process."""
    import wholeplace.loop.reading as reading
    from wholeplace.pooling.intake import read_source

    @contextlib.contextmanager
    def here(place: Any) -> Iterator[Callable[..., Any]]:
        yield lambda source, folder: read_source(place, source, folder)

    reading.fenced = here


if __name__ == "__main__":
    serve()
