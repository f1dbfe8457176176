"""The columns of a file that a mapping reads, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wholeplace.place import ActivityMap, Mapping, PersonMap

from .files.header import Columns

RETURN_DAY = "(last day of the return)"
"""A column no file has: 31 March of the source's year, for what a return tells without a date."""


def columns_of(mappings: Iterable[Mapping]) -> Columns:
    """What to look for in a file read by these mappings, which share one layout."""
    mappings = list(mappings)
    first = mappings[0]
    named = list(dict.fromkeys(n for m in mappings for n in _named(m)))
    needed = list(dict.fromkeys(n for m in mappings for n in _needed(m)))
    return Columns(
        wanted=tuple(_parts(named, first)),
        needed=tuple(_parts(needed, first)),
        synonyms={n: s for m in mappings for n, s in m.synonyms.items()},
        header_row=first.header_row,
        delimiter=first.delimiter,
        sheet=first.sheet,
    )


def deciding_columns(mapping: Mapping, one: ActivityMap) -> set[str]:
    """Columns that say whether such an activity happened, and of what sort."""
    said = filter(None, (one.start, one.end, one.quantity))
    return set(_parts([*said, *one.attributes.values(), *(w.column for w in one.when)], mapping))


def key_columns(mapping: Mapping) -> list[str]:
    """Columns of the file that together name a row."""
    return list(_parts(mapping.key, mapping))


def _parts(names: Iterable[str], mapping: Mapping) -> Iterator[str]:
    """Columns as they stand in the file: made columns give way to those they are made of."""
    every = [p for n in names for p in (mapping.joined[n].columns if n in mapping.joined else [n])]
    yield from (name for name in dict.fromkeys(every) if name != RETURN_DAY)


def _needed(mapping: Mapping) -> Iterator[str]:
    if mapping.person:
        yield mapping.person.local_id
    if mapping.spend:
        yield mapping.spend.pounds
    if mapping.aggregate:
        yield mapping.aggregate.area
    if mapping.service:
        yield from (mapping.service.id, mapping.service.name)


def _named(mapping: Mapping) -> Iterator[str]:
    yield from mapping.key
    if mapping.person:
        yield from _of_person(mapping.person)
    for one in mapping.activities:
        yield from _of_activity(one)
    for contact in mapping.contacts:
        yield from filter(None, contact.model_dump(exclude={"role_is"}).values())
    for part in (mapping.spend, mapping.aggregate, mapping.service):
        said = part.model_dump(exclude={"kind"}) if part else {}
        yield from (column for column in said.values() if column)


def _of_person(person: PersonMap) -> Iterator[str]:
    apart = {"restricted", "identifiers", "address", "aliases_family_first", "linked"}
    yield from (column for column in person.model_dump(exclude=apart).values() if column)
    for columns in (*person.identifiers.values(), *person.linked.values()):
        yield from (columns,) if isinstance(columns, str) else columns
    yield from person.address.values()
    if person.restricted:
        yield person.restricted.column


def _of_activity(one: ActivityMap) -> Iterator[str]:
    said = (one.start, one.end, one.group, one.quantity, one.shared_by, one.provider, one.outcome)
    yield from filter(None, said)
    yield from one.attributes.values()
    yield from (when.column for when in one.when)
    if one.one_event:
        yield from (*one.one_event.same, one.one_event.latest)
        yield from (one.one_event.best.column,) if one.one_event.best else ()
    if one.actual:
        yield from filter(None, (one.actual.price, one.actual.units_a_week))
        yield from (part.column for part in (one.actual.once, one.actual.every) if part)
