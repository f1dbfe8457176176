"""Whether an agreement rests on what the law asks for, and answers what the code asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .agreements import Agreement
from .known import known
from .lawful import lawful_bases
from .objections import shipped_objections
from .problems import Problem
from .purposes import Purpose, in_words, within
from .sensitivity import SENSITIVITY_WORDS, Sensitivity, field_classes
from .terms import Terms
from .vocabulary import Vocabulary
from .wordings import Wording

if TYPE_CHECKING:
    from .place import Place


def check_agreement(place: Place, agreement: Agreement) -> Iterator[Problem]:
    """Every name that leads nowhere; if there is none, everything that is missing in law."""
    found = list(_names(place, agreement))
    yield from found or (p for check in _CHECKS for p in check(place, agreement))


def field_words(vocabulary: Vocabulary) -> set[str]:
    """Every field word that a grant may use."""
    words = {"*", "record", "identifier", "address", "contact", "spend", "service"}
    for name, kind in vocabulary.kinds.items():
        words |= {name, f"{name}.dates", *(f"{name}.{attribute}" for attribute in kind.attributes)}
    return words


def check_wording(place: Place, wording: Wording) -> Iterator[Problem]:
    """Names in a consent wording."""
    file = f"wordings/{wording.id}.toml"
    yield from known(file, "partners", wording.partners, place.partners)
    yield from known(file, "asks.source", [a.source for a in wording.asks], place.sources)
    fields = [field for asks in wording.asks for field in asks.fields]
    yield from known(file, "asks.fields", fields, field_words(place.vocabulary))


def _names(place: Place, agreement: Agreement) -> Iterator[Problem]:
    parties, purposes = agreement.parties, agreement.purposes
    everywhere = [*place.objections, *shipped_objections()]
    honoured = agreement.objections if isinstance(agreement.objections, tuple) else ()
    for key, names, there in (
        ("framework", filter(None, [agreement.framework]), place.frameworks),
        ("parties", parties, place.partners),
        ("programmes", agreement.programmes, place.programmes),
        ("areas", agreement.areas, place.borough_codes()),
        ("roles.controllers", agreement.roles.controllers, parties),
        ("power.bodies", [b for p in agreement.powers for b in p.bodies], parties),
        ("basis.parties", [p for b in agreement.bases for p in b.parties], parties),
        ("objections", honoured, everywhere),
        ("onward.to", agreement.onward.to, place.partners),
        ("grant.source", [g.source for g in agreement.grants], place.sources),
        (
            "grant.fields",
            [field for grant in agreement.grants for field in grant.fields],
            field_words(place.vocabulary),
        ),
        ("signature.party", [s.party for s in agreement.signatures], parties),
    ):
        yield from known(_file(agreement), key, names, there)
    for key, said in (("basis", agreement.bases), ("confidentiality", agreement.confidentiality)):
        for purpose in (p for one in said for p in one.purposes if not within(p, purposes)):
            message = f"'{purpose}' is not a purpose of this agreement: {', '.join(purposes)}"
            yield _problem(agreement, f"{key}.purposes", message)


def _answers(place: Place, agreement: Agreement) -> Iterator[Problem]:
    where = f"nor in framework '{agreement.framework}'" if agreement.framework else "and must be"
    for name in place.terms_of(agreement).missing():
        asked = Terms.model_fields[name].description
        yield _problem(
            agreement,
            f"terms.{name}",
            f"is not answered here {where}: {asked}. Say it in words, or say why there is none:"
            ' { none = "because …" }',
        )


def _powers(_: Place, agreement: Agreement) -> Iterator[Problem]:
    for party in agreement.parties:
        if not list(agreement.powers_of(party)):
            yield _problem(
                agreement, "power.bodies", f"no power here lets '{party}' share; name its statute"
            )


def _every_use_has_a_basis(_: Place, agreement: Agreement) -> Iterator[Problem]:
    for party in agreement.parties:
        for purpose in agreement.purposes:
            if not _article(agreement, purpose, party) & {"6", "part-3"}:
                message = (
                    f"'{party}' has no lawful basis for {in_words(purpose)}: add an Article 6"
                    " basis, or 'part-3' for a competent authority's law enforcement"
                )
                yield _problem(agreement, "basis", message)


_NEEDED: dict[Sensitivity, tuple[str, str]] = {
    "special-category": ("9", "an Article 9 basis"),
    "criminal-offence": ("10", "an Article 10 basis"),
}


def _sensitive_data_have_one(place: Place, agreement: Agreement) -> Iterator[Problem]:
    if agreement.grain == "aggregate":
        return
    for held, (article, needed) in _NEEDED.items():
        for purpose in agreement.purposes:
            without = [
                source
                for source in _sources_of(held, place, agreement)
                if not _article(agreement, purpose, place.sources[source].partner)
                & {article, "part-3"}
            ]
            if without:
                message = (
                    f"{_named(without)} hold{'s' if len(without) == 1 else ''}"
                    f" {SENSITIVITY_WORDS[held]} data, and for {in_words(purpose)} there is not"
                    f" {needed} (nor Part 3): add one, or grant fewer fields"
                )
                yield _problem(agreement, "basis", message)


def _patients_keep_confidence(place: Place, agreement: Agreement) -> Iterator[Problem]:
    if agreement.grain == "aggregate":
        return
    held = _sources_of("confidential-patient", place, agreement)
    for purpose in agreement.purposes if held else ():
        said = {c.basis for c in agreement.confidence_for(purpose)}
        if not said - {"not-confidential"}:
            message = (
                f"{_named(held)} hold{'s' if len(held) == 1 else ''} confidential patient"
                f" information, and for {in_words(purpose)} nothing sets the duty of confidence"
                " aside: consent, section 251, a statutory duty or an overriding public interest"
            )
            yield _problem(agreement, "confidentiality", message)


def _confidence_for_every_purpose(_: Place, agreement: Agreement) -> Iterator[Problem]:
    for purpose in agreement.purposes:
        said = [c.basis for c in agreement.confidence_for(purpose)]
        if not said:
            yield _problem(
                agreement, "confidentiality", f"says nothing of {in_words(purpose)}; add a basis"
            )
        if "implied-consent" in said and not within(purpose, ("direct-care",)):
            yield _problem(
                agreement,
                "confidentiality",
                f"implied consent reaches only the person's own care, not {in_words(purpose)}",
            )


def _consent_has_a_wording(place: Place, agreement: Agreement) -> Iterator[Problem]:
    wordings = place.wordings.values()
    for purpose in agreement.purposes:
        for grant in agreement.grants:
            party = place.sources[grant.source].partner
            if not agreement.rests_on_consent(purpose, party):
                continue
            if not any(w.serves(agreement.parties, purpose, grant.source) for w in wordings):
                message = (
                    f"'{grant.source}' for {in_words(purpose)} rests on consent, and no file in"
                    " wordings/ asks people for it and names every party"
                )
                yield _problem(agreement, "basis", message)


def _joint_controllers_say_how(_: Place, agreement: Agreement) -> Iterator[Problem]:
    if len(agreement.roles.controllers) == 1 and isinstance(agreement.roles.joint, str):
        yield _problem(
            agreement, "roles.joint", "there is one controller, so none are joint; say so"
        )


_CHECKS: tuple[Callable[[Place, Agreement], Iterator[Problem]], ...] = (
    _answers,
    _powers,
    _every_use_has_a_basis,
    _sensitive_data_have_one,
    _patients_keep_confidence,
    _confidence_for_every_purpose,
    _consent_has_a_wording,
    _joint_controllers_say_how,
)


def _article(agreement: Agreement, purpose: Purpose, party: str) -> set[str]:
    bases = lawful_bases()
    return {bases[b.article].article for b in agreement.bases_for(purpose, party)}


def _sources_of(held: Sensitivity, place: Place, agreement: Agreement) -> list[str]:
    """Sources of which the agreement grants fields of a class."""
    found = {
        grant.source: None
        for grant in agreement.grants
        for field in grant.fields
        if held in field_classes(field, place.sources[grant.source], place.vocabulary)
    }
    return list(found)


def _named(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _file(agreement: Agreement) -> str:
    return f"agreements/{agreement.id}.toml"


def _problem(agreement: Agreement, key: str, message: str) -> Problem:
    return Problem(_file(agreement), key, message)
