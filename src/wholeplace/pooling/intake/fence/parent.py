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
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq

from wholeplace.place import Place, Source

from ..deliveries import files_of
from ..findings import Finding
from ..geography import areas_of
from ..report import SourceReport, broken, read_report
from .limits import SECONDS

WORKERS = 2
_MODULE = "wholeplace.pooling.intake.fence.worker"

Progress = Callable[[SourceReport], None]


def read_fenced(
    place: Place, sources: Sequence[Source], folders: dict[str, Path], progress: Progress | None
) -> list[SourceReport]:
    """Read sources, two at a time, each in a process of its own; reports in the order given."""
    largest_first = sorted(sources, key=lambda s: (-_size(place, s), s.id))
    with tempfile.TemporaryDirectory(prefix="wholeplace-") as shared:
        areas = Path(shared) / "areas.parquet"
        pq.write_table(areas_of(place), areas)
        crew = _Crew(place, areas)
        try:
            with ThreadPoolExecutor(WORKERS) as threads:
                due = {
                    s.id: threads.submit(crew.read, s, folders[s.id], progress)
                    for s in largest_first
                }
                return [due[s.id].result() for s in sources]
        finally:
            crew.dismiss()


def _size(place: Place, source: Source) -> int:
    return sum(path.stat().st_size for path in files_of(place, source))


class _Crew:
    """One parsing process for each thread, started when first needed and after it has died."""

    def __init__(self, place: Place, areas: Path):
        self.place, self.areas = place, areas
        self.mine = threading.local()
        self.started: list[subprocess.Popen[str]] = []
        self.speaking = threading.Lock()

    def read(self, source: Source, folder: Path, progress: Progress | None) -> SourceReport:
        status = self._ask({"source": source.id, "out": str(folder)})
        report = read_report(folder) if status == 0 else _crashed(source, status, folder)
        if progress:
            with self.speaking:
                progress(report)
        return report

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
        return int(json.loads(answer)["status"])

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
        f"reading it {_fate(status)}; nothing was loaded. Check the file, then ask for it again"
    )
    finding = Finding(", ".join(source.files), None, "reader-ended", "error", message)
    report = broken(source, finding)
    report.write(folder)
    return report


def _fate(status: int | None) -> str:
    if status is not None and status < 0:
        ended = signal.Signals(-status)
        if ended.name == "SIGXCPU":
            return f"took more than {SECONDS} seconds of computing"
        return f"was ended by {ended.name}, as when memory runs out"
    return "ended before it was done"
