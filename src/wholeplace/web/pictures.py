"""Maps and charts, drawn once for each results folder. Every one stands beside its table."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from wholeplace.reporting import ReportingError

from .results import Results


def picture(results: Results, name: str, draw: Callable[..., str], *shown: Any) -> str:
    """Draw with ``draw(*shown)``; empty where it cannot be drawn, since the table says the same."""
    key = f"{results.folder.name}:{name}"
    drawn = cache.get(key)
    if drawn is None:
        try:
            drawn = draw(*shown)
        except ReportingError:
            return ""
        cache.set(key, drawn, timeout=None)
    return str(drawn)
