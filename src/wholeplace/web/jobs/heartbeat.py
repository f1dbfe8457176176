"""The worker's sign of life: a small file it writes every few seconds."""

import json
import os
import threading
import time
from pathlib import Path

SECONDS_BETWEEN_BEATS = 5
SECONDS_UNTIL_LATE = 30


def _file(cache: Path) -> Path:
    return cache / "worker.json"


def keep_beating(cache: Path) -> threading.Event:
    """Write a beat now and every few seconds in the background, until the event is set."""
    stop = threading.Event()

    def beat_on() -> None:
        while not stop.is_set():
            beat(cache)
            stop.wait(SECONDS_BETWEEN_BEATS)

    beat(cache)
    threading.Thread(target=beat_on, daemon=True).start()
    return stop


def beat(cache: Path) -> None:
    """Write one beat; readers see the old file or the new one, never half of it."""
    cache.mkdir(parents=True, exist_ok=True)
    draft = cache / f"worker.json.{os.getpid()}"
    draft.write_text(json.dumps({"pid": os.getpid(), "at": time.time()}), encoding="utf-8")
    draft.replace(_file(cache))


def seconds_since_beat(cache: Path | None) -> float | None:
    """Seconds since the last beat; None when there never was one."""
    if cache is None:
        return None
    try:
        beaten = json.loads(_file(cache).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return max(0.0, time.time() - float(beaten["at"]))


def worker_is_alive(cache: Path | None) -> bool:
    """Whether the worker beat lately."""
    since = seconds_since_beat(cache)
    return since is not None and since < SECONDS_UNTIL_LATE
