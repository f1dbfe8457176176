"""Cut a mapping down to what live agreements open. A column that is not opened is never loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from wholeplace.place import ActivityMap, Mapping, PersonMap, Place, Source
from wholeplace.place.agreements import Grain
from wholeplace.place.sensitivity import OF_RECORD
from wholeplace.trust import Decision, decide, may_hold, request_of

_OF_RECORD = (
    "given",
    "family",
    "aliases",
    "birth_date",
    "sex",
    "ethnicity",
    "died",
    "household",
)


@dataclass
class Opened:
    """Asks about each field once, and remembers what was refused."""

    place: Place
    source: Source
    refused: dict[str, str] = field(default_factory=dict)
    permitted: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> bool:
        """Whether a field may be loaded."""
        if name not in self.refused and name not in self.permitted:
            decision = self._decide(name)
            if decision.permit:
                self.permitted.append(name)
            else:
                self.refused[name] = "; ".join(decision.reasons)
        return name in self.permitted

    def _decide(self, name: str) -> Decision:
        place, source = self.place, self.source
        if name in OF_RECORD:
            request = request_of(place, "matching", source.id, (name,), grain=source.zone)
            return decide(request, place.agreements, place.as_at)
        # What happened is held without names, so a pseudonymised grant is enough for it.
        about_people = source.zone != "aggregate" and name not in ("spend", "service")
        grain: Grain = "pseudonymised" if about_people else "aggregate"
        whose = place.partners[source.partner]
        return may_hold(source.id, name, place.agreements, place.as_at, grain, whose.kind, whose.id)


def cut(mapping: Mapping, opened: Callable[[str], bool]) -> Mapping | None:
    """The part of a mapping that may be read; None when none of it may."""
    person = _person(mapping.person, opened) if mapping.person else None
    activities = tuple(_activity(a, opened) for a in mapping.activities if opened(a.kind))
    contacts = mapping.contacts if mapping.contacts and opened("contact") else ()
    spend = mapping.spend if mapping.spend and opened("spend") else None
    counts = mapping.aggregate
    aggregate = counts if counts and opened(counts.kind) else None
    known = person is not None and any(map(opened, OF_RECORD))
    parts: dict[str, object] = {
        "activities": activities,
        "contacts": contacts,
        "spend": spend,
        "aggregate": aggregate,
        "service": mapping.service if mapping.service and opened("service") else None,
    }
    if not known and not any(parts.values()):
        return None
    return mapping.model_copy(update={"person": person, **parts})


def _person(person: PersonMap, opened: Callable[[str], bool]) -> PersonMap:
    """The local id and the protected flag always stand: they are the key and the seal."""
    without: dict[str, object] = {}
    if not opened("record"):
        without |= dict.fromkeys(_OF_RECORD)
    if person.identifiers and not opened("identifier"):
        without["identifiers"] = {}
    if person.linked and not opened("record"):
        without["linked"] = {}
    if person.address and not opened("address"):
        without["address"] = {}
    return person.model_copy(update=without)


def _activity(one: ActivityMap, opened: Callable[[str], bool]) -> ActivityMap:
    kept = {n: c for n, c in one.attributes.items() if opened(f"{one.kind}.{n}")}
    fixed = {n: c for n, c in one.constants.items() if opened(f"{one.kind}.{n}")}
    return one.model_copy(update={"attributes": kept, "constants": fixed})
