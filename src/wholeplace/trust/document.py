"""An agreement as its signatories read it: headings with what is said under each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, Place
from wholeplace.place.lawful import CONFIDENCE_WORDS, Basis, NoneBecause, Said, lawful_bases
from wholeplace.place.purposes import in_words
from wholeplace.place.sensitivity import SENSITIVITY_WORDS, Classes, field_classes
from wholeplace.place.terms import Terms

from .conditions import ground
from .requests import request_of
from .validity import Awaited, awaited
from .words import (
    day,
    field_in_words,
    last,
    last_day,
    listed,
    partner_name,
    sentence,
    source_in_words,
)

Pairs = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A heading, and what is said under it: labels with their texts."""

    heading: str
    said: tuple[tuple[str, str], ...]


_GRAINS = {
    "named": "The data name the people they are about.",
    "pseudonymised": "The data are about single people and do not name them.",
    "aggregate": "The data are counts and sums, about nobody in particular.",
}

NO_POWER = (
    "This agreement creates no power to share. It records the power, the basis and the terms on"
    " which the parties do, and no signature cures what the law bars."
)


def sections(agreement: Agreement, place: Place, at: date) -> list[Section]:
    """The whole agreement, and how its signatures stood on a day."""
    parts = [
        ("Who agrees", _parties(agreement, place)),
        ("What for", _purposes(agreement, place)),
        ("What may be used", _grants(agreement, place)),
        ("By what right", _law(agreement, place)),
        ("What people may ask", _people(agreement, place, at)),
        ("On what terms", _terms(agreement, place)),
        ("How long", _period(agreement)),
        ("Beyond the parties", _onward(agreement, place)),
        ("Signatures", _signatures(agreement, place, at)),
    ]
    return [Section(heading, tuple(said)) for heading, said in parts]


def _parties(agreement: Agreement, place: Place) -> Pairs:
    roles = agreement.roles
    for party in agreement.parties:
        controls = "a controller" if party in roles.controllers else "a party, not a controller"
        yield partner_name(party, place), controls
    yield "Joint controllers", _said(roles.joint)
    if isinstance(roles.processors, NoneBecause):
        yield "Processors", _said(roles.processors)
    else:
        for one in roles.processors:
            yield f"Processor: {one.name}", sentence(f"{one.does}, under {one.contract}")


def _purposes(agreement: Agreement, place: Place) -> Pairs:
    tied = [place.programmes[p].name for p in agreement.programmes]
    within = f", within {listed(tied)} only" if tied else ""
    for purpose in agreement.purposes:
        yield "Purpose", sentence(f"{in_words(purpose)}{within}")
    if agreement.areas:
        names = {b.code: b.name for b in place.areas.boroughs}
        yield "People of", listed([names.get(code, code) for code in agreement.areas])


def _grants(agreement: Agreement, place: Place) -> Pairs:
    for grant in agreement.grants:
        fields = "; ".join(field_in_words(f, place) for f in grant.fields)
        source = place.sources[grant.source]
        classes = (field_classes(f, source, place.vocabulary) for f in grant.fields)
        yield source_in_words(grant.source, place), sentence(fields + _classes(*classes))
    yield "Detail", _GRAINS[agreement.grain]


def _classes(*classes: Classes) -> str:
    known = sorted(frozenset[str]().union(*classes))
    said = [SENSITIVITY_WORDS[each] for each in SENSITIVITY_WORDS if each in known]
    return f" [{', '.join(said)}]" if said else ""


def _law(agreement: Agreement, place: Place) -> Pairs:
    for power in agreement.powers:
        bodies = listed([partner_name(b, place) for b in power.bodies]) or "every party"
        objective = f". It is for {power.objective}" if power.objective else ""
        yield "Power", sentence(f"{power.statute}, for {bodies}{objective}")
    for basis in agreement.bases:
        yield "Lawful basis", sentence(_basis(place, basis))
    for said in agreement.confidentiality:
        reference = f" ({said.reference})" if said.reference else ""
        scope = f", for {listed([in_words(p) for p in said.purposes])}" if said.purposes else ""
        yield (
            "Confidentiality",
            sentence(f"{CONFIDENCE_WORDS[said.basis]}{reference}{scope}: {said.because}"),
        )


