"""Drive the parsing processes: hand out sources, and turn a crash into a finding."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from wholeplace.place import Place, Source

from ..findings import Finding
from ..geography import areas_of
from ..report import SourceReport, broken, read_report
from .limits import SECONDS, likely

_MODULE = "wholeplace.pooling.intake.fence.worker"


@contextlib.contextmanager
def fenced(place: Place) -> Iterator[Crew]:
    """Hand out ``read(source, folder)``, for use by one or several threads.

    Each thread drives a parsing process of its own, which reads each source in a fresh child.
    """
    with tempfile.TemporaryDirectory(prefix="wholeplace-") as shared:
        areas = Path(shared) / "areas.parquet"
        pq.write_table(areas_of(place), areas)
        crew = Crew(place, areas)
        try:
            yield crew
        finally:
            crew.dismiss()


class Crew:
    """One parsing process for each thread, started when first needed and after it has died.

    ``peak``: the most memory any child held, in bytes.
    """

    def __init__(self, place: Place, areas: Path):
        self.place, self.areas, self.peak = place, areas, 0
        self.mine = threading.local()
        self.started: list[subprocess.Popen[str]] = []

    def __call__(self, source: Source, folder: Path) -> SourceReport:
        """Read a source into a folder. A child that dies leaves a report that says so."""
        status = self._ask({"source": source.id, "out": str(folder)})
        return read_report(folder) if status == 0 else _crashed(source, status, folder)

    def _ask(self, job: dict[str, str]) -> int | None:
        """The child's exit status; None when the whole process died."""
        process = self._process()
        try:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        if not answer:
            self.mine.process = None
            return None
        said = json.loads(answer)
        self.peak = max(self.peak, said["peak"])
        return int(said["status"])

    def _process(self) -> subprocess.Popen[str]:
        if getattr(self.mine, "process", None) is None:
            self.mine.process = _start(self.place, self.areas)
            self.started.append(self.mine.process)
        process: subprocess.Popen[str] = self.mine.process
        return process

    def dismiss(self) -> None:
        for process in self.started:
            with contextlib.suppress(OSError):  # the pipe of one that has died
                process.communicate()


def _start(place: Place, areas: Path) -> subprocess.Popen[str]:
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", _MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **one_thread},
    )
    assert process.stdin
    process.stdin.write(json.dumps({"place": str(place.root), "areas": str(areas)}) + "\n")
    process.stdin.flush()
    return process


def _crashed(source: Source, status: int | None, folder: Path) -> SourceReport:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    message = (
        f"reading it {fate(status)}; nothing was loaded. Check the file, then ask for it again"
    )
    finding = Finding(", ".join(source.files), None, "reader-ended", "error", message)
    report = replace(broken(source, finding), isolation=likely())
    report.write(folder)
    return report


def fate(status: int | None) -> str:
    """How a parsing process ended, to follow 'reading it'."""
    if status is not None and status < 0:
        ended = signal.Signals(-status)
        if ended.name == "SIGXCPU":
            return f"took more than {SECONDS} seconds of computing"
        return f"was ended by {ended.name}, as when memory runs out"
    return "ended before it was done"
