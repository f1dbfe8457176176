"""Which sources a question may read: what agreements in force grant for its purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from wholeplace.place import Cohort, Concentration, Place
from wholeplace.place.agreements import Grain
from wholeplace.trust import Decision, Request, decide

from .concentration import Concentrated, concentration
from .evaluating import evaluate
from .frames import Frames
from .results import CohortResult

Question = Cohort | Concentration

_NAMED = ("individual-help", "safeguarding", "direct-care")
"""Purposes that end with a person being offered something, so that names must be had."""


@dataclass(frozen=True)
class Permission:
    """Sources granted for each kind the question reads; refused when a kind has none.

    ``reasons`` says why each source that holds one of the kinds is not used.
    """

    question: str
    purpose: str
    sources: Mapping[str, tuple[str, ...]]
    refusals: tuple[tuple[str, str, str], ...]
    """Kind, source and reason."""

    @property
    def permit(self) -> bool:
        """Every kind has at least one source."""
        return all(self.sources.values())

    @property
    def reasons(self) -> tuple[str, ...]:
        """Plain lines: which source of which kind is closed, and why."""
        lines = [f"{kind} from {source}: {reason}" for kind, source, reason in self.refusals]
        nowhere = [
            f"{kind}: no source of this place holds it"
            for kind, found in self.sources.items()
            if not found and kind not in {refused for refused, _, _ in self.refusals}
        ]
        return (*lines, *nowhere)


class CohortRefused(Exception):
    """A question that reads what no agreement grants for its purpose."""

    def __init__(self, permission: Permission):
        self.permission = permission
        closed = [kind for kind, found in permission.sources.items() if not found]
        reasons = [r for r in permission.reasons if r.split(" ", 1)[0].rstrip(":") in closed]
        super().__init__(
            f"'{permission.question}' may not be asked for {permission.purpose}: no agreement"
            f" grants {', '.join(closed)}. {'; '.join(reasons)}"
        )


def permitted(question: Question, place: Place, at: date) -> Permission:
    """Ask trust, source by source, for every kind and attribute that the question reads.

    An agreement tied to a programme counts when that programme is for this cohort. Ages and
    households come from matching, which is a purpose and a decision of its own.
    """
    sources: dict[str, tuple[str, ...]] = {}
    refusals = []
    for kind, fields in fields_read(question).items():
        granted = []
        for source in holding(kind, place):
            decision = _decided(question, source, fields, place, at)
            if decision.permit:
                granted.append(source)
            else:
                refusals.append((kind, source, "; ".join(decision.reasons)))
        sources[kind] = tuple(granted)
    return Permission(question.id, question.purpose, sources, tuple(refusals))


def fields_read(question: Question) -> dict[str, tuple[str, ...]]:
    """Field words a question reads, by kind: the kind itself and the attributes it names."""
    if isinstance(question, Concentration):
        return {kind: (kind,) for kind in question.kinds}
    fields: dict[str, dict[str, None]] = {}
    for test in (test for criterion in question.criteria for test in criterion.tests):
        words = fields.setdefault(test.kind, {test.kind: None})
        words.update({f"{test.kind}.{name}": None for name in test.reads})
    return {kind: tuple(words) for kind, words in fields.items()}


def evaluate_in(
    place: Place, cohort: Cohort, frames: Frames, at: date | None = None
) -> CohortResult:
    """Ask a cohort's question of what its purpose may read."""
    day = cohort.as_at or at or place.as_at
    return evaluate(cohort, frames_for(cohort, place, frames, day), day)


def concentration_in(
    place: Place, definition: Concentration, frames: Frames, at: date | None = None
) -> Concentrated:
    """Rank costs over what the purpose may read."""
    return concentration(definition, frames_for(definition, place, frames, at or place.as_at))


def frames_for(question: Question, place: Place, frames: Frames, day: date) -> Frames:
    """Frames with no activity but what may be read; raise CohortRefused if a kind has none."""
    permission = permitted(question, place, day)
    if not permission.permit:
        raise CohortRefused(permission)
    return frames.only(permission.sources)


def holding(kind: str, place: Place) -> Iterator[str]:
    """Sources that deliver the kind about people; a table of counts is about none."""
    for source in place.sources.values():
        delivered = {k for coverage in source.coverage for k in coverage.kinds}
        if kind in delivered and source.zone != "aggregate":
            yield source.id


def requests(
    question: Question, source: str, fields: tuple[str, ...], place: Place
) -> list[Request]:
    """Ways a question may ask for fields: without a programme, or for one that uses the cohort."""
    grain: Grain = "named" if question.purpose in _NAMED else "pseudonymised"
    whose = place.partners[place.sources[source].partner].kind
    asked = Request(question.purpose, source, fields, grain=grain, held_by=whose)
    return [replace(asked, programme=p) for p in (None, *_programmes(question, place))]


def _decided(
    question: Question, source: str, fields: tuple[str, ...], place: Place, at: date
) -> Decision:
    """The first permission there is, or the last refusal."""
    asked = requests(question, source, fields, place)
    decisions = [decide(request, place.agreements, at) for request in asked]
    return next((d for d in decisions if d.permit), decisions[-1])


def _programmes(question: Question, place: Place) -> list[str]:
    return [
        programme.id
        for programme in place.programmes.values()
        if question.id in (programme.cohort, programme.reach.cohort)
    ]
