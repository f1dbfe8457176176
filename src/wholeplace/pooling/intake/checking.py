"""Read all of a place's sources: to keep the tables, or only to say what is wrong with them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from wholeplace.place import Place, Source

from .fence.parent import fenced
from .report import SourceReport
from .sequence.arrivals import delivered

AT_ONCE = 2

Progress = Callable[[SourceReport], None]


def check(place: Place, progress: Progress | None = None) -> list[SourceReport]:
    """Read every source and report; nothing is kept. ``progress`` hears of each when it is done."""
    with tempfile.TemporaryDirectory(prefix="wholeplace-check-") as folder:
        return read_sources(place, Path(folder), progress=progress)


def read_sources(
    place: Place,
    out_root: Path,
    sources: Iterable[Source] | None = None,
    progress: Progress | None = None,
) -> list[SourceReport]:
    """Read sources (all, unless named) into ``out_root``/<source id>, two at a time."""
    wanted = list(place.sources.values()) if sources is None else list(sources)
    largest_first = sorted(wanted, key=lambda s: (-delivered(place, s), s.id))
    with fenced(place) as read, ThreadPoolExecutor(AT_ONCE) as threads:
        jobs = [threads.submit(read, s, out_root / s.id) for s in largest_first]
        for job in as_completed(jobs):
            if progress:
                progress(job.result())
    reports = {job.result().id: job.result() for job in jobs}
    return [reports[source.id] for source in wanted]
