"""The results a request reads: one run's, whole, however often a new run swaps them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse

from wholeplace.reporting import Figure, ReportingError, Results, read_results


@dataclass(frozen=True)
class Pinned:
    """What one run wrote, held for the length of a request."""

    snapshot: str
    name: str
    said: Results
    changes: dict[str, Any] | None = None
    """What was different from what was served before; None after the first run."""

    def figure(self, key: str, draw: Callable[..., Figure], *shown: object) -> Figure:
        """Draw a figure once for each results folder: its chart, its words and its table."""
        key = f"{self.name}:{key}"
        figure = kept.get(key)
        if figure is None:
            figure = draw(*shown)
            kept.set(key, figure, timeout=None)
        return figure


def current_results(folder: Path | None) -> Pinned | None:
    """Resolve ``cache/current``; None before the first run has ended.

    What it named may be retired before it is read, so it is asked once more.
    """
    try:
        return _resolve(folder)
    except ReportingError:
        return _resolve(folder)


def _resolve(folder: Path | None) -> Pinned | None:
    pointer = _pointer(folder)
    if folder is None or pointer is None or pointer["results"] is None:
        return None
    written = folder / "results" / pointer["results"]
    return Pinned(str(pointer["snapshot"]), written.name, _read(written), _changes(folder, pointer))


def _changes(folder: Path, pointer: dict[str, str | None]) -> dict[str, Any] | None:
    if pointer.get("changes") is None:
        return None
    path = folder / "changes" / str(pointer["changes"]) / "changes.json"
    try:
        said: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ReportingError(f"{path}: is missing; 'wholeplace run PLACE' writes it") from error
    return said


def current_snapshot(folder: Path | None) -> str | None:
    """The snapshot being served, without reading its results."""
    pointer = _pointer(folder)
    return pointer["snapshot"] if pointer else None


def _pointer(folder: Path | None) -> dict[str, str | None] | None:
    if folder is None:
        return None
    try:
        said: dict[str, str | None] = json.loads((folder / "current").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return said


@lru_cache(maxsize=2)
def _read(folder: Path) -> Results:
    """A results folder is never rewritten, so what was read of it may be kept."""
    return read_results(folder)


def pin_results(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """``request.results()`` resolves the pointer once, so that no page mixes two snapshots."""

    def pinned(request: HttpRequest) -> HttpResponse:
        request.results = cache(partial(current_results, settings.CACHE))  # type: ignore[attr-defined]
        return respond(request)

    return pinned
