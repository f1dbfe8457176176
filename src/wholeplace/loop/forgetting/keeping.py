"""What a legal hold keeps from being tidied away."""

from __future__ import annotations

from pathlib import Path

from wholeplace.place import Place
from wholeplace.pooling.decisions.binding import holds
from wholeplace.pooling.decisions.subjects import RECORD
from wholeplace.trust.forgetting import Item, kept_by

from .planning import sources_in
from .reach import Held


def under_hold(place: Place) -> set[Path]:
    """Readings and snapshots that a standing hold keeps, old ones too.

    A hold on a person keeps those of every source that holds a record of theirs.
    """
    standing = holds(place.register).standing()
    if not standing:
        return set()
    held = Held(place)
    theirs = {token.split(":")[1] for one in standing for token in one.covers if _named(token)}
    readings = [(folder, frozenset({source})) for source, folder in held.readings()]
    kept = [(f, sources_in(f)) for f in (place.cache / "snapshots").glob("*")]
    return {
        folder
        for folder, sources in [*readings, *kept]
        if kept_by(Item("kept", str(folder), sources=sources), standing)
        or theirs & {held.people_of(one) for one in sources if one in place.sources}
    }


def _named(token: str) -> bool:
    return token.startswith(f"{RECORD}:")
