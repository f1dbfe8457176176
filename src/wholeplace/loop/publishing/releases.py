"""Draft a table, ask for its release, agree to it: never the same person twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wholeplace.place import Place, Publication
from wholeplace.trust.disclosure import (
    Dimension,
    Key,
    Ledger,
    Released,
    Rules,
    Table,
    release,
    show,
)

from ..asking import Asked
from .counting import count_table

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot


class NotAsked(Exception):
    """A release that nobody has asked for as it stands now."""


@dataclass(frozen=True)
class Draft:
    """A protected table, not yet released. ``mark`` stands for exactly these figures."""

    table: Table
    released: Released

    @property
    def mark(self) -> str:
        """A hash of what would be published."""
        said = json.dumps([self.table.population, self.rows()])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def rows(self) -> list[dict[str, str]]:
        """One row a cell or sum: a category of each dimension, 'all' where it is a sum."""
        names = [dimension.name for dimension in self._dimensions()]
        ordered = sorted(self.released.values.items(), key=lambda one: self._place(one[0]))
        return [
            {**{name: dict(at).get(name, "all") for name in names}, "people": show(value)}
            for at, value in ordered
        ]

    def _dimensions(self) -> list[Dimension]:
        wider = ((d.wider(), d) for d in self.table.dimensions)
        return [one for both in wider for one in both if one]

    def _place(self, at: Key) -> list[int]:
        """Categories in their own order, sums after what they are sums of."""
        said = dict(at)
        return [
            d.categories.index(said[d.name]) if d.name in said else len(d.categories)
            for d in self._dimensions()
        ]


def draft(place: Place, publication: Publication, snapshot: Snapshot) -> Draft:
    """Count a cohort's people and protect the counts. Raises Refused or CohortRefused.

    Asked again each time, so that an agreement that has ended since lets nothing out.
    """
    from wholeplace.cohorts import released as let_go

    cohort = place.cohorts[publication.cohort]
    let_go(cohort, place, cohort.as_at or place.as_at)
    found = Asked.of(place, snapshot).cohort(cohort)
    table = count_table(place, publication, snapshot, found)
    released = release(table, Rules(method=publication.method), ledger(place))
    return Draft(table, released)


def ledger(place: Place) -> Ledger:
    """What the place has released so far."""
    return Ledger(place.register / "releases.jsonl")


def ask(place: Place, made: Draft, by: str, why: str, on: date) -> None:
    """Write down that someone wants a draft released, as it stands."""
    said = {"table": made.table.id, "mark": made.mark, "by": by, "why": why, "on": on.isoformat()}
    path = _requests(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(said, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def agree(place: Place, made: Draft, by: str, on: date) -> None:
    """Release what someone else asked for; recorded before it returns.

    Raises NotAsked when figures have changed since, SelfApproved when it is the same person.
    """
    asked = [one for one in _asked(place) if one["mark"] == made.mark]
    if not asked:
        raise NotAsked(
            f"nobody has asked to release '{made.table.id}' with these figures; ask first, with"
            " --ask"
        )
    wanted = next((one for one in asked if one["by"] != by), asked[-1])
    ledger(place).record(made.table, made.released, on, wanted["by"], by, wanted["why"])


def _requests(place: Place) -> Path:
    return place.register / "release_requests.jsonl"


def _asked(place: Place) -> Iterator[dict[str, Any]]:
    path = _requests(place)
    if path.exists():
        yield from map(json.loads, path.read_text("utf-8").splitlines())
