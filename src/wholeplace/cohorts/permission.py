"""Which sources a question may read: what agreements in force grant for its purpose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from wholeplace.place import Cohort, Concentration, Place, Segmentation
from wholeplace.place.agreements import Grain
from wholeplace.place.purposes import purpose_tree
from wholeplace.pooling.decisions import Choices
from wholeplace.trust import Decision, Ground, Request, Stage, decide, request_of

from .concentration import Concentrated, concentration
from .evaluating import evaluate
from .frames import Frames
from .results import CohortResult
from .segmenting import Segmented, segment
from .withholding import Asking, left_out

Question = Cohort | Concentration | Segmentation


def questions_of(place: Place) -> list[Question]:
    """Everything a place asks of people's data."""
    return [
        *place.cohorts.values(),
        *place.concentrations.values(),
        *place.segmentations.values(),
    ]


@dataclass(frozen=True)
class Permission:
    """Sources granted for each kind the question reads; refused when a kind has none.

    ``reasons`` says why each source that holds one of the kinds is not used. ``grounds`` gives,
    by kind and source, the agreements that grant it and on what conditions.
    """

    question: str
    purpose: str
    sources: Mapping[str, tuple[str, ...]]
    refusals: tuple[tuple[str, str, str], ...]
    """Kind, source and reason."""
    grounds: Mapping[tuple[str, str], tuple[Ground, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    """Fields that were asked for and that the question does not use."""
    stage: Stage = "run"

    @property
    def permit(self) -> bool:
        """Every kind has at least one source, and nothing is asked for that is not used."""
        return all(self.sources.values()) and not self.unused

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
    """A question that reads what no agreement grants for its purpose, or asks for more."""

    def __init__(self, permission: Permission):
        self.permission = permission
        what = "given out" if permission.stage == "release" else "asked"
        super().__init__(
            f"'{permission.question}' may not be {what} for {permission.purpose}:"
            f" {'; '.join(_why(permission))}"
        )


def _why(permission: Permission) -> Iterator[str]:
    closed = [kind for kind, found in permission.sources.items() if not found]
    if closed:
        reasons = [r for r in permission.reasons if r.split(" ", 1)[0].rstrip(":") in closed]
        yield f"no agreement grants {', '.join(closed)}. {'; '.join(reasons)}"
    if permission.unused:
        yield (
            f"it asks for {', '.join(permission.unused)} and does not use"
            f" {'it' if len(permission.unused) == 1 else 'them'}: leave out what is not needed"
        )


def permitted(
    question: Question,
    place: Place,
    at: date,
    *,
    stage: Stage = "run",
    to: str | None = None,
    asked_for: Collection[str] = (),
) -> Permission:
    """Ask trust, source by source, for every kind and attribute that the question reads.

    An agreement tied to a programme counts when that programme is for this cohort. Ages and
    households come from matching, which is a purpose and a decision of its own. At ``release``,
    ``to`` is who receives the answer as counts; the public when nobody is named. ``asked_for`` is
    everything that was asked to be opened: what the question does not use of it is refused.
    """
    sources: dict[str, tuple[str, ...]] = {}
    grounds: dict[tuple[str, str], tuple[Ground, ...]] = {}
    refusals = []
    for kind, fields in fields_read(question).items():
        granted = []
        for source in holding(kind, place):
            asked = requests(question, source, fields, place, stage=stage, to=to)
            decision = _decided(asked, place, at)
            if decision.permit:
                granted.append(source)
                grounds[kind, source] = decision.grounds
            else:
                refusals.append((kind, source, "; ".join(decision.reasons)))
        sources[kind] = tuple(granted)
    unused = unused_fields(question, asked_for)
    head = (question.id, question.purpose, sources, tuple(refusals))
    return Permission(*head, grounds, unused, stage)


def released(question: Question, place: Place, at: date, to: str | None = None) -> Permission:
    """Whether an answer may be given out as counts: to a partner, or to the public.

    Every source that goes into the answer must let it go: one that does not refuses the whole, for
    its people are among those counted. Raises CohortRefused.
    """
    read, let = (
        permitted(question, place, at),
        permitted(question, place, at, stage="release", to=to),
    )
    kept = {
        kind: tuple(s for s in sources if s in let.sources[kind])
        for kind, sources in read.sources.items()
    }
    held = {kind: kept[kind] if kept[kind] == read.sources[kind] else () for kind in kept}
    answer = replace(let, sources=held)
    if not answer.permit:
        raise CohortRefused(answer)
    return answer


def fields_read(question: Question) -> dict[str, tuple[str, ...]]:
    """Field words a question reads, by kind: the kind itself and the attributes it names."""
    if isinstance(question, Concentration):
        return {kind: (kind,) for kind in question.kinds}
    return question.fields_read


def unused_fields(question: Question, asked_for: Collection[str]) -> tuple[str, ...]:
    """Of the fields that were asked for, those that the definition does not use."""
    read = {word for words in fields_read(question).values() for word in words}
    return tuple(sorted(set(asked_for) - read))


def evaluate_in(
    place: Place,
    cohort: Cohort,
    frames: Frames,
    at: date | None = None,
    choices: Choices | None = None,
) -> CohortResult:
    """Ask a cohort's question of what its purpose may read, as people have chosen."""
    day = cohort.as_at or at or place.as_at
    return evaluate(cohort, frames_for(cohort, place, frames, day, choices), day)


def segment_in(
    place: Place,
    definition: Segmentation,
    frames: Frames,
    at: date | None = None,
    choices: Choices | None = None,
) -> Segmented:
    """Put everybody in a segment, by what the purpose may read, as people have chosen."""
    day = definition.as_at or at or place.as_at
    return segment(definition, frames_for(definition, place, frames, day, choices), day)


def concentration_in(
    place: Place,
    definition: Concentration,
    frames: Frames,
    at: date | None = None,
    choices: Choices | None = None,
) -> Concentrated:
    """Rank costs over what the purpose may read."""
    day = at or place.as_at
    return concentration(definition, frames_for(definition, place, frames, day, choices))


def frames_for(
    question: Question, place: Place, frames: Frames, day: date, choices: Choices | None = None
) -> Frames:
    """Frames with no activity but what may be read; raise CohortRefused if a kind has none.

    Asked anew at every run, so that an agreement that has ended since opens nothing.
    """
    permission = permitted(question, place, day)
    if not permission.permit:
        raise CohortRefused(permission)
    opened = frames.only(permission.sources)
    fields = fields_read(question)
    asking = Asking(place, question.purpose, fields, permission.grounds, day)
    return opened.without(left_out(asking, choices or Choices(), lambda: frames.homes))


def holding(kind: str, place: Place) -> Iterator[str]:
    """Sources that deliver the kind about people; a table of counts is about none."""
    for source in place.sources.values():
        delivered = {k for coverage in source.coverage for k in coverage.kinds}
        if kind in delivered and source.zone != "aggregate":
            yield source.id


def requests(
    question: Question,
    source: str,
    fields: tuple[str, ...],
    place: Place,
    *,
    stage: Stage = "run",
    to: str | None = None,
) -> list[Request]:
    """Ways a question may ask for fields: without a programme, or for one that uses the cohort."""
    named = purpose_tree()[question.purpose].names
    grain: Grain = "named" if named else "pseudonymised"
    return [
        request_of(
            place,
            question.purpose,
            source,
            fields,
            programme=programme,
            grain="aggregate" if stage == "release" else grain,
            organisation=to,
            stage=stage,
        )
        for programme in (None, *_programmes(question, place))
    ]


def _decided(asked: list[Request], place: Place, at: date) -> Decision:
    """Every ground there is, or the last refusal."""
    objections = place.all_objections().values()
    decisions = [decide(r, place.agreements, at, objections=objections) for r in asked]
    grounds = tuple(dict.fromkeys(g for decision in decisions for g in decision.grounds))
    if not grounds:
        return decisions[-1]
    reasons = (reason for decision in decisions if decision.permit for reason in decision.reasons)
    return Decision(True, tuple(dict.fromkeys(reasons)), grounds)


def _programmes(question: Question, place: Place) -> list[str]:
    return [
        programme.id
        for programme in place.programmes.values()
        if question.id in (programme.cohort, programme.reach.cohort)
    ]
