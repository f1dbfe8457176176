"""The results a request reads: one run's, whole, however often a new run swaps them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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

    def figure(self, key: str, draw: Callable[..., Figure], *shown: object) -> Figure:
        """Draw a figure once for each results folder: its chart, its words and its table."""
        key = f"{self.name}:{key}"
        figure = kept.get(key)
        if figure is None:
            figure = draw(*shown)
            kept.set(key, figure, timeout=None)
        return figure


def current_results(cache: Path | None) -> Pinned | None:
    """Resolve ``cache/current``; None before the first run has ended.

    What it named may be retired before it is read, so it is asked once more.
    """
    try:
        return _resolve(cache)
    except ReportingError:
        return _resolve(cache)


def _resolve(cache: Path | None) -> Pinned | None:
    pointer = _pointer(cache)
    if cache is None or pointer is None or pointer["results"] is None:
        return None
    folder = cache / "results" / pointer["results"]
    return Pinned(str(pointer["snapshot"]), folder.name, _read(folder))


def current_snapshot(cache: Path | None) -> str | None:
    """The snapshot being served, without reading its results."""
    pointer = _pointer(cache)
    return pointer["snapshot"] if pointer else None


def _pointer(cache: Path | None) -> dict[str, str | None] | None:
    if cache is None:
        return None
    try:
        said: dict[str, str | None] = json.loads((cache / "current").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return said


@lru_cache(maxsize=2)
def _read(folder: Path) -> Results:
    """A results folder is never rewritten, so what was read of it may be kept."""
    return read_results(folder)


def pin_results(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Resolve the pointer once for each request, so that no page mixes two snapshots."""

    def pinned(request: HttpRequest) -> HttpResponse:
        request.results = current_results(settings.CACHE)  # type: ignore[attr-defined]
        return respond(request)

    return pinned
