"""What a place's agreements should be looked at for, though nothing is wrong in the files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .agreements import Agreement
from .lawful import NoneBecause
from .place import Place
from .problems import Problem


def cautions(place: Place, at: date) -> list[Problem]:
    """Reviews that are due, parties that are no more, and grants of everything, on a day."""
    held = [a for a in place.agreements.values() if a.start <= at < a.end]
    return [caution for agreement in held for caution in _of(place, agreement, at)]


def _of(place: Place, agreement: Agreement, at: date) -> Iterator[Problem]:
    file = f"agreements/{agreement.id}.toml"
    if agreement.review <= at:
        late = (at - agreement.review).days
        said = f"was due on {agreement.review}, {late} days ago; review it, then change the date"
        yield Problem(file, "review", said if late else f"is due today, {agreement.review}")
    for party in agreement.parties:
        yield from _gone(place, agreement, party, at)
    for grant in agreement.grants:
        if "*" in grant.fields:
            said = f"'{grant.source}' gives everything it holds; name the fields that are needed"
            yield Problem(file, "grant.fields", said)
    if isinstance(place.terms_of(agreement).dpia, NoneBecause) and agreement.grain == "named":
        said = "there is no impact assessment though people are named; ask the DPO"
        yield Problem(file, "terms.dpia", said)


def _gone(place: Place, agreement: Agreement, party: str, at: date) -> Iterator[Problem]:
    partner = place.partners[party]
    if partner.active_on(at):
        return
    after = [heir for heir in partner.succeeded_by if heir not in agreement.parties]
    asks = f"; ask {', '.join(after)} to sign in its place" if after else ""
    yield Problem(
        f"agreements/{agreement.id}.toml",
        "parties",
        f"'{party}' is no more since {partner.end}{asks}",
    )
