"""What became of each delivery, and of which days the deliveries together can say no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .arrivals import Arrival
from .spans import ALWAYS, Span, together, without

State = Literal[
    "used",  # read whole
    "incomplete",  # read, but a file of it was refused
    "set aside",  # a full one that did not come whole: what it would replace stays in use
    "replaced",  # a later full one stands in its place
    "withdrawn",  # none of its files is left
    "withdrawal",  # the word that took files out
    "missing",  # said to be received, and no file is there
    "overdue",  # the day it was due has come
    "expected",  # not due yet
]


@dataclass(frozen=True)
class Arrived:
    """One delivery after reading. ``tells``: days of which its silence means no; ``takes``: days
    of which nothing said before it means no any more."""

    id: str
    mode: str
    state: State
    files: tuple[str, ...]
    received: date | None = None
    due: date | None = None
    covers: Span | None = None
    days_late: int = 0
    by: str | None = None
    tells: tuple[Span, ...] = ()
    takes: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As one element of a report's ``deliveries``."""
        said = ("id", "mode", "state", "days_late", "by")
        return {
            **{name: getattr(self, name) for name in said},
            "files": list(self.files),
            "received": _iso(self.received),
            "due": _iso(self.due),
            "covers": _days(self.covers) if self.covers else None,
            "tells": [_days(span) for span in self.tells],
            "takes": [_days(span) for span in self.takes],
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Arrived:
        """What ``to_json`` wrote."""
        plain = {name: said[name] for name in ("id", "mode", "state", "days_late", "by")}
        return cls(
            **plain,
            files=tuple(said["files"]),
            received=_day(said["received"]),
            due=_day(said["due"]),
            covers=_span(said["covers"]) if said["covers"] else None,
            tells=tuple(map(_span, said["tells"])),
            takes=tuple(map(_span, said["takes"])),
        )


def days_told(arrived: Iterable[Arrived]) -> list[Span]:
    """Days of which silence means no, after every delivery in order."""
    known: list[Span] = []
    for one in arrived:
        for gone in one.takes:
            known = without(known, gone)
        known = together([*known, *one.tells])
    return known


def outcome_of(
    one: Arrival,
    earlier: Sequence[Arrival],
    as_at: date,
    read: Mapping[str, bool],
    aside: Collection[str],
    replaced_by: Mapping[str, str],
) -> Arrived:
    """What became of a delivery. ``read``: those that were read, and whether whole."""
    state = _state(one, as_at, read, aside, replaced_by)
    return Arrived(
        one.id,
        one.mode,
        state,
        one.named,
        one.received,
        one.due,
        one.covers,
        _days_late(one, as_at),
        replaced_by.get(one.id) or one.withdrawn_by,
        _tells(one, state),
        _takes(one, state, earlier),
    )


def _state(
    one: Arrival,
    as_at: date,
    read: Mapping[str, bool],
    aside: Collection[str],
    replaced_by: Mapping[str, str],
) -> State:
    if one.mode == "withdrawn":
        return "withdrawal"
    if one.id in replaced_by:
        return "replaced"
    if one.id in aside:
        return "set aside"
    if one.id in read:
        return "used" if read[one.id] else "incomplete"
    return _state_without_files(one, as_at)


def _state_without_files(one: Arrival, as_at: date) -> State:
    if one.withdrawn_by:
        return "withdrawn"
    if one.received or one.due is None:
        return "missing"
    return "overdue" if one.due <= as_at else "expected"


def _days_late(one: Arrival, as_at: date) -> int:
    """Days after it was due; for one still awaited, days it is overdue."""
    if one.due is None or (one.files and one.received is None):
        return 0
    came = one.received or as_at
    return max((came - one.due).days, 0)


def _tells(one: Arrival, state: State) -> tuple[Span, ...]:
    """A delivery knows nothing of days after it came. A correction adds no silence."""
    if state != "used" or one.mode == "correction":
        return ()
    if one.covers:
        return (one.covers,)
    return (Span(date.min, one.received or date.max),) if one.mode == "full" else ()


def _takes(one: Arrival, state: State, earlier: Sequence[Arrival]) -> tuple[Span, ...]:
    if one.mode == "withdrawn":
        taken = [e.covers or ALWAYS for e in earlier if e.withdrawn_by == one.id]
        return (one.covers,) if one.covers else tuple(together(taken))
    lost_changes = state in ("incomplete", "missing") and one.mode in ("delta", "correction")
    return (one.covers or ALWAYS,) if lost_changes else ()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _days(span: Span) -> list[str]:
    return [span.start.isoformat(), span.end.isoformat()]


def _span(days: Sequence[str]) -> Span:
    return Span(date.fromisoformat(days[0]), date.fromisoformat(days[1]))
