"""How good each source is: how complete, how recent, and how much of the place's time it covers."""

from __future__ import annotations

from datetime import date
from typing import Any

from wholeplace.place import Place, Source
from wholeplace.pooling.intake import fields_told

from .tables import Tables


def quality(place: Place, tables: Tables) -> dict[str, dict[str, Any]]:
    """By source. Completeness is by field and on average; None where it lists no people."""
    filled, newest = tables.filled(), tables.newest()
    return {
        id: {
            **_completeness(source, filled.get(id)),
            "newest": _iso(newest.get(id)),
            "covered_to": _iso(max(c.end for c in source.coverage)),
            "coverage": _covered(place, source),
        }
        for id, source in place.sources.items()
    }


def _completeness(source: Source, filled: dict[str, float] | None) -> dict[str, Any]:
    if filled is None:
        return {"completeness": None, "filled": {}}
    shares = {field: filled[field] for field in fields_told(source)}
    average = sum(shares.values()) / len(shares) if shares else None
    return {"completeness": average, "filled": shares}


def _covered(place: Place, source: Source) -> float:
    """The share of the place's days, up to the day it is asked about, that deliveries cover."""
    first, last = place.about.starts, place.as_at
    days: set[int] = set()
    for one in source.coverage:
        days.update(range(max(one.start, first).toordinal(), min(one.end, last).toordinal()))
    return len(days) / (last - first).days


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
