"""An agreement as its signatories read it, made from its definition."""

import hashlib
import json
from datetime import date

from wholeplace.place import Agreement, Place

from .validity import awaited

_FIELDS = {
    "*": "everything the source holds",
    "record": "names, date of birth, sex, ethnicity and household",
    "identifier": "numbers such as the NHS number",
    "address": "addresses",
    "contact": "who of the agency works with them",
    "spend": "payments",
}
_GRAINS = {
    "named": "Data name the people they are about.",
    "pseudonymised": "Data are about single people and do not name them.",
    "aggregate": "Data are counts and sums, about nobody in particular.",
}


def fingerprint(agreement: Agreement) -> str:
    """SHA-256 of the terms: the definition without its signatures, as canonical JSON.

    Signing does not change it, so that every party signs the same one.
    """
    terms = agreement.model_dump(mode="json", by_alias=True, exclude={"signatures"})
    said = json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def agreement_text(agreement: Agreement, place: Place, at: date) -> str:
    """The terms in words, who had signed by a day, and the SHA-256 of the terms at the foot."""
    parts = [
        _heading(agreement),
        _listed("Between", [_name(party, place) for party in agreement.parties]),
        _listed("For", _purposes(agreement, place)),
        _listed("What may be used", _grants(agreement, place)),
        _terms(agreement),
        _listed("Signatures", _signatures(agreement, place, at)),
        f"SHA-256 of the terms, without the signatures:\n{fingerprint(agreement)}",
    ]
    return "\n\n".join(parts)


def _heading(agreement: Agreement) -> str:
    return f"{agreement.title}\n{'=' * len(agreement.title)}\nAgreement '{agreement.id}'"


def _listed(heading: str, items: list[str]) -> str:
    return "\n".join([heading, *(f"  - {item}" for item in items)])


def _name(party: str, place: Place) -> str:
    return place.partners[party].name


def _purposes(agreement: Agreement, place: Place) -> list[str]:
    tied = [place.programmes[p].name for p in agreement.programmes]
    within = f", within {' and '.join(tied)}" if tied else ""
    return [f"{purpose.replace('-', ' ')}{within}" for purpose in agreement.purposes]


def _grants(agreement: Agreement, place: Place) -> list[str]:
    return [
        f"{_source(grant.source, place)}: {'; '.join(_field(f, place) for f in grant.fields)}"
        for grant in agreement.grants
    ]


def _source(source: str, place: Place) -> str:
    known = place.sources[source]
    return f"{known.title} ({_name(known.partner, place)})"


def _field(field: str, place: Place) -> str:
    """A field word in the vocabulary's own words."""
    name, _, attribute = field.partition(".")
    if name not in place.vocabulary.kinds:
        return _FIELDS[field]
    kind = place.vocabulary.kinds[name]
    if not attribute:
        return kind.describes
    if attribute == "dates":
        return f"{kind.describes}: its dates"
    return f"{kind.describes}: {kind.attributes[attribute].describes}"


def _terms(agreement: Agreement) -> str:
    lines = [
        _GRAINS[agreement.grain],
        f"It holds from {agreement.start}, and no longer on {agreement.end}.",
        f"It is reviewed by {agreement.review}.",
        f"Legal power: {agreement.legal_power}.",
        f"Lawful basis: {agreement.lawful_basis}.",
        f"Confidentiality: {agreement.confidentiality}.",
        f"Retention: {agreement.retention}.",
    ]
    return "\n".join(["Terms", *(f"  {line}" for line in lines)])


def _signatures(agreement: Agreement, place: Place, at: date) -> list[str]:
    waiting = {w.party: w.asked for w in awaited(agreement, at)}
    return [
        f"{_name(party, place)}: "
        + (_waits(waiting[party]) if party in waiting else _signed(agreement, party))
        for party in agreement.parties
    ]


def _waits(asked: date | None) -> str:
    return f"awaited since {asked}" if asked else "not asked yet"


def _signed(agreement: Agreement, party: str) -> str:
    made = next(s for s in agreement.signatures if s.party == party and s.signed)
    return f"signed {made.signed}{f', {made.by}' if made.by else ''}"
