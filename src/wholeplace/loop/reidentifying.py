"""Turn a pseudonym into a name: a new request, with a purpose and an agreement of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from wholeplace.place import Agreement, Place, Purpose
from wholeplace.place.purposes import naming_purposes
from wholeplace.pooling.decisions.exports import Export, Exports
from wholeplace.pooling.linkage import where_now
from wholeplace.pooling.linkage.id_log import read_log
from wholeplace.pooling.linkage.id_register import read_register
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust import Decision, Ground, decided_on
from wholeplace.trust.grants import granted_fields
from wholeplace.trust.keys import Key, Keys
from wholeplace.trust.requests import request_of
from wholeplace.trust.stopping import stopped

from .contacts import stop_list
from .obeying import obeyed
from .protecting import REGISTER

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot


class NotNamed(Exception):
    """A pseudonym that is not turned into a name, for whichever reason: the words are the same."""

    def __init__(self) -> None:
        super().__init__(
            "this pseudonym is not turned into a name here; ask the front door, which knows whom"
            " to ask"
        )


class NotPermitted(Exception):
    """A name that no agreement gives for the purpose."""


@dataclass(frozen=True)
class Asked:
    """Who is to be named: a pseudonym, under which agreement, for what, to which partner."""

    pseudonym: str
    agreement: Agreement
    purpose: Purpose
    partner: str


@dataclass(frozen=True)
class Named:
    """What may be told. ``own``: the asking partner's own ids of the person, by source.

    ``stopped`` says why the person is not to be contacted; empty when nothing stands against it.
    """

    names: tuple[str, ...]
    sources: tuple[str, ...]
    own: tuple[tuple[str, str], ...]
    stopped: tuple[str, ...]


def named(place: Place, asked: Asked) -> Named:
    """The name behind a pseudonym. Raises NotPermitted or NotNamed; records nothing itself.

    A source tells a name when the agreement opens something of it, by name, for the purpose.
    """
    if asked.purpose not in naming_purposes():
        raise NotPermitted(
            f"nobody is named for {asked.purpose}; a name is for {', '.join(naming_purposes())}"
        )
    grounds = _naming(place, asked)
    person = _person(place, asked.pseudonym)
    with open_snapshot(place) as snapshot:
        records = _records(snapshot, person)
        fields = {key: (key[0],) for key in grounds}
        choices = obeyed(place, snapshot, asked.purpose, grounds, fields)
        reach = stop_list(place, snapshot, asked.purpose)
    sources = {source for what, source in grounds if not choices.keeps(what, source, person)}
    shown = [record for record in records if record["source"] in sources]
    if not shown:
        raise NotNamed
    return Named(
        tuple(dict.fromkeys(name for record in shown if (name := _name(record)))),
        tuple(dict.fromkeys(record["source"] for record in shown)),
        tuple(_own(place, asked.partner, shown)),
        stopped(reach.get(person), place.as_at),
    )


def _person(place: Place, pseudonym: str) -> str:
    """The id of ours that a pseudonym of some export stands for now."""
    exports = Exports(place.register)
    for one in exports.every():
        if exports.holding(one.id, [pseudonym]):
            key = _key(place, one)
            found = key and _behind(place, key, pseudonym)
            if found:
                return found
    raise NotNamed


def _key(place: Place, export: Export) -> Key | None:
    known = Keys(place.register).all_of(export.agreement, export.purpose)
    return next((key for key in known if key.name == export.key), None)


def _behind(place: Place, key: Key, pseudonym: str) -> str | None:
    """One person; an id that was split since stands for nobody in particular."""
    register = place.register / REGISTER
    ids = set(read_register(register)["person"].to_pylist())
    ids.update(old for change in read_log(register) for old in change.before)
    meant = next((person for person in ids if key.pseudonym(person) == pseudonym), None)
    now = where_now(meant, register) if meant else ()
    return now[0] if len(now) == 1 else None


def _records(snapshot: Snapshot, person: str) -> list[dict[str, Any]]:
    linked = snapshot.table("person_record")
    theirs = linked.filter(pc.equal(linked["person"], person))["record"].combine_chunks()
    record = snapshot.table("record")
    rows = record.filter(pc.is_in(record["record"], value_set=theirs))
    found: list[dict[str, Any]] = rows.select(["source", "local_id", "given", "family"]).to_pylist()
    return found


def _naming(place: Place, asked: Asked) -> dict[tuple[str, str], tuple[Ground, ...]]:
    """Fields that may tell this partner a name, by field and source, on what grounds. Decided
    before anybody is looked for, so that a refusal says nothing of whether there is somebody."""
    said = {
        (field, source): _decision(place, asked, source, field)
        for source in sorted({grant.source for grant in asked.agreement.grants})
        for field in sorted(granted_fields(asked.agreement, source))
    }
    grounds = {key: found.grounds for key, found in said.items() if found.permit}
    if not grounds:
        reasons = (reason for found in said.values() for reason in found.reasons)
        raise NotPermitted("; ".join(dict.fromkeys(reasons)))
    return grounds


def _decision(place: Place, asked: Asked, source: str, field: str) -> Decision:
    requests = [
        request_of(
            place,
            asked.purpose,
            source,
            (field,),
            programme=programme,
            grain="named",
            organisation=asked.partner,
        )
        for programme in asked.agreement.programmes or (None,)
    ]
    return decided_on(requests, place, asked.agreement, place.as_at)


def _name(record: dict[str, Any]) -> str:
    return " ".join(part for part in (record["given"], record["family"]) if part)


def _own(place: Place, partner: str, records: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for record in records:
        if place.sources[record["source"]].partner == partner:
            yield record["source"], record["local_id"]
