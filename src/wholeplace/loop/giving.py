"""Which figures of a run may be handed to a partner, exact as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from wholeplace.place import Place

if TYPE_CHECKING:
    from wholeplace.cohorts.permission import Question


def kept_from(place: Place, partner: str) -> dict[str, str]:
    """Figures that agreements do not let a partner have, by id, each with the reason.

    What is worked out from a cohort goes with it: overlaps, programmes.
    """
    refused = dict(_questions(place, partner))
    for overlap in place.overlaps.values():
        if refused.keys() & {overlap.a, overlap.b}:
            refused[overlap.id] = "it is worked out from a cohort that is left out"
    for programme in place.programmes.values():
        if refused.keys() & {programme.cohort, programme.reach.cohort}:
            refused[programme.id] = "it is worked out from a cohort that is left out"
    return refused


def _questions(place: Place, partner: str) -> Iterator[tuple[str, str]]:
    from wholeplace.cohorts import permitted, questions_of

    for question in questions_of(place):
        day = getattr(question, "as_at", None) or place.as_at
        asked = permitted(question, place, day).permit
        why = _why_not(question, place, day, partner) if asked else None
        if why:
            yield question.id, why


def _why_not(question: Question, place: Place, day: date, partner: str) -> str | None:
    from wholeplace.cohorts import CohortRefused, released

    try:
        let = released(question, place, day, partner)
    except CohortRefused:
        return f"no agreement lets it go to '{partner}'"
    exact = (any(not ground.protect for ground in each) for each in let.grounds.values())
    return None if all(exact) else f"'{partner}' may have it only as protected counts"
