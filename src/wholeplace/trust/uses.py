"""Every use that some agreement speaks of: what may be used on a day, and what may not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, Grant, Place, Purpose, Source
from wholeplace.place.agreements import Grain
from wholeplace.place.purposes import purpose_tree
from wholeplace.place.sensitivity import OF_RECORD

from .agreements import decide, naming
from .requests import Ground, Request, request_of
from .why_not import WhyNot, why_not


@dataclass(frozen=True)
class Use:
    """Fields of a source that an agreement opens for a purpose, and on what conditions."""

    partner: str
    purpose: Purpose
    source: str
    fields: tuple[str, ...]
    grain: Grain
    ground: Ground

    @property
    def agreement(self) -> str:
        """The agreement that opens them."""
        return self.ground.agreement


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
    objections = place.all_objections().values()
    found: dict[tuple[str, Purpose, str, Grain, Ground], list[str]] = {}
    for agreement, request in spoken_of(place):
        for ground in decide(request, [agreement], at, objections=objections).grounds:
            owner = place.sources[request.source].partner
            key = (owner, request.purpose, request.source, request.grain, ground)
            found.setdefault(key, []).extend(request.fields)
    return [
        Use(owner, purpose, source, told(fields, place), grain, ground)
        for (owner, purpose, source, grain, ground), fields in found.items()
    ]


def refused_uses(place: Place, at: date) -> list[RefusedUse]:
    """What may not be used though an agreement speaks of it, and sources no agreement names."""
    found: dict[tuple[Purpose, str, WhyNot], dict[str, None]] = {}
    for _, request in spoken_of(place):
        why = why_not(request, place.agreements, at)
        if why:
            fields = found.setdefault((request.purpose, request.source, why), {})
            fields.update(dict.fromkeys(request.fields))
    refused = [
        RefusedUse(place.sources[source].partner, purpose, source, told(fields, place), why)
        for (purpose, source, why), fields in found.items()
    ]
    return [*refused, *_never_named(place)]


def spoken_of(place: Place) -> Iterator[tuple[Agreement, Request]]:
    """Each field an agreement grants, asked for in that agreement's own terms."""
    for agreement in place.agreements.values():
        programme = agreement.programmes[0] if agreement.programmes else None
        for purpose in agreement.purposes:
            for grant in agreement.grants:
                for field in _words(grant, place):
                    yield (
                        agreement,
                        request_of(
                            place,
                            purpose,
                            grant.source,
                            (field,),
                            programme=programme,
                            grain=agreement.grain,
                        ),
                    )


def everything(source: Source) -> tuple[str, ...]:
    """The field words that a source can answer to."""
    kinds = [kind for coverage in source.coverage for kind in coverage.kinds]
    people = OF_RECORD if source.zone != "aggregate" else ()
    # A list of payments or of services is about nobody and holds no kind of activity.
    listed = (_listed(source),) if source.zone == "aggregate" and not kinds else ()
    return tuple(dict.fromkeys([*people, *kinds, *listed]))


def _listed(source: Source) -> str:
    """What a source lists that is about nobody."""
    mapped = source.mapping is not None and source.mapping.service is not None
    return "service" if mapped or source.format == "open-referral-uk" else "spend"


def words_of(source: Source, place: Place) -> Iterator[str]:
    """Every field word that can be asked of a source: each kind is followed by its attributes."""
    yield from _with_attributes(everything(source), place)


def usual_fields(source: Source, purpose: str) -> tuple[str, ...]:
    """What a use means when no field is named: who people are to match, what happened otherwise."""
    words = everything(source)
    matching = tuple(word for word in words if word in OF_RECORD)
    return (matching if purpose == "matching" else words[len(matching) :]) or words


def usual_grain(source: Source, purpose: Purpose) -> Grain:
    """Whether a use means names: to match, or where somebody is offered something in the end."""
    if source.zone != "named":
        return source.zone
    return "named" if purpose == "matching" or purpose_tree()[purpose].names else "pseudonymised"


def told(fields: Iterable[str], place: Place) -> tuple[str, ...]:
    """Field words in few: a kind stands for its attributes when all are there, else for dates."""
    words = dict.fromkeys(fields)
    for kind in [word for word in words if word in place.vocabulary.kinds]:
        attributes = [f"{kind}.{name}" for name in place.vocabulary.kinds[kind].attributes]
        if all(attribute in words for attribute in attributes):
            words = {w: None for w in words if w not in attributes}
        else:
            words = {(f"{kind}.dates" if w == kind else w): None for w in words}
    return tuple(words)


def _never_named(place: Place) -> Iterator[RefusedUse]:
    for source in place.sources.values():
        if not naming(source.id, place.agreements):
            why = WhyNot((f"no agreement covers source '{source.id}'",))
            yield RefusedUse(source.partner, None, source.id, (), why)


def _words(grant: Grant, place: Place) -> Iterator[str]:
    """Field words a grant opens, with attributes, as a bar may split them."""
    every = everything(place.sources[grant.source])
    yield from _with_attributes(every if "*" in grant.fields else grant.fields, place)


def _with_attributes(words: Iterable[str], place: Place) -> Iterator[str]:
    for word in words:
        yield word
        if word in place.vocabulary.kinds:
            yield from (f"{word}.{name}" for name in place.vocabulary.kinds[word].attributes)
