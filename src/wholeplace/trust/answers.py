"""One use asked about, answered whole: permitted on which conditions, or refused for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Place
from wholeplace.place.purposes import in_words

from .agreements import decide
from .guidance import Guidance, guidance_on
from .requests import Decision, Ground, Request
from .validity import Awaited
from .why_not import WhyNot, why_not
from .words import day, field_in_words, listed, partner_name


@dataclass(frozen=True)
class Answer:
    """``why`` is there when it is refused; ``guidance`` is to be minded either way."""

    request: Request
    decision: Decision
    why: WhyNot | None
    guidance: tuple[Guidance, ...]

    @property
    def permit(self) -> bool:
        """Whether it may be used."""
        return self.decision.permit


def answer(place: Place, request: Request, at: date) -> Answer:
    """Decide one use, and say what stands in its way or goes with it."""
    objections = place.all_objections().values()
    decision = decide(request, place.agreements, at, objections=objections)
    why = None if decision.permit else why_not(request, place.agreements, at)
    return Answer(request, decision, why, guidance_on(request, at))


def verdict(answer: Answer) -> str:
    """The answer in a few words."""
    if answer.permit:
        return "open"
    if answer.why and answer.why.missing:
        return f"not open: {answer.why.missing}"
    return "barred by law" if answer.why and answer.why.bars else "not open"


def use_in_words(answer: Answer, place: Place) -> str:
    """What was asked about: which data, for what, by whom, within what."""
    asked = answer.request
    fields = listed([field_in_words(field, place) for field in asked.fields])
    whom = f", by {partner_name(asked.organisation, place)}" if asked.organisation else ""
    tied = f", within {place.programmes[asked.programme].name}" if asked.programme else ""
    source = place.sources[asked.source].title
    return f"{source} ({fields}), for {in_words(asked.purpose)}{whom}{tied}"


def conditions(ground: Ground, place: Place) -> Iterator[str]:
    """What whoever reads the rows must keep, in words."""
    if ground.consent:
        yield "only rows of people whose consent stands"
    known = place.all_objections()
    for name in ground.objections:
        yield f"no rows of people on the list '{known[name].title}'"
    if ground.areas:
        names = {b.code: b.name for b in place.areas.boroughs}
        yield f"only people of {listed([names.get(code, code) for code in ground.areas])}"
    if ground.users:
        yield f"shown only to {listed(ground.users)}"
    if ground.protect:
        yield "only as counts, small ones suppressed and the rest rounded"


def waiting(signature: Awaited, place: Place) -> str:
    """A missing signature, whose it is and how long it has been waited for."""
    who = partner_name(signature.party, place)
    title = place.agreements[signature.agreement].title
    if signature.asked is None:
        return f"{who} has not been asked to sign '{title}'"
    days = f"{signature.days:,} day{'' if signature.days == 1 else 's'} ago"
    return f"{who} was asked to sign '{title}' on {day(signature.asked)}, {days}"
