"""The register of uses: what UK GDPR Article 30 asks to be recorded, from the agreements."""

from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, Place, Purpose
from wholeplace.place.lawful import Article, NoneBecause
from wholeplace.place.sensitivity import Sensitivity, field_classes

from .text import fingerprint
from .validity import state


@dataclass(frozen=True)
class Processing:
    """One agreement's line of the register."""

    agreement: str
    title: str
    state: str
    purposes: tuple[Purpose, ...]
    controllers: tuple[str, ...]
    joint: bool
    processors: tuple[str, ...]
    sources: tuple[str, ...]
    classes: tuple[Sensitivity, ...]
    bases: tuple[Article, ...]
    confidentiality: tuple[str, ...]
    recipients: tuple[str, ...]
    published: bool
    retention: str
    review: date
    dpia: str
    privacy_notice: str
    security: str
    sha256: str


def register_of_uses(place: Place, at: date) -> list[Processing]:
    """A line for every agreement, whether it is in force or not."""
    return [_line(place, agreement, at) for agreement in place.agreements.values()]


def _line(place: Place, agreement: Agreement, at: date) -> Processing:
    terms = place.terms_of(agreement)
    roles, processors = agreement.roles, agreement.roles.processors
    classes = (
        field_classes(field, place.sources[grant.source], place.vocabulary)
        for grant in agreement.grants
        for field in grant.fields
    )
    return Processing(
        agreement=agreement.id,
        title=agreement.title,
        state=state(agreement, at),
        purposes=agreement.purposes,
        controllers=roles.controllers,
        joint=not isinstance(roles.joint, NoneBecause),
        processors=() if isinstance(processors, NoneBecause) else tuple(p.name for p in processors),
        sources=tuple(grant.source for grant in agreement.grants),
        classes=tuple(sorted(frozenset().union(*classes))),
        bases=tuple(dict.fromkeys(basis.article for basis in agreement.bases)),
        confidentiality=tuple(dict.fromkeys(c.basis for c in agreement.confidentiality)),
        recipients=(*agreement.parties, *agreement.onward.to),
        published=agreement.onward.publish != "nothing",
        retention=agreement.retention,
        review=agreement.review,
        dpia=str(terms.dpia),
        privacy_notice=str(terms.privacy_notice),
        security=str(terms.security),
        sha256=fingerprint(agreement, place),
    )
