"""Read all of a place's sources: to keep the tables, or only to say what is wrong with them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from wholeplace.place import Place, Source

from .fence.parent import Progress, read_fenced
from .report import SourceReport


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
    """Read sources (all, unless named) into ``out_root``/<source id>."""
    wanted = list(place.sources.values()) if sources is None else list(sources)
    folders = {source.id: out_root / source.id for source in wanted}
    return read_fenced(place, wanted, folders, progress)
