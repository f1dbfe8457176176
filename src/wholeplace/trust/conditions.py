"""The conditions under which an agreement permits: consent, objections, areas, roles."""

from collections.abc import Iterable
from datetime import date

from wholeplace.place import Agreement
from wholeplace.place.objections import UNTOUCHED, Objection
from wholeplace.place.purposes import within

from .recipients import is_public
from .requests import Ground, Request


def ground(
    request: Request, agreement: Agreement, objections: Iterable[Objection], at: date
) -> Ground:
    """What holds for rows read under an agreement that permits a request."""
    return Ground(
        agreement.id,
        consent=agreement.rests_on_consent(request.purpose, request.holder),
        objections=tuple(o.id for o in objections if _stops(o, request, agreement, at)),
        areas=_shared(request.areas, agreement.areas),
        users=agreement.users,
        protect=is_public(request, agreement),
    )


def touches(objection: Objection, request: Request, at: date) -> bool:
    """Whether an objection is about such data and such a purpose, whatever they rest on."""
    purpose, stopped = request.purpose, objection.purposes
    return (
        objection.in_force(at)
        and purpose not in UNTOUCHED
        and (not stopped or within(purpose, stopped))
        and not within(purpose, objection.purposes_open)
        and (not objection.classes or bool(request.classes & set(objection.classes)))
        and (not objection.partner_kinds or request.held_by in objection.partner_kinds)
        and (not objection.sources or request.source in objection.sources)
    )


def _stops(objection: Objection, request: Request, agreement: Agreement, at: date) -> bool:
    return (
        touches(objection, request, at)
        and _honoured(objection, agreement)
        and not _gives_way(objection, request, agreement)
    )


def _honoured(objection: Objection, agreement: Agreement) -> bool:
    said = agreement.objections
    return objection.always or (isinstance(said, tuple) and objection.id in said)


def _gives_way(objection: Objection, request: Request, agreement: Agreement) -> bool:
    purpose = request.purpose
    rests = {basis.article for basis in agreement.bases_for(purpose, request.holder)}
    if objection.articles and not rests & set(objection.articles):
        return True
    said = {confidence.basis for confidence in agreement.confidence_for(purpose)}
    return bool(said & set(objection.confidentiality_open))


def _shared(asked: tuple[str, ...], agreed: tuple[str, ...]) -> tuple[str, ...]:
    """Areas of both; one that names none means everywhere."""
    return tuple(a for a in agreed if a in asked) if asked and agreed else (agreed or asked)
