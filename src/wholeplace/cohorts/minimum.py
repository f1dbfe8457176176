"""Minimum data: what agreements grant for a purpose, and no question of the place uses."""

from collections.abc import Iterator
from dataclasses import dataclass

from wholeplace.place import Agreement, Place, Purpose
from wholeplace.place.purposes import within
from wholeplace.place.sensitivity import OF_RECORD
from wholeplace.trust.grants import granted_fields
from wholeplace.trust.uses import everything

from .permission import fields_read, questions_of


@dataclass(frozen=True)
class Unused:
    """Field words that an agreement opens for a purpose, and no definition reads for it."""

    agreement: str
    purpose: Purpose
    source: str
    fields: tuple[str, ...]


def unused_grants(place: Place) -> list[Unused]:
    """Grants to look at when an agreement is reviewed. Matching reads all it is granted."""
    return [
        unused
        for agreement in place.agreements.values()
        for purpose in agreement.purposes
        if purpose != "matching"
        for unused in _unused(place, agreement, purpose)
    ]


def _unused(place: Place, agreement: Agreement, purpose: Purpose) -> Iterator[Unused]:
    read = set(_read_for(purpose, place))
    for source in dict.fromkeys(grant.source for grant in agreement.grants):
        granted = granted_fields(agreement, source)
        words = everything(place.sources[source]) if "*" in granted else sorted(granted)
        idle = tuple(w for w in words if w not in OF_RECORD and not _serves(w, read))
        if idle and place.sources[source].zone != "aggregate":
            yield Unused(agreement.id, purpose, source, idle)


def _read_for(purpose: Purpose, place: Place) -> Iterator[str]:
    for question in questions_of(place):
        if within(question.purpose, (purpose,)):
            yield from (word for words in fields_read(question).values() for word in words)


def _serves(granted: str, read: set[str]) -> bool:
    """Whether a granted word is read: itself, or for dates alone its kind."""
    kind, _, attribute = granted.partition(".")
    return granted in read or (attribute == "dates" and kind in read)
