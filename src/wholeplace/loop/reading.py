"""Read every source, two at a time, each again only when something it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wholeplace.place import Agreement, Place, Source
from wholeplace.pooling.intake import SourceReport, fenced, read_report

from .keys import file_hash, files_hash, key
from .steps import Steps

AT_ONCE = 2

Reader = Callable[[Source, Path], SourceReport]


@dataclass(frozen=True)
class Read:
    """One source as it was read."""

    source: Source
    folder: Path
    report: dict[str, Any]

    @property
    def permitted(self) -> bool:
        """Whether an agreement let its rows in."""
        return bool(self.report["permitted"])


def read_all(place: Place, steps: Steps) -> list[Read]:
    """Every source, in the order of ids."""
    steps.totals["intake"] = len(place.sources)
    shared = _shared(place)
    in_order = [source for _, source in sorted(place.sources.items())]
    with fenced(place) as reader, ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(partial(_read, place, steps, shared, reader), in_order))


def _read(
    place: Place, steps: Steps, shared: Mapping[str, Any], reader: Reader, source: Source
) -> Read:
    named = key(shared, source, _agreements(place, source), extract_hashes(place, source))

    def make(out: Path) -> None:
        reader(source, out)

    folder = steps.folder("intake", lambda: f"{source.id}-{named}", source.title, make)
    return Read(source, folder, read_report(folder).to_json())


def extract_hashes(place: Place, source: Source) -> dict[str, str]:
    """The files a source delivers, by content."""
    found = {path for glob in source.files for path in place.extracts.glob(glob) if path.is_file()}
    return files_hash(found, place.extracts)


def _agreements(place: Place, source: Source) -> list[Agreement]:
    names = {source.id, source.same_people_as}
    return [a for a in place.agreements.values() if names & {g.source for g in a.grants}]


def _shared(place: Place) -> dict[str, Any]:
    """What every reader depends on besides its own source and files."""
    return {
        "about": place.about,
        "vocabulary": place.vocabulary,
        "postcodes": file_hash(place.root / place.areas.postcodes),
    }
