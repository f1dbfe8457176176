"""From what an office asks to an act: whom it is about, by token, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Place
from wholeplace.pooling.decisions.subjects import RECORD, Subject
from wholeplace.trust.forgetting import LAW, Act, Why
from wholeplace.trust.keys import Keys

from .reach import Held, Record


class CannotForget(Exception):
    """An act that names nothing here, or that must not be done."""


@dataclass(frozen=True)
class Asker:
    """Who asks, why, and on what law if not the usual one."""

    by: str
    reason: str
    law: str | None = None

    def act(self, why: Why, **about: object) -> Act:
        """An act at this asker's word."""
        said = {"why": why, "law": self.law or LAW[why], "by": self.by, "reason": self.reason}
        return Act.model_validate({**said, **about})


def erasure(place: Place, words: str, asker: Asker, *, alone: bool = False) -> Act:
    """Erase a person: all their records, or the one named alone.

    Identifiers that are theirs only are kept out as well, so that they do not come back under
    another local id.
    """
    records = _records(place, words, alone)
    numbers = [] if alone else Held(place).numbers_of(records)
    return asker.act("erasure", subjects=_hidden(place, records, numbers))


def rectification(place: Place, words: str, asker: Asker) -> Act:
    """Drop every copy of what is wrong about a person; the partner delivers what is right."""
    return asker.act("rectification", subjects=_hidden(place, _records(place, words, False)))


def withdrawal(place: Place, source: str, asker: Asker) -> Act:
    """A partner takes a whole source back."""
    if source not in place.sources:
        listed = ", ".join(sorted(place.sources))
        raise CannotForget(f"{source}: is no source of this place; there is: {listed}")
    return asker.act("withdrawal", sources=(source,))


def expiry(place: Place, agreement: str, at: date, asker: Asker) -> Act:
    """An agreement has ended: what only it opened goes, and its keys with it."""
    known = place.agreements.get(agreement)
    if known is None:
        listed = ", ".join(sorted(place.agreements))
        raise CannotForget(f"{agreement}: is no agreement of this place; there is: {listed}")
    if at < known.end:
        raise CannotForget(
            f"{agreement}: holds until {known.end}; to end it sooner change its 'to', or withdraw"
            " a source with --source"
        )
    opened = sorted({grant.source for grant in known.grants})
    return asker.act("expiry", agreement=agreement, sources=tuple(opened))


def loss_of_key(place: Place, name: str, asker: Asker) -> Act:
    """Destroy one pseudonym key, so that what was exported under it is about nobody."""
    if name not in Keys(place.register).names():
        listed = ", ".join(Keys(place.register).names()) or "none yet"
        raise CannotForget(f"{name}: is no key of this place; there is: {listed}")
    return asker.act("key", key=name)


def everything_of(place: Place, words: str) -> tuple[str, ...]:
    """Tokens of every record that linking joined to somebody, as a hold covers them."""
    return _hidden(place, _records(place, words, False))


def tokens(place: Place, words: Iterable[str]) -> tuple[str, ...]:
    """Tokens of records and identifiers as they are named, and of all records of an id of ours."""
    key = Keys(place.register).own()
    subjects = [s for one in words for s in _subjects(place, one)]
    return tuple(dict.fromkeys(subject.hidden(key) for subject in subjects))


def _subjects(place: Place, words: str) -> list[Subject]:
    if ":" in words:
        return [Subject.parse(words, place)]
    return [Subject(RECORD, *record) for record in _records(place, words, False)]


def _records(place: Place, words: str, alone: bool) -> list[Record]:
    found = Held(place).named(words, alone=alone)
    if not found:
        raise CannotForget(
            "nobody here is named so; give a person's id (P…), SOURCE:LOCAL_ID or SCHEME:VALUE of"
            " somebody who was read in the last run"
        )
    return found


def _hidden(
    place: Place, records: Iterable[Record], numbers: Iterable[Subject] = ()
) -> tuple[str, ...]:
    key = Keys(place.register).own()
    every = [*(Subject(RECORD, *record) for record in records), *numbers]
    return tuple(subject.hidden(key) for subject in every)