def _basis(place: Place, basis: Basis) -> str:
    words = lawful_bases()[basis.article].words
    named = (
        "Data Protection Act 2018, Part 3"
        if basis.article == "part-3"
        else f"UK GDPR Article {basis.article}"
    )
    condition = basis.condition and f"Data Protection Act 2018, {basis.condition}"
    parts = [f"{named}, {words}", basis.law, condition]
    if basis.at_the_time:
        parts.append(f"before 25 May 2018: {basis.at_the_time}")
    said = "; ".join(part for part in parts if part)
    whom = listed([partner_name(p, place) for p in basis.parties])
    uses = listed([in_words(p) for p in basis.purposes])
    return f"{said}{f' (for {whom})' if whom else ''}{f' (for {uses})' if uses else ''}"


def _people(agreement: Agreement, place: Place, at: date) -> Pairs:
    terms = place.terms_of(agreement)
    for name in ("privacy_notice", "rights", "obtained_elsewhere"):
        yield _title(name), _said(getattr(terms, name))
    known = place.all_objections()
    if isinstance(agreement.objections, NoneBecause):
        yield "Objections", _said(agreement.objections)
    else:
        for name in agreement.objections:
            one = known[name]
            yield "Objections", sentence(f"{one.title}: {one.rule} ({one.citation})")
    given = [known[name].title for name in _given_by_law(agreement, place, at)]
    if given:
        yield "Objections the law gives", sentence(f"{listed(given)}, whatever is agreed here")
    yield from _consent(agreement, place)


def _given_by_law(agreement: Agreement, place: Place, at: date) -> list[str]:
    """Objections that everyone has, and that touch what this agreement opens."""
    known = place.all_objections()
    day = min(max(at, agreement.start), last(agreement.end))
    found: dict[str, None] = {}
    for purpose in agreement.purposes:
        for grant in agreement.grants:
            asked = request_of(place, purpose, grant.source, grant.fields, grain=agreement.grain)
            found.update(dict.fromkeys(ground(asked, agreement, known.values(), day).objections))
    return [name for name in found if known[name].always]


def _consent(agreement: Agreement, place: Place) -> Pairs:
    asked = {
        wording.id: wording
        for purpose in agreement.purposes
        for grant in agreement.grants
        if agreement.rests_on_consent(purpose, place.sources[grant.source].partner)
        for wording in place.wordings.values()
        if wording.serves(agreement.parties, purpose, grant.source)
    }
    for wording in asked.values():
        yield f"Consent: {wording.title}", sentence(" ".join(wording.text.split()))


def _terms(agreement: Agreement, place: Place) -> Pairs:
    elsewhere = {"privacy_notice", "rights", "obtained_elsewhere", "onward_sharing"}
    terms = place.terms_of(agreement)
    for name in Terms.model_fields:
        if name not in elsewhere:
            yield _title(name), _said(getattr(terms, name))
    if agreement.users:
        yield "Shown only to", sentence(listed(agreement.users))


def _period(agreement: Agreement) -> Pairs:
    yield "Period", f"From {day(agreement.start)} to {last_day(agreement.end)}, both included."
    yield "Review", f"By {day(agreement.review)}."
    yield "Retention", sentence(agreement.retention)
    if agreement.retain_months is not None:
        yield "Deleted", f"{agreement.retain_months} months after its end at the latest."


def _onward(agreement: Agreement, place: Place) -> Pairs:
    yield "Onward sharing", _said(place.terms_of(agreement).onward_sharing)
    if agreement.onward.to:
        names = listed([partner_name(p, place) for p in agreement.onward.to])
        yield "May also be given to", sentence(names)
    counts = agreement.onward.publish == "protected-counts"
    yield (
        "Publishing",
        "Counts may be published once small ones are suppressed and the rest are rounded."
        if counts
        else "Nothing is published.",
    )


def _signatures(agreement: Agreement, place: Place, at: date) -> Pairs:
    waiting = {w.party: w for w in awaited(agreement, at)}
    for party in agreement.parties:
        name = partner_name(party, place)
        yield name, _waits(waiting[party]) if party in waiting else _signed(agreement, party)


def _waits(signature: Awaited) -> str:
    if signature.asked is None:
        return "not asked yet"
    return f"awaited since {day(signature.asked)}, for {signature.days:,} days"


def _signed(agreement: Agreement, party: str) -> str:
    made = next(s for s in agreement.signatures if s.party == party and s.signed)
    assert made.signed is not None
    return f"signed {day(made.signed)}{f', {made.by}' if made.by else ''}"


def _title(name: str) -> str:
    return Terms.model_fields[name].title or name


def _said(answer: Said | None) -> str:
    return sentence(str(answer)) if answer else "Not said."
