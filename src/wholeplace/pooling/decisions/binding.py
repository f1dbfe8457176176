"""Seals and legal holds: what binds from the moment it is recorded until an office lifts it."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from wholeplace.trust.forgetting import Hold
from wholeplace.trust.seals import Seal

from .lines import append, read

T = TypeVar("T", Seal, Hold)


class NothingStands(Exception):
    """An id that nothing standing has."""


@dataclass(frozen=True)
class Lifted:
    """How something ceased to bind."""

    id: str
    by: str
    reason: str


class Binding(Generic[T]):
    """All of one sort that was recorded, in order."""

    def __init__(self, register: Path, sort: str, model: type[T], letter: str):
        self._file, self._letter = (register, sort), letter
        self._model: type[T] = model

    def add(self, one: T, at: datetime) -> None:
        """Record one; it binds from now on. One with the id of another takes its place."""
        said = one.model_dump(mode="json", by_alias=True)
        append(*self._file, {"set": said, "at": at.isoformat(timespec="seconds")})

    def lift(self, lifted: Lifted, at: datetime) -> None:
        """Record that one binds no more. Raises NothingStands."""
        standing = [one.id for one in self.standing()]
        if lifted.id not in standing:
            listed = ", ".join(standing) or "none"
            raise NothingStands(f"{lifted.id}: no such one stands; those that do: {listed}")
        append(*self._file, {"lifted": vars(lifted), "at": at.isoformat(timespec="seconds")})

    def every(self) -> list[tuple[T, Lifted | None]]:
        """All that was ever set, oldest first, and how each was lifted if it was."""
        entries = read(*self._file)
        ended = {e["lifted"]["id"]: Lifted(**e["lifted"]) for e in entries if "lifted" in e}
        made = {e["set"]["id"]: json.dumps(e["set"]) for e in entries if "set" in e}
        return [(self._model.model_validate_json(t), ended.get(id)) for id, t in made.items()]

    def standing(self) -> list[T]:
        """What binds."""
        return [one for one, lifted in self.every() if lifted is None]

    def next_id(self) -> str:
        """An id that none had before: S1, S2 …"""
        return f"{self._letter}{len(self.every()) + 1}"


def seals(register: Path) -> Binding[Seal]:
    """The register of sealed people."""
    return Binding(register, "seals", Seal, "S")


def holds(register: Path) -> Binding[Hold]:
    """The register of legal holds."""
    return Binding(register, "holds", Hold, "H")
