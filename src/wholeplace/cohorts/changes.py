"""Why a cohort is not what it was: who entered, who left, and for which of four reasons.

In this order: the *definition* finds others (the rule, or what agreements and people's choices
open to it); records of these people were joined or parted (*link*); what was told about days
already past is different (*data*); or something happened since: people aged, moved, died, did
something (*people*). So that ``before`` plus all who entered less all who left is ``after``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Cause = Literal["definition", "link", "data", "people"]
CAUSES: tuple[Cause, ...] = ("definition", "link", "data", "people")

Key = tuple[str, str]
"""A record's source and local id: the same in every snapshot."""


@dataclass(frozen=True)
class Known:
    """What one snapshot says about the units that moved.

    ``people`` of each unit; ``person_of`` each of their records; ``told`` of each record: its
    activities that the rule reads, as they stood on the earlier day; ``facts`` of each person.
    """

    people: Mapping[str, frozenset[str]]
    person_of: Mapping[Key, str]
    told: Mapping[Key, frozenset[Any]]
    facts: Mapping[str, Any]

    @cached_property
    def records(self) -> Mapping[str, set[Key]]:
        """The records of each person."""
        found: dict[str, set[Key]] = {}
        for key, person in self.person_of.items():
            found.setdefault(person, set()).add(key)
        return found


@dataclass(frozen=True)
class Move:
    """One unit that entered or left, and why."""

    unit: str
    way: Literal["entered", "left"]
    cause: Cause


@dataclass(frozen=True)
class Change:
    """A cohort before and after, with everyone who moved. ``before`` is None for a new cohort."""

    id: str
    title: str
    unit: str
    before: int | None
    after: int
    moves: tuple[Move, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Counts by cause; no one's id."""
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.unit,
            "before": self.before,
            "after": self.after,
            "entered": self._count("entered"),
            "left": self._count("left"),
        }

    def _count(self, way: str) -> dict[str, int]:
        found = Counter(move.cause for move in self.moves if move.way == way)
        return {cause: found[cause] for cause in CAUSES}


def moves(
    before: Set[str], redefined: Set[str], after: Set[str], why: Callable[[str], Cause]
) -> tuple[Move, ...]:
    """All moves, by unit. ``redefined`` is who today's rule finds in the earlier snapshot."""
    by_rule = _between(before, redefined, lambda _: "definition")
    return tuple(sorted([*by_rule, *_between(redefined, after, why)], key=lambda m: m.unit))


def cause(unit: str, before: Known, after: Known, *, later: bool) -> Cause:
    """Why a unit that the same rule judges entered or left; ``later`` when the day asked moved."""
    people = before.people.get(unit, frozenset()) | after.people.get(unit, frozenset())
    records = {key for side in (before, after) for p in people for key in side.records.get(p, ())}
    if any(_relinked(key, before, after) for key in records):
        return "link"
    if not later or any(before.told.get(k) != after.told.get(k) for k in records):
        return "data"
    if any(_contradicted(person, before, after) for person in people):
        return "data"
    return "people"


def _between(one: Set[str], other: Set[str], why: Callable[[str], Cause]) -> Iterator[Move]:
    yield from (Move(unit, "entered", why(unit)) for unit in other - one)
    yield from (Move(unit, "left", why(unit)) for unit in one - other)


def _relinked(key: Key, before: Known, after: Known) -> bool:
    was, now = before.person_of.get(key), after.person_of.get(key)
    return was is not None and now is not None and was != now


def _contradicted(person: str, before: Known, after: Known) -> bool:
    return (
        person in before.facts
        and person in after.facts
        and before.facts[person] != after.facts[person]
    )
