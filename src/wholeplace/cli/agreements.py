"""``wholeplace agreements``: who may use what, for what, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, defined, open_place, print_json

if TYPE_CHECKING:
    from rich.table import Table

    from wholeplace.cohorts import Unanswered
    from wholeplace.place import Agreement, Place
    from wholeplace.trust import RefusedUse, Use, WhyNot


def command(
    place: Folder,
    text: Annotated[
        str | None, typer.Option(help="Print one agreement, by its id, as its signatories read it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Who may use what, for what, on the place's own day; and what stands in the way of the rest.

    For every use that is refused it names the signatures that are missing, whose they are and how
    long they have been waited for, or the law that bars it whoever signs. No data are read.

    \b
    Example:
      wholeplace agreements demo/place
      wholeplace agreements demo/place --text troubled-families
    """
    opened = open_place(place)
    if text is not None:
        _print_text(defined(opened, "agreement", text, opened.agreements), opened, as_json)
        return
    standing = _Standing.of(opened)
    if as_json:
        print_json(_json(standing))
    else:
        _print(standing)


@dataclass(frozen=True)
class _Standing:
    """How a place's agreements stand on its own day."""

    place: Place
    uses: list[Use]
    refused: list[RefusedUse]
    questions: list[Unanswered]

    @classmethod
    def of(cls, place: Place) -> _Standing:
        from wholeplace.cohorts import unanswered
        from wholeplace.trust import refused_uses, uses

        at = place.as_at
        return cls(place, uses(place, at), refused_uses(place, at), unanswered(place, at))

    @property
    def not_read(self) -> list[str]:
        """Sources of which nothing may be used."""
        read = {use.source for use in self.uses}
        return [source for source in self.place.sources if source not in read]


def _print_text(agreement: Agreement, place: Place, as_json: bool) -> None:
    from wholeplace.trust import agreement_text, fingerprint

    said = agreement_text(agreement, place, place.as_at)
    if as_json:
        print_json({"id": agreement.id, "text": said, "sha256": fingerprint(agreement)})
    else:
        typer.echo(said)


def _json(standing: _Standing) -> dict[str, Any]:
    from wholeplace.trust import shipped_bars

    place = standing.place
    return {
        "place": place.about.id,
        "as_at": place.as_at,
        "uses": [asdict(use) for use in standing.uses],
        "agreements": [_stand(a, place.as_at) for a in place.agreements.values()],
        "not_read": standing.not_read,
        "refused": [{**_parts(use), **_why(use.why)} for use in standing.refused],
        "questions": [
            {**_parts(asked), "closed": [{**_parts(c), **_why(c.why)} for c in asked.closed]}
            for asked in standing.questions
        ],
        "bars": [bar.model_dump(mode="json", by_alias=True) for bar in shipped_bars()],
    }


def _parts(found: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(found).items() if name not in ("why", "closed")}


def _why(why: WhyNot) -> dict[str, Any]:
    return {
        "reasons": why.reasons,
        "awaited": [asdict(signature) for signature in why.awaited],
        "bars": [{"id": bar.id, "citation": bar.citation} for bar in why.bars],
    }


def _stand(agreement: Agreement, at: date) -> dict[str, Any]:
    from wholeplace.trust import fingerprint
    from wholeplace.trust.validity import awaited, state

    return {
        "id": agreement.id,
        "title": agreement.title,
        "state": state(agreement, at),
        "from": agreement.start,
        "to": agreement.end,
        "review": agreement.review,
        "awaited": [asdict(signature) for signature in awaited(agreement, at)],
        "sha256": fingerprint(agreement),
    }


def _print(standing: _Standing) -> None:
    from rich.console import Console

    from wholeplace.reporting.formats import day

    console = Console(highlight=False, markup=False)
    typer.echo(f"{standing.place.about.name} on {day(standing.place.as_at)}\n")
    console.print(_matrix(standing.uses))
    typer.echo()
    console.print(_states(standing.place))
    typer.echo("\nWhy not the rest")
    for line in _why_not(standing):
        typer.echo(f"  {line}")


def _matrix(uses: list[Use]) -> Table:
    """Partner, purpose, field words; a partner is named once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for use in sorted(uses, key=lambda u: (u.partner, u.purpose)):
        found.setdefault((use.partner, use.purpose), {}).update(dict.fromkeys(use.fields))
    table = _table("partner", "purpose", "may use")
    last = ""
    for (partner, purpose), fields in found.items():
        table.add_row("" if partner == last else partner, purpose, ", ".join(fields))
        last = partner
    return table


def _states(place: Place) -> Table:
    from wholeplace.trust.validity import state

    table = _table("agreement", "state", "from", "until")
    for agreement in place.agreements.values():
        dates = (agreement.start.isoformat(), agreement.end.isoformat())
        table.add_row(agreement.id, state(agreement, place.as_at), *dates)
    return table


def _table(*columns: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _why_not(standing: _Standing) -> Iterator[str]:
    closed = standing.not_read
    for (source, fields, why), purposes in _by_reason(standing.refused).items():
        yield f"{source}{_not_for(purposes)}{' (not read at all)' if source in closed else ''}"
        if fields:
            yield f"  fields: {', '.join(fields)}"
        yield from (f"  {line}" for line in why.lines)
    for asked in standing.questions:
        yield from _question(asked)
    if not (standing.refused or standing.questions):
        yield "nothing is refused: every use an agreement speaks of is open"


def _by_reason(refused: list[RefusedUse]) -> dict[tuple[str, tuple[str, ...], WhyNot], list[str]]:
    """Purposes refused for one source and one reason, together."""
    found: dict[tuple[str, tuple[str, ...], WhyNot], list[str]] = {}
    for use in refused:
        found.setdefault((use.source, use.fields, use.why), []).extend(
            [use.purpose] if use.purpose else []
        )
    return found


def _not_for(purposes: list[str]) -> str:
    from wholeplace.reporting.formats import listed

    return f", for {listed(purposes)}" if purposes else ""


def _question(asked: Unanswered) -> Iterator[str]:
    stands = "may not be asked" if asked.refused else "is answered without some sources"
    yield f"{asked.question} ({asked.title}), for {asked.purpose}: {stands}"
    for closed in asked.closed:
        yield f"  {closed.kind} from {closed.source}"
        yield from (f"    {line}" for line in closed.why.lines)
    yield from (f"  {kind}: no source of this place holds it" for kind in asked.nowhere)
