"""Follow the pipeline as a process of its own: what it tells, how it ends, how it is stopped."""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 15


@dataclass(frozen=True)
class Ending:
    """How the process ended, and the last line it wrote to say why."""

    code: int
    stopped: bool
    last_words: str


def follow(
    arguments: Sequence[str], tell: Callable[[dict[str, Any]], None], stop: Callable[[], bool]
) -> Ending:
    """Run Python with ``arguments``; ``tell`` each JSON line; end it when ``stop`` says so."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            stopped = _listen(process, tell, stop)
        finally:
            code = _end(process)
        return Ending(code, stopped, _last_line(complaints))


def _listen(
    process: subprocess.Popen[str],
    tell: Callable[[dict[str, Any]], None],
    stop: Callable[[], bool],
) -> bool:
    """Pass lines on until the process closes its output; True when it was stopped first."""
    lines = _lines_of(process)
    while True:
        if stop():
            return True
        try:
            line = lines.get(timeout=SECONDS_BETWEEN_LOOKS)
        except queue.Empty:
            continue
        if line is None:
            return False
        told = _progress(line)
        if told is not None:
            tell(told)


def _lines_of(process: subprocess.Popen[str]) -> "queue.Queue[str | None]":
    """Read output in a thread, so that waiting for a line never keeps us from stopping."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _progress(line: str) -> dict[str, Any] | None:
    """A line of progress; anything else the pipeline prints is left alone."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and "step" in told else None


def _end(process: subprocess.Popen[str]) -> int:
    """Wait for the end; ask a process that goes on to stop, then make it."""
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.terminate()
    try:
        return process.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _last_line(complaints: TextIO) -> str:
    complaints.seek(0)
    lines = [line.strip() for line in complaints if line.strip()]
    return lines[-1] if lines else ""


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that is set when this process is told to end, beside what it does already."""
    told = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield told
        return
    before = signal.getsignal(signal.SIGTERM)

    def note(number: int, frame: Any) -> None:
        told.set()
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, note)
    try:
        yield told
    finally:
        signal.signal(signal.SIGTERM, before)
