"""Set and lift seals, and see which records a seal leaves standing apart."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.decisions.binding import Lifted, seals
from wholeplace.pooling.store import gather
from wholeplace.trust.forgetting import LAW, Act
from wholeplace.trust.seals import Seal, seal_kinds

from .forgetting import Plan, forget
from .forgetting.reach import Held
from .lock import run_lock
from .protecting import read_sealed, sealed_of


def set_seal(place: Place, seal: Seal, at: datetime) -> Plan:
    """Record a seal, and delete every snapshot and linkage made before it.

    Nothing is served until the next run, which obeys it. Returns what was deleted, and the exports
    that partners are to be asked about.
    """
    subjects = (*seal.earlier, *seal.now)
    reason = f"seal {seal.id} was set"
    act = Act(why="seal", subjects=subjects, law=LAW["seal"], by=seal.by, reason=reason)
    return forget(place, act, at, also=lambda: seals(place.register).add(seal, at))


def lift_seal(place: Place, lifted: Lifted, at: datetime) -> None:
    """Record that a seal binds no more; the next run links its records again."""
    with run_lock(place):
        seals(place.register).lift(lifted, at)


def list_seals(place: Place) -> list[dict[str, Any]]:
    """Every seal ever set: its terms, and how many records the last run found on each side.

    People are not named, and nothing tells which of them is sealed.
    """
    found = _counts(place)
    return [
        {
            "id": seal.id,
            "kind": seal.kind,
            "title": seal_kinds()[seal.kind].title,
            "from": seal.start,
            "by": seal.by,
            "basis": seal.basis,
            "review": seal.review,
            "lifted": lifted and {"by": lifted.by, "reason": lifted.reason},
            "records": None if lifted else found.get(seal.id),
        }
        for seal, lifted in seals(place.register).every()
    ]


def standing_apart(place: Place, id: str) -> list[tuple[str, str]]:
    """Source and local id of records that may be on either side of a seal."""
    readings: dict[str, Path] = dict(Held(place).readings())
    with tempfile.TemporaryDirectory(prefix="wholeplace-") as spill:
        identities = gather(place, readings, Path(spill))
    sides = [one for one in sealed_of(place, identities).sides if one.seal.id == id]
    apart = {record for one in sides for record in one.apart}
    columns = (identities.record[name].to_pylist() for name in ("record", "source", "local_id"))
    return [(source, local) for n, source, local in zip(*columns, strict=True) if n in apart]


def _counts(place: Place) -> dict[str, dict[str, int]]:
    for folder in sorted(place.cache.glob("linkage/gathered-*")):
        counts: dict[str, dict[str, int]] = read_sealed(folder)["seals"]
        return counts
    return {}
