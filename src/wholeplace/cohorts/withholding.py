"""Rows that people's own choices keep from a question: objections, and consents not given.

What is not read is not known: nobody's silence there means no.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Place, Purpose
from wholeplace.pooling.decisions import Choices
from wholeplace.trust import Ground, counted, request_of, touches
from wholeplace.trust.grants import opens

People = frozenset[str]
Grounds = Mapping[tuple[str, str], tuple[Ground, ...]]
"""By kind and source."""

SHUT = pa.schema([("kind", pa.string()), ("source", pa.string()), ("person", pa.string())])


@dataclass(frozen=True)
class LeftOut:
    """What is not read for a question, and for whose sake.

    ``shut``: rows of a kind and source about a person. ``gone``: people of whom nothing may be
    read, so that they are not counted at all. ``objected`` and ``unconsented``: how many people
    each was for.
    """

    shut: pa.Table
    gone: People
    objected: int
    unconsented: int
    versions: Mapping[str, str]

    def to_json(self) -> dict[str, object]:
        """What results say of it; few people are not counted out."""
        return {
            "excluded": {
                "objection": counted(self.objected),
                "no consent": counted(self.unconsented),
            },
            "obeyed": dict(self.versions),
        }


NOTHING = LeftOut(SHUT.empty_table(), frozenset(), 0, 0, {})


@dataclass(frozen=True)
class Asking:
    """A question as far as choices matter to it: its purpose, fields and grounds, on a day."""

    place: Place
    purpose: Purpose
    fields: Mapping[str, tuple[str, ...]]
    grounds: Grounds
    day: date


def left_out(asking: Asking, choices: Choices, homes: Callable[[], pa.Table]) -> LeftOut:
    """Whose rows are not read. ``homes`` reads everyone's ``person`` and ``borough``, if needed."""
    residents = _Residents(homes)
    gone = people_gone(asking.place, asking.purpose, choices, asking.day, asking.grounds)
    rows, objected, unconsented = [], set(gone), set[str]()
    for (kind, source), grounds in asking.grounds.items():
        each = [_Kept.of(asking, choices, kind, source, g) for g in grounds]
        shut = _shut_under_all(each, residents)
        rows.append(_rows(kind, source, shut))
        # Counted for what the grounds themselves leave out; areas are the agreement's own bounds.
        objected |= frozenset.intersection(*[k.objectors for k in each]) & shut
        consenters = [kept.consenters for kept in each if kept.consenters is not None]
        if len(consenters) == len(each):
            unconsented |= residents.without(frozenset[str]().union(*consenters))
    shut_rows = pa.concat_tables([SHUT.empty_table(), *rows])
    counts = (len(objected), len(unconsented - objected))
    return LeftOut(shut_rows, gone, *counts, choices.versions)


def people_gone(
    place: Place, purpose: Purpose, choices: Choices, day: date, grounds: Grounds | None = None
) -> People:
    """People whose every record is from a source that their objection closes for a purpose.

    A source stays where the question has a ground before which the objection gives way.
    """
    closed = closed_sources(place, purpose, choices, day)
    for (_, source), given in (grounds or {}).items():
        for ground in given:
            stopped = _objectors(choices, ground.objections, purpose, source)
            closed[source] = closed.get(source, frozenset()) & stopped
    return frozenset(
        person
        for person, sources in choices.sources_of.items()
        if all(person in closed.get(source, frozenset()) for source in sources)
    )


def closed_sources(
    place: Place, purpose: Purpose, choices: Choices, day: date
) -> dict[str, People]:
    """For each source, the people whose objections close it for a purpose, whatever grants it."""
    known = place.all_objections()
    closed: dict[str, People] = {}
    for said, people in choices.objectors.items():
        for source in place.sources if said.meant_for(purpose) else ():
            request = request_of(place, purpose, source, ("*",))
            named = not said.sources or source in said.sources
            if named and touches(known[said.objection], request, day):
                closed[source] = closed.get(source, frozenset()) | people
    return closed


@dataclass(frozen=True)
class _Kept:
    """Who one ground keeps: those who consent (all, if none need), not those who object."""

    objectors: People
    consenters: People | None
    areas: tuple[str, ...]

    @classmethod
    def of(cls, asking: Asking, choices: Choices, kind: str, source: str, ground: Ground) -> _Kept:
        objectors = _objectors(choices, ground.objections, asking.purpose, source)
        agreement = asking.place.agreements[ground.agreement]
        scopes = [
            name
            for name, scope in choices.scopes.items()
            if scope.serves(asking.purpose, source, agreement.parties)
            and all(opens(scope.fields[source], field) for field in asking.fields[kind])
        ]
        consenters = _consenters(choices, scopes) if ground.consent else None
        return cls(objectors, consenters, ground.areas)


class _Residents:
    """Everyone in the frames, by borough, read only when somebody is shut out by absence."""

    def __init__(self, homes: Callable[[], pa.Table]):
        self._homes = homes

    @cached_property
    def _people(self) -> pa.Table:
        return self._homes()

    def outside(self, areas: Collection[str]) -> People:
        """People who do not live in any of the areas."""
        inside = pc.is_in(self._people["borough"], pa.array(sorted(areas), pa.string()))
        return _set(self._people.filter(pc.invert(inside))["person"])

    def without(self, kept: People) -> People:
        """Everyone but these."""
        return _set(self._people["person"]) - kept


def _shut_under_all(grounds: Iterable[_Kept], residents: _Residents) -> People:
    """People whose rows no ground lets be read."""
    each = []
    for kept in grounds:
        shut = set(kept.objectors)
        if kept.consenters is not None:
            shut |= residents.without(kept.consenters)
        if kept.areas:
            shut |= residents.outside(kept.areas)
        each.append(frozenset(shut))
    return frozenset.intersection(*each) if each else frozenset()


def _objectors(
    choices: Choices, objections: Collection[str], purpose: Purpose, source: str
) -> People:
    meant = (
        people
        for said, people in choices.objectors.items()
        if said.objection in objections
        and said.meant_for(purpose)
        and (not said.sources or source in said.sources)
    )
    return frozenset().union(*meant)


def _consenters(choices: Choices, scopes: Iterable[str]) -> People:
    chosen = pc.is_in(choices.consented["scope"], pa.array(list(scopes), pa.string()))
    return _set(choices.consented.filter(chosen)["person"])


def _rows(kind: str, source: str, people: People) -> pa.Table:
    of = (pa.repeat(pa.scalar(word, pa.string()), len(people)) for word in (kind, source))
    return pa.table([*of, pa.array(list(people), pa.string())], schema=SHUT)


def _set(column: pa.ChunkedArray) -> People:
    return frozenset(column.to_pylist())


def kinds_shut(shut: pa.Table) -> Iterator[str]:
    """Kinds of which something about somebody is not read."""
    yield from sorted(set(shut["kind"].to_pylist()))
