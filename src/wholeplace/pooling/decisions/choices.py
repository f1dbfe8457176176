"""People's choices found in a snapshot: which linked person has objected, or consents, to what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Place, Purpose
from wholeplace.place.purposes import within

from .consents import SORT, ConsentEvent, consents, live
from .lines import file_of
from .objections import ListVersion, entries_of, lists_in_force

if TYPE_CHECKING:
    from ..store import Snapshot

CONSENTS = "consents"
_TEXT = pa.string()

OBJECTED = pa.schema(
    [("objection", _TEXT), ("person", _TEXT), ("purposes", _TEXT), ("sources", _TEXT)]
)
CONSENTED = pa.schema([("person", _TEXT), ("scope", _TEXT)])
KNOWN = pa.schema([("person", _TEXT), ("source", _TEXT)])


@dataclass(frozen=True)
class Scope:
    """What a wording covered when it was agreed to."""

    purposes: tuple[Purpose, ...]
    partners: frozenset[str]
    fields: Mapping[str, frozenset[str]]
    """Field words by source."""

    @classmethod
    def of(cls, covers: str) -> Scope:
        """Read from a consent's own line of the register."""
        said = json.loads(covers)
        fields = {asks["source"]: frozenset(asks["fields"]) for asks in said["asks"]}
        return cls(tuple(said["purposes"]), frozenset(said["partners"]), fields)

    def serves(self, purpose: Purpose, source: str, parties: Collection[str]) -> bool:
        """Whether it covers a purpose and a source, and told the person of every party."""
        told = set(parties) <= self.partners
        return told and source in self.fields and within(purpose, self.purposes)


@dataclass(frozen=True)
class Objected:
    """What entries of a list say alike. No purposes, or no sources, means all that it stops."""

    objection: str
    purposes: tuple[Purpose, ...]
    sources: tuple[str, ...]

    def meant_for(self, purpose: Purpose) -> bool:
        """Whether these entries are about a purpose."""
        return not self.purposes or within(purpose, self.purposes)


@dataclass(frozen=True)
class Choices:
    """What people have said about the use of their data, by internal person id.

    ``objected``: one row to an entry and person. ``known``: the sources of all records of people
    who have objected. ``consented``: live consents, with the scope of their wording.
    ``unmatched``: entries of each list that no record of the pool answers to.
    """

    objected: pa.Table = field(default_factory=OBJECTED.empty_table)
    known: pa.Table = field(default_factory=KNOWN.empty_table)
    consented: pa.Table = field(default_factory=CONSENTED.empty_table)
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    unmatched: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def objectors(self) -> Mapping[Objected, frozenset[str]]:
        """People by what their entries say."""
        found: dict[Objected, set[str]] = {}
        columns = (self.objected[name].to_pylist() for name in OBJECTED.names)
        for objection, person, purposes, sources in zip(*columns, strict=True):
            said = Objected(objection, _words(purposes), _words(sources))  # type: ignore[arg-type]
            found.setdefault(said, set()).add(person)
        return {said: frozenset(people) for said, people in found.items()}

    @cached_property
    def sources_of(self) -> Mapping[str, frozenset[str]]:
        """For each person who has objected, the sources of all their records."""
        found: dict[str, set[str]] = {}
        columns = (self.known[name].to_pylist() for name in KNOWN.names)
        for person, source in zip(*columns, strict=True):
            found.setdefault(person, set()).add(source)
        return {person: frozenset(sources) for person, sources in found.items()}


def _words(said: str | None) -> tuple[str, ...]:
    return tuple(said.split(";")) if said else ()


def choices_versions(place: Place, at: date) -> dict[str, str]:
    """Hashes of the lists and of the consents that count on a day: what a result depends on."""
    versions = {name: v.version for name, v in sorted(lists_in_force(place, at).items())}
    path = file_of(place.register, SORT)
    if path.exists():
        versions[CONSENTS] = hashlib.sha256(path.read_bytes()).hexdigest()
    return versions


