"""Every figure released so far: a new table is judged together with the old ones.

A file in the register with one JSON line a release, only ever added to. It holds what was
published and what was hidden, which anyone may know, and no count that is not public.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .system import Sum
from .tables import Key, Table
from .values import Exact, Rounded, Suppressed

if TYPE_CHECKING:
    from .releasing import Released


class SelfApproved(Exception):
    """One person cannot both ask for a release and agree to it."""


class Ledger:
    """Releases of a place, in the order they were made."""

    def __init__(self, path: Path | None = None):
        self._path = path

    def record(
        self, table: Table, released: Released, on: date, asked_by: str, agreed_by: str, why: str
    ) -> None:
        """Write down a release before it is handed out; flushed to disk."""
        if asked_by == agreed_by:
            raise SelfApproved(f"{asked_by} asked for this release; someone else must agree to it")
        said = {
            "table": released.id,
            "title": released.title,
            "population": released.population,
            "on": on.isoformat(),
            "asked_by": asked_by,
            "agreed_by": agreed_by,
            "why": why,
            "sums": [[_plain(whole), [_plain(p) for p in parts]] for whole, parts in table.sums()],
            "values": [[_plain(key), _said(value)] for key, value in released.values.items()],
        }
        assert self._path is not None, "a ledger without a file is only for asking"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.__dict__.pop("releases", None)

    @cached_property
    def releases(self) -> list[dict[str, Any]]:
        """What was recorded, oldest first."""
        if self._path is None or not self._path.exists():
            return []
        return [json.loads(line) for line in self._path.read_text("utf-8").splitlines()]

    def published(self, population: str) -> Mapping[Key, Rounded | Exact]:
        """Figures of a population that anyone may know already."""
        found = ((key, value) for key, value in self._values(population))
        return {key: value for key, value in found if not isinstance(value, Suppressed)}

    def hidden(self, population: str) -> set[Key]:
        """Figures of a population that were hidden, and must stay so."""
        values = self._values(population)
        return {key for key, value in values if isinstance(value, Suppressed)}

    def sums(self, population: str) -> Iterator[Sum]:
        """How released figures of a population add up."""
        for said in self._of(population):
            for whole, parts in said["sums"]:
                yield _key(whole), tuple(map(_key, parts))

    def exact_before(self, table: Table) -> Iterator[tuple[Key, int]]:
        """Exact figures of the same table about another population: last month's, say."""
        for said in self.releases:
            if said["table"] == table.id and said["population"] != table.population:
                values = ((_key(key), _read(value)) for key, value in said["values"])
                yield from ((k, v.value) for k, v in values if isinstance(v, Exact))

    def _values(self, population: str) -> Iterator[tuple[Key, Rounded | Exact | Suppressed]]:
        for said in self._of(population):
            for key, value in said["values"]:
                yield _key(key), _read(value)

    def _of(self, population: str) -> Iterator[dict[str, Any]]:
        yield from (said for said in self.releases if said["population"] == population)


def _plain(key: Key) -> list[list[str]]:
    return [list(pair) for pair in sorted(key)]


def _key(plain: list[list[str]]) -> Key:
    return frozenset((name, category) for name, category in plain)


def _said(value: Rounded | Exact | Suppressed) -> list[Any]:
    if isinstance(value, Suppressed):
        return ["hidden"]
    return ["exact" if isinstance(value, Exact) else "rounded", value.value]


def _read(said: list[Any]) -> Rounded | Exact | Suppressed:
    if said[0] == "hidden":
        return Suppressed()
    return Exact(said[1]) if said[0] == "exact" else Rounded(said[1])
