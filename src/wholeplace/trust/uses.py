"""Every use that some agreement speaks of: what may be used on a day, and what may not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, Grant, Place, Purpose, Source
from wholeplace.place.agreements import Grain

from .agreements import decide, naming
from .requests import Request
from .why_not import WhyNot, why_not


@dataclass(frozen=True)
class Use:
    """Fields of a source that an agreement opens for a purpose."""

    partner: str
    purpose: Purpose
    source: str
    fields: tuple[str, ...]
    grain: Grain
    agreement: str


@dataclass(frozen=True)
class RefusedUse:
    """Fields of a source that agreements speak of for a purpose, and none opens."""

    partner: str
    purpose: Purpose | None
    """None: no agreement names the source for any purpose."""
    source: str
    fields: tuple[str, ...]
    why: WhyNot


def uses(place: Place, at: date) -> list[Use]:
    """What may be used, agreement by agreement."""
    found: dict[tuple[str, Purpose, str, Grain, str], list[str]] = {}
    for agreement, request in _spoken_of(place):
        if decide(request, [agreement], at).permit:
            owner = place.sources[request.source].partner
            key = (owner, request.purpose, request.source, request.grain, agreement.id)
            found.setdefault(key, []).extend(request.fields)
    return [
        Use(owner, purpose, source, _told(fields, place), grain, agreement)
        for (owner, purpose, source, grain, agreement), fields in found.items()
    ]


def refused_uses(place: Place, at: date) -> list[RefusedUse]:
    """What may not be used though an agreement speaks of it, and sources no agreement names."""
    found: dict[tuple[Purpose, str, WhyNot], dict[str, None]] = {}
    for _, request in _spoken_of(place):
        why = why_not(request, place.agreements, at)
        if why:
            fields = found.setdefault((request.purpose, request.source, why), {})
            fields.update(dict.fromkeys(request.fields))
    refused = [
        RefusedUse(place.sources[source].partner, purpose, source, _told(fields, place), why)
        for (purpose, source, why), fields in found.items()
    ]
    return [*refused, *_never_named(place)]


def _never_named(place: Place) -> Iterator[RefusedUse]:
    for source in place.sources.values():
        if not naming(source.id, place.agreements):
            why = WhyNot((f"no agreement covers source '{source.id}'",))
            yield RefusedUse(source.partner, None, source.id, (), why)


def _spoken_of(place: Place) -> Iterator[tuple[Agreement, Request]]:
    """Each field an agreement grants, asked for in that agreement's own terms."""
    for agreement in place.agreements.values():
        programme = agreement.programmes[0] if agreement.programmes else None
        for purpose in agreement.purposes:
            for grant in agreement.grants:
                whose = place.partners[place.sources[grant.source].partner].kind
                for field in _words(grant, place):
                    asked = (purpose, grant.source, (field,), programme, agreement.grain)
                    yield agreement, Request(*asked, held_by=whose)


def _words(grant: Grant, place: Place) -> Iterator[str]:
    """Field words a grant opens: a kind is followed by its attributes, as a bar may split them."""
    source = place.sources[grant.source]
    words = _everything(source) if "*" in grant.fields else grant.fields
    for word in words:
        yield word
        if word in place.vocabulary.kinds:
            yield from (f"{word}.{name}" for name in place.vocabulary.kinds[word].attributes)


def _told(fields: Iterable[str], place: Place) -> tuple[str, ...]:
    """Field words in few: a kind stands for its attributes when all are there, else for dates."""
    words = dict.fromkeys(fields)
    for kind in [word for word in words if word in place.vocabulary.kinds]:
        attributes = [f"{kind}.{name}" for name in place.vocabulary.kinds[kind].attributes]
        if all(attribute in words for attribute in attributes):
            words = {w: None for w in words if w not in attributes}
        else:
            words = {(f"{kind}.dates" if w == kind else w): None for w in words}
    return tuple(words)


def _everything(source: Source) -> tuple[str, ...]:
    kinds = [kind for coverage in source.coverage for kind in coverage.kinds]
    people = ("record", "identifier", "address") if source.zone != "aggregate" else ()
    spend = ("spend",) if source.mapping and source.mapping.spend else ()
    return tuple(dict.fromkeys([*people, *kinds, *spend]))
