"""Questions that agreements close, wholly or in part, and what each one waits for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Concentration, Place
from wholeplace.trust import WhyNot, why_not

from .permission import Question, fields_read, holding, questions_of, requests


@dataclass(frozen=True)
class Closed:
    """A source that a question would read for one kind, and may not."""

    kind: str
    source: str
    fields: tuple[str, ...]
    why: WhyNot


@dataclass(frozen=True)
class Unanswered:
    """A question that may not be asked, or is answered without some of its sources."""

    question: str
    title: str
    purpose: str
    refused: bool
    """No source is left for one kind that it reads."""
    closed: tuple[Closed, ...]
    nowhere: tuple[str, ...]
    """Kinds that no source of the place holds."""


def unanswered(place: Place, at: date) -> list[Unanswered]:
    """Questions that do not have all that they ask for."""
    every = (_missing(asked, place, _day(asked) or at) for asked in questions_of(place))
    return [found for found in every if found.closed or found.nowhere]


def _day(question: Question) -> date | None:
    return None if isinstance(question, Concentration) else question.as_at


def _missing(question: Question, place: Place, at: date) -> Unanswered:
    closed: list[Closed] = []
    empty, nowhere = False, []
    for kind, fields in fields_read(question).items():
        holders = list(holding(kind, place))
        shut = list(_closed(question, kind, fields, holders, place, at))
        closed += shut
        empty = empty or len(shut) == len(holders)
        if not holders:
            nowhere.append(kind)
    head = (question.id, question.title, question.purpose)
    return Unanswered(*head, empty, tuple(closed), tuple(nowhere))


def _closed(
    question: Question,
    kind: str,
    fields: tuple[str, ...],
    holders: list[str],
    place: Place,
    at: date,
) -> Iterator[Closed]:
    for source in holders:
        asked = requests(question, source, fields, place, stage="compile")
        whys = [why_not(request, place.agreements, at) for request in asked]
        if whys[-1] and all(whys):
            yield Closed(kind, source, fields, whys[-1])
