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
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from wholeplace.place import Place, load_place

from ..findings import Finding
from ..report import broken
from ..sequence.arrivals import delivered
from ..source import read_source
from .limits import Isolation, allowance, fence_in

ON_LINUX = sys.platform == "linux"
PRELOADED = ("pandas", "pyarrow.csv", "pyarrow.parquet", "nhs_number", "python_calamine")
"""Imported once, before children are made, which would each import them again."""
SCHEMAS = ("jsonschema", "rfc3987_syntax")
"""As well, where a source is checked against a schema."""
SELDOM = 200_000
"""Objects made before the collector looks. Looking every 700 took a third of the time on XML."""


def main() -> None:
    """Serve until standard input ends."""
    told = json.loads(sys.stdin.readline())
    place, areas = load_place(told["place"]), Path(told["areas"])
    for name in preloaded(place):
        importlib.import_module(name)
    collect_seldom()
    for line in sys.stdin:
        job = json.loads(line)
        status, peak = _in_a_child(place, areas, job["source"], Path(job["out"]))
        print(json.dumps({"status": status, "peak": peak}), flush=True)


def preloaded(place: Place) -> tuple[str, ...]:
    """What to import for the sources of a place."""
    schemas = any(source.format == "open-referral-uk" for source in place.sources.values())
    return PRELOADED + (SCHEMAS if schemas else ())


def collect_seldom() -> None:
    """Look for rings of objects less often: a child reads one source, makes few, and is gone."""
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 50)


def _in_a_child(place: Place, areas: Path, source: str, out: Path) -> tuple[int, int]:
    """The child's exit status, below zero if a signal ended it, and the most memory it held."""
    if not hasattr(os, "fork"):
        return _read(place, areas, source, out, "limited"), 0
    child = os.fork()
    if child == 0:
        status = 1
        try:
            isolation = fence_in(allowance(delivered(place, place.sources[source])))
            status = _read(place, areas, source, out, isolation)
        finally:
            os._exit(status)
    _, waited, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(waited), used.ru_maxrss << (10 if ON_LINUX else 0)


def _read(place: Place, areas: Path, name: str, out: Path, isolation: Isolation) -> int:
    source = place.sources[name]
    try:
        where = pq.read_table(areas, use_threads=False)
        read_source(place, source, out, where, isolation=isolation)
    except MemoryError:
        most = allowance(delivered(place, source)) >> 20
        message = f"reading took more than {most:,} MiB of memory; send it in smaller files"
        _say(place, name, "memory-limit", message, out, isolation)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(where.filename).name}:{where.lineno}"
        message = f"the reader failed on it ({type(error).__name__} at {at}); nothing was loaded"
        _say(place, name, "reader-failed", message, out, isolation)
    return 0


def _say(place: Place, name: str, rule: str, message: str, out: Path, isolation: Isolation) -> None:
    source = place.sources[name]
    for made in out.glob("*.parquet"):
        made.unlink()
    finding = Finding(", ".join(source.files), None, rule, "error", message)
    replace(broken(source, finding), isolation=isolation).write(out)


if __name__ == "__main__":
    main()
