"""``wholeplace agreements``: who may use what, for what, and why not the rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from .common import AsJson, Folder, defined, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.cohorts import Unanswered, Unused
    from wholeplace.place import Agreement, Place, Purpose, Source
    from wholeplace.trust import Answer, RefusedUse, Use


def command(
    place: Folder,
    text: Annotated[
        str | None, typer.Option(help="Print one agreement, by its id, as its signatories read it.")
    ] = None,
    why: Annotated[
        str | None, typer.Option(help="Ask about one use: a source, or source:field.")
    ] = None,
    purpose: Annotated[
        str | None, typer.Option(help="With --why: what it would be used for.")
    ] = None,
    programme: Annotated[
        str | None, typer.Option(help="With --why: within which programme.")
    ] = None,
    partner: Annotated[
        str | None, typer.Option(help="With --why: which partner would use it.")
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help="Print the register of uses (UK GDPR Article 30).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Who may use what, for what, on the place's own day; and what stands in the way of the rest.

    For every use that is refused it names the signatures that are missing, whose they are and how
    long they have been waited for, or the law that bars it whoever signs. No data are read.

    \b
    Example:
      wholeplace agreements demo/place
      wholeplace agreements demo/place --text troubled-families
      wholeplace agreements demo/place --why mental-health-contacts --purpose individual-help
    """
    from . import agreements_words as words

    opened = open_place(place)
    if text is not None:
        _print_text(defined(opened, "agreement", text, opened.agreements), opened, as_json)
    elif why is not None:
        found = _asked(opened, why, purpose, programme, partner)
        print_json(_answer(found)) if as_json else words.print_answer(found, opened)
    elif register:
        _print_register(opened, as_json)
    else:
        standing = Standing.of(opened)
        print_json(_json(standing)) if as_json else words.print_standing(standing)


@dataclass(frozen=True)
class Standing:
    """How a place's agreements stand on its own day."""

    place: Place
    uses: list[Use]
    refused: list[RefusedUse]
    questions: list[Unanswered]
    unused: list[Unused]

    @classmethod
    def of(cls, place: Place) -> Standing:
        """Everything that is open, closed, unanswered or not needed."""
        from wholeplace.cohorts import unanswered, unused_grants
        from wholeplace.trust import refused_uses, uses

        at = place.as_at
        closed = (refused_uses(place, at), unanswered(place, at), unused_grants(place))
        return cls(place, uses(place, at), *closed)

    @property
    def not_read(self) -> list[str]:
        """Sources of which nothing may be used."""
        read = {use.source for use in self.uses}
        return [source for source in self.place.sources if source not in read]


def _print_text(agreement: Agreement, place: Place, as_json: bool) -> None:
    from wholeplace.trust import agreement_text, fingerprint

    said = agreement_text(agreement, place, place.as_at)
    if as_json:
        print_json({"id": agreement.id, "text": said, "sha256": fingerprint(agreement, place)})
    else:
        typer.echo(said)


def _asked(
    place: Place, why: str, purpose: str | None, programme: str | None, partner: str | None
) -> Answer:
    from wholeplace.trust import answer, request_of
    from wholeplace.trust.uses import usual_fields, usual_grain

    asked = _purpose(purpose)
    name, _, field = why.partition(":")
    source = defined(place, "source", name, place.sources)
    for what, given, known in (
        ("partner", partner, place.partners),
        ("programme", programme, place.programmes),
    ):
        if given:
            defined(place, what, given, known)
    _check_field(source, field)
    request = request_of(
        place,
        asked,
        name,
        (field,) if field else usual_fields(source, asked),
        programme=programme,
        grain=usual_grain(source, asked),
        organisation=partner,
    )
    return answer(place, request, place.as_at)


def _purpose(purpose: str | None) -> Purpose:
    from wholeplace.place import Purpose as Purposes

    known = get_args(Purposes)
    if purpose is None:
        raise Stop("--why needs --purpose: what it would be used for", WRONG_USE)
    if purpose not in known:
        raise Stop(f"'{purpose}' is no purpose; use one of: {', '.join(known)}", WRONG_USE)
    return cast("Purpose", purpose)


def _check_field(source: Source, field: str) -> None:
    from wholeplace.trust.uses import everything

    holds = everything(source)
    if field and field.partition(".")[0] not in holds:
        raise Stop(f"'{source.id}' holds no '{field}'; it holds: {', '.join(holds)}", WRONG_USE)


def _print_register(place: Place, as_json: bool) -> None:
    from wholeplace.cohorts import unused_grants
    from wholeplace.trust import register_of_uses

    from . import agreements_words as words

    lines, unused = register_of_uses(place, place.as_at), unused_grants(place)
    if as_json:
        said = {"uses": [asdict(line) for line in lines], "unused": [asdict(u) for u in unused]}
        print_json({"place": place.about.id, **said})
    else:
        words.print_register(lines, unused, place)


def _answer(found: Answer) -> dict[str, Any]:
    from wholeplace.loop.outputs.agreements import why_json

    request = found.request
    return {
        "source": request.source,
        "fields": request.fields,
        "purpose": request.purpose,
        "permit": found.permit,
        "grounds": [asdict(ground) for ground in found.decision.grounds],
        "why": why_json(found.why) if found.why else None,
        "mind": [guidance.model_dump(mode="json", by_alias=True) for guidance in found.guidance],
    }


def _json(standing: Standing) -> dict[str, Any]:
    from wholeplace.loop.outputs.agreements import bar_json, matrix_json, one_json, why_json
    from wholeplace.place import cautions
    from wholeplace.trust import matrix, shipped_bars

    place, at = standing.place, standing.place.as_at
    return {
        "place": place.about.id,
        "as_at": at,
        "matrix": matrix_json(matrix(place, at)),
        "uses": [{**_parts(use), **asdict(use.ground)} for use in standing.uses],
        "agreements": [one_json(place, a) for a in place.agreements.values()],
        "not_read": standing.not_read,
        "refused": [{**_parts(use), **why_json(use.why)} for use in standing.refused],
        "questions": [
            {**_parts(asked), "closed": [{**_parts(c), **why_json(c.why)} for c in asked.closed]}
            for asked in standing.questions
        ],
        "unused": [asdict(unused) for unused in standing.unused],
        "cautions": [asdict(caution) for caution in cautions(place, at)],
        "bars": [bar_json(bar, at) for bar in shipped_bars()],
    }


def _parts(found: Any) -> dict[str, Any]:
    aside = ("why", "closed", "ground")
    return {name: value for name, value in vars(found).items() if name not in aside}