def choices_of(place: Place, snapshot: Snapshot, at: date) -> Choices:
    """Find in a snapshot everyone who has objected or consents on a day."""
    lists = lists_in_force(place, at)
    said = consents(place.register)
    versions = choices_versions(place, at)
    if not lists and not said:
        return Choices(versions=versions)
    people = _People(snapshot)
    objected = pa.concat_tables(
        [OBJECTED.empty_table(), *(_objected(place, v, people, at) for v in lists.values())]
    )
    unmatched = {name: _unmatched(place, v, people, at) for name, v in lists.items()}
    given = list(live(_by_person(said, people), at))
    scopes = {event.sha256: Scope.of(event.covers) for _, event in given}
    return Choices(
        objected,
        people.known(objected["person"]),
        _consented(given),
        scopes,
        versions,
        {name: many for name, many in unmatched.items() if many},
    )


class _People:
    """Who a delivery's names are in a snapshot."""

    def __init__(self, snapshot: Snapshot):
        self._person_record = snapshot.table("person_record").select(["person", "record"])
        self._record = snapshot.table("record").select(["record", "source", "local_id"])
        self._identifier = snapshot.table("identifier").select(["record", "scheme", "value"])

    def found(self, who: pa.Table) -> pa.Table:
        """Rows of ``who`` (row, scheme, source, value) beside every person they mean."""
        by_number = who.filter(pc.is_valid(who["scheme"])).join(
            self._identifier, ["scheme", "value"], join_type="inner"
        )
        local = self._record.rename_columns(["record", "source", "value"])
        by_id = who.filter(pc.is_valid(who["source"])).join(
            local, ["source", "value"], join_type="inner"
        )
        records = pa.concat_tables([t.select(["row", "record"]) for t in (by_number, by_id)])
        found = records.join(self._person_record, "record", join_type="inner")
        return found.select(["row", "person"]).group_by(["row", "person"]).aggregate([])

    def known(self, people: pa.ChunkedArray) -> pa.Table:
        """The sources of every record of these people."""
        theirs = self._person_record.filter(pc.is_in(self._person_record["person"], people))
        rows = theirs.join(self._record.select(["record", "source"]), "record", join_type="inner")
        return rows.group_by(["person", "source"]).aggregate([]).select(["person", "source"])


def _standing(place: Place, version: ListVersion, at: date) -> pa.Table:
    """Entries of a list that stand on a day, numbered."""
    entries = entries_of(place.register, version)
    day = at.isoformat()
    begun = pc.fill_null(pc.less_equal(entries["from"], day), True)
    going = pc.fill_null(pc.greater(entries["to"], day), True)
    entries = entries.filter(pc.and_(begun, going))
    return entries.append_column("row", pa.array(range(entries.num_rows), pa.int64()))


def _objected(place: Place, version: ListVersion, people: _People, at: date) -> pa.Table:
    entries = _standing(place, version, at)
    found = people.found(entries.select(["row", "scheme", "source", "value"]))
    rows = found.join(entries.select(["row", "purposes", "sources"]), "row", join_type="inner")
    objection = pa.array([version.list] * rows.num_rows, pa.string())
    return rows.append_column("objection", objection).select(OBJECTED.names).cast(OBJECTED)


def _unmatched(place: Place, version: ListVersion, people: _People, at: date) -> int:
    entries = _standing(place, version, at)
    found = people.found(entries.select(["row", "scheme", "source", "value"]))
    return int(entries.num_rows - pc.count_distinct(found["row"]).as_py())


def _by_person(said: Sequence[ConsentEvent], people: _People) -> Iterator[tuple[str, ConsentEvent]]:
    """Each event beside every person it names."""
    who = pa.table(
        {
            "row": pa.array(range(len(said)), pa.int64()),
            "scheme": pa.array([event.who.scheme for event in said], pa.string()),
            "source": pa.array([event.who.source for event in said], pa.string()),
            "value": pa.array([event.who.value for event in said], pa.string()),
        }
    )
    for found in people.found(who).to_pylist():
        yield found["person"], said[found["row"]]


def _consented(given: Iterable[tuple[str, ConsentEvent]]) -> pa.Table:
    rows = sorted({(person, event.sha256) for person, event in given})
    said = [{"person": person, "scope": scope} for person, scope in rows]
    return pa.Table.from_pylist(said, schema=CONSENTED)
