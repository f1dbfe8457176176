"""Consents: who, to which wording, given when and how, withdrawn when.

Nothing is ever changed, and only what is about somebody who was erased is taken out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from wholeplace.place import Place, Wording, add_months

from .deliveries import Row, Who, day, each, read_rows
from .lines import append_new, read
from .suppressed import erased

Key = TypeVar("Key")

SORT = "consents"
COLUMNS = ("wording", "given", "means", "withdrawn")


@dataclass(frozen=True)
class ConsentEvent:
    """Consent given to a wording, or withdrawn. What it covers is kept as the person read it."""

    what: Literal["given", "withdrawn"]
    who: Who
    wording: str
    sha256: str
    on: date
    means: str | None = None
    until: date | None = None
    """First day on which it must be asked again."""
    covers: str = "{}"
    """The wording's purposes, partners and fields, as JSON."""

    def line(self) -> dict[str, Any]:
        """The event as the register keeps it."""
        said = {**vars(self), "who": vars(self.who)}
        return {name: value for name, value in said.items() if value is not None}


def give_consents(place: Place, path: Path) -> int:
    """Take delivered consents and withdrawals into the register; returns how many were new.

    Each row names a wording of the place, and the day it was given, withdrawn, or both. Rows about
    people who were erased are left out.
    """
    rows = read_rows(path, COLUMNS, place.sources)
    events = [e for found in each(path, rows, lambda r: list(_events(place, r))) for e in found]
    gone = erased(place)
    return append_new(place.register, SORT, (e.line() for e in events if not gone(e.who)))


def consents(register: Path) -> list[ConsentEvent]:
    """Every event, in the order it was taken."""
    return [_event(line) for line in read(register, SORT)]


def live(said: Iterable[tuple[Key, ConsentEvent]], at: date) -> Iterator[tuple[Key, ConsentEvent]]:
    """For each person and wording, the consent that stands on a day.

    A withdrawal counts from its own day, also over a consent of the same day; consent given again
    later stands again. ``Key`` is whatever tells people apart: one person may be named in two ways.
    """
    latest: dict[tuple[Key, str], ConsentEvent] = {}
    for key, event in sorted(said, key=lambda one: (one[1].on, one[1].what == "withdrawn")):
        if event.on <= at:
            latest[key, event.wording] = event
    for (key, _), event in latest.items():
        if event.what == "given" and (event.until is None or at < event.until):
            yield key, event


def _events(place: Place, row: Row) -> Iterator[ConsentEvent]:
    wording = _wording(place, row.said.get("wording", ""))
    given, withdrawn = day(row.said, "given"), day(row.said, "withdrawn")
    if not (given or withdrawn):
        raise ValueError("says neither when consent was 'given' nor when it was 'withdrawn'")
    if given and withdrawn and withdrawn < given:
        raise ValueError(f"was withdrawn ({withdrawn}) before it was given ({given})")
    head = (row.who, wording.id, wording.sha256)
    if given:
        if not row.said.get("means"):
            raise ValueError("does not say by what 'means' consent was given: form, spoken, online")
        until = add_months(given, wording.months) if wording.months else None
        covers = wording.model_dump_json(include={"purposes", "partners", "asks"})
        yield ConsentEvent("given", *head, given, row.said["means"], until, covers)
    if withdrawn:
        yield ConsentEvent("withdrawn", *head, withdrawn, row.said.get("means"))


def _wording(place: Place, name: str) -> Wording:
    if name not in place.wordings:
        there = ", ".join(sorted(place.wordings)) or "none: add a file to wordings/"
        raise ValueError(f"'{name}' is no wording of this place; there is: {there}")
    return place.wordings[name]


def _event(line: dict[str, Any]) -> ConsentEvent:
    until = line.get("until")
    return ConsentEvent(
        line["what"],
        Who(**line["who"]),
        line["wording"],
        line["sha256"],
        date.fromisoformat(line["on"]),
        line.get("means"),
        date.fromisoformat(until) if until else None,
        line.get("covers", "{}"),
    )
