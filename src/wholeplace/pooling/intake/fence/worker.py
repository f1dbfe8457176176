"""The parsing process: reads one source after another, each in a child of its own.

It is started as ``python -I -m`` and told on standard input what to read, one JSON line a source.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import traceback
from pathlib import Path

import pyarrow.parquet as pq

from wholeplace.place import Place, load_place

from ..findings import Finding
from ..report import broken
from ..source import read_source
from .limits import MEMORY, fence_in

PRELOADED = ("pandas", "pyarrow.csv", "pyarrow.parquet", "nhs_number", "python_calamine")
"""Imported once, before children are made, which would each import them again."""
SELDOM = 200_000
"""Objects made before the collector looks. Looking every 700 took a third of the time on XML."""


def main() -> None:
    """Serve until standard input ends."""
    told = json.loads(sys.stdin.readline())
    place, areas = load_place(told["place"]), Path(told["areas"])
    for name in PRELOADED:
        importlib.import_module(name)
    collect_seldom()
    for line in sys.stdin:
        job = json.loads(line)
        status = _in_a_child(place, areas, job["source"], Path(job["out"]))
        print(json.dumps({"status": status}), flush=True)


def collect_seldom() -> None:
    """Look for rings of objects less often: a child reads one source, makes few, and is gone."""
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 50)


def _in_a_child(place: Place, areas: Path, source: str, out: Path) -> int:
    """The child's exit status; below zero it was ended by that signal."""
    if not hasattr(os, "fork"):
        return _read(place, areas, source, out)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            fence_in()
            status = _read(place, areas, source, out)
        finally:
            os._exit(status)
    _, waited = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(waited)


def _read(place: Place, areas: Path, name: str, out: Path) -> int:
    source = place.sources[name]
    try:
        read_source(place, source, out, pq.read_table(areas, use_threads=False))
    except MemoryError:
        message = f"reading took more than {MEMORY >> 30} GiB of memory; send it in smaller files"
        _say(place, name, "memory-limit", message, out)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(where.filename).name}:{where.lineno}"
        message = f"the reader failed on it ({type(error).__name__} at {at}); nothing was loaded"
        _say(place, name, "reader-failed", message, out)
    return 0


def _say(place: Place, name: str, rule: str, message: str, out: Path) -> None:
    source = place.sources[name]
    for made in out.glob("*.parquet"):
        made.unlink()
    finding = Finding(", ".join(source.files), None, rule, "error", message)
    broken(source, finding).write(out)


if __name__ == "__main__":
    main()
