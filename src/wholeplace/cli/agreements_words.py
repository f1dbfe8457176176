"""How agreements stand, for a terminal: tables first, then sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from wholeplace.cohorts import Unanswered, Unused
    from wholeplace.place import Place
    from wholeplace.trust import Answer, Cell, Processing, RefusedUse, Use, WhyNot

    from .agreements import Standing


def print_standing(standing: Standing) -> None:
    """The matrix, what may be used, how each agreement stands, and why not the rest."""
    from rich.console import Console

    from wholeplace.place import cautions
    from wholeplace.reporting.formats import day

    place = standing.place
    console = Console(highlight=False, markup=False)
    typer.echo(f"{place.about.name} on {day(place.as_at)}\n")
    typer.echo("\n".join(_matrix(place)))
    typer.echo(f"\n{_KEY}\n")
    console.print(_may_use(standing.uses))
    typer.echo()
    console.print(_states(place))
    _print_lines("Look at", [str(caution) for caution in cautions(place, place.as_at)])
    _print_lines("Why not the rest", list(_why_not(standing)))


def print_answer(found: Answer, place: Place) -> None:
    """One use: open on which conditions, or closed for what."""
    from wholeplace.trust import conditions, use_in_words, verdict, waiting
    from wholeplace.trust.words import sentence

    typer.echo(sentence(use_in_words(found, place)))
    typer.echo(f"  {sentence(verdict(found))}")
    for ground in found.decision.grounds:
        typer.echo(f"  Agreement '{ground.agreement}' grants it.")
        for condition in conditions(ground, place):
            typer.echo(f"    {sentence(condition)}")
    why = found.why
    waits = [waiting(signature, place) for signature in why.awaited] if why else []
    stands = [*why.others, *map(str, why.bars)] if why else []
    for line in (*waits, *stands, *map(str, found.guidance)):
        typer.echo(f"  {sentence(line)}")


def print_register(lines: list[Processing], unused: list[Unused], place: Place) -> None:
    """The register of uses, an agreement to a paragraph, with what it grants and nobody asks."""
    from wholeplace.place.sensitivity import SENSITIVITY_WORDS
    from wholeplace.reporting.formats import day
    from wholeplace.trust.words import listed, partner_name

    for one in lines:
        joint = "joint controllers" if one.joint else "controllers"
        who = "; ".join(partner_name(party, place) for party in one.controllers)
        classes = listed([SENSITIVITY_WORDS[each] for each in one.classes]) or "personal data"
        typer.echo(f"{one.title} ({one.agreement}, {one.state})")
        for name, said in (
            (joint.capitalize(), who),
            ("Processors", listed(one.processors) or "none"),
            ("For", listed(one.purposes)),
            ("Data", f"{listed(one.sources)}: {classes}"),
            ("Rests on", f"UK GDPR {listed(one.bases)}; {listed(one.confidentiality)}"),
            ("Kept", one.retention),
            ("Impact assessment", one.dpia),
            ("People are told", one.privacy_notice),
            ("Review", day(one.review)),
            ("Granted, and used by no question here", _idle(one.agreement, unused)),
        ):
            if said:
                typer.echo(f"  {name}: {said}")
        typer.echo()


def _idle(agreement: str, unused: list[Unused]) -> str:
    """Fields that no question uses for any purpose of the agreement, each with its purposes."""
    found: dict[str, dict[str, None]] = {}
    for one in unused:
        for field in one.fields if one.agreement == agreement else ():
            found.setdefault(field, {})[one.purpose] = None
    return "; ".join(f"{field} ({', '.join(purposes)})" for field, purposes in found.items())


_KEY = (
    "open: an agreement in force grants it; part: some of its fields; 6 of 7: signatures made;"
    " barred: by law, whoever signs"
)

_SHORT = {
    "individual-help": "help",
    "safeguarding": "safeguard",
    "evaluation": "evaluate",
    "direct-care": "care",
    "payment-verification": "payment",
    "statutory-return": "return",
}


def _matrix(place: Place) -> Iterator[str]:
    """A source to a line under its partner; a purpose that some agreement names to a column."""
    from wholeplace.trust import matrix

    found = matrix(place, place.as_at)
    named = [
        n
        for n in range(len(found.purposes))
        if any(row.cells[n].standing != "none" for row in found.rows)
    ]
    titles = [_short(found.purposes[n]) for n in named]
    wide = max(len(row.source) for row in found.rows) if found.rows else 0
    yield "  ".join(["".ljust(wide + 2), *titles]).rstrip()
    last = ""
    for row in found.rows:
        if row.partner != last:
            yield place.partners[row.partner].name
        words = (_word(row.cells[n]).ljust(len(t)) for n, t in zip(named, titles, strict=True))
        yield "  ".join([f"  {row.source.ljust(wide)}", *words]).rstrip()
        last = row.partner


def _short(purpose: str) -> str:
    return _SHORT.get(purpose, purpose)


def _word(cell: Cell) -> str:
    if cell.standing == "unsigned":
        return f"{cell.signed} of {cell.signatures}"
    return {"none": "–", "partly open": "part"}.get(cell.standing, cell.standing)


def _may_use(uses: list[Use]) -> Table:
    """Partner, purpose, field words; a partner is named once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for use in sorted(uses, key=lambda u: (u.partner, u.purpose)):
        mark = " (with consent)" if use.ground.consent else ""
        words = found.setdefault((use.partner, use.purpose), {})
        words.update({f"{field}{mark}": None for field in use.fields})
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


def _print_lines(heading: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"\n{heading}")
        for line in lines:
            typer.echo(f"  {line}")


def _why_not(standing: Standing) -> Iterator[str]:
    closed = standing.not_read
    for (source, fields, why), purposes in _by_reason(standing.refused).items():
        yield f"{source}{_not_for(purposes)}{' (not read at all)' if source in closed else ''}"
        if fields:
            yield f"  fields: {', '.join(fields)}"
        if why.missing:
            yield f"  {why.missing}"
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
