"""The results a request reads: one run's, whole, however often a new run swaps them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Results:
    """The folder of JSON files one run wrote."""

    snapshot: str
    folder: Path

    def one(self, *names: str) -> dict[str, Any] | None:
        """Read ``folder/names….json``; None when the run wrote no such file."""
        path = self.folder.joinpath(*names[:-1], f"{names[-1]}.json")
        return _read(path) if path.is_file() else None

    def many(self, kind: str) -> list[dict[str, Any]]:
        """Read every file of ``folder/kind``, in order of id."""
        return [_read(path) for path in sorted((self.folder / kind).glob("*.json"))]


def current_results(cache: Path | None) -> Results | None:
    """Resolve ``cache/current``; None before the first run ends."""
    if cache is None:
        return None
    try:
        pointer = json.loads((cache / "current").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if pointer["results"] is None:
        return None
    results = Results(pointer["snapshot"], cache / "results" / pointer["results"])
    return results if (results.folder / "summary.json").is_file() else None


def pin_results(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Resolve the pointer once for each request, so that no page mixes two snapshots."""

    def pinned(request: HttpRequest) -> HttpResponse:
        request.results = current_results(settings.CACHE)  # type: ignore[attr-defined]
        return respond(request)

    return pinned


@lru_cache(maxsize=256)
def _read(path: Path) -> dict[str, Any]:
    """Read a results file. A results folder is never rewritten, so it may be kept."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
