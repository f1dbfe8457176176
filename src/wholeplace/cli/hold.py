"""``wholeplace hold``: what a legal hold keeps from being deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .acting import By, Reason, day, needed, now
from .common import AsJson, Folder, audit, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.place import Place

PURPOSE = "data-protection"


def command(
    place: Folder,
    everything: Annotated[bool, typer.Option("--everything", help="Keep all there is.")] = False,
    person: Annotated[str | None, typer.Option(help="P…, SOURCE:LOCAL_ID or SCHEME:VALUE.")] = None,
    source: Annotated[str | None, typer.Option(help="A source, by its id.")] = None,
    agreement: Annotated[str | None, typer.Option(help="An agreement, by its id.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="Day it begins.")] = None,
    review: Annotated[str | None, typer.Option(help="Day it is looked at again.")] = None,
    lift: Annotated[str | None, typer.Option(help="A hold that is to end.")] = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """List legal holds, or set or lift one. What a hold covers is not deleted, whoever asks.

    A hold keeps readings and snapshots of what it covers, old ones too; what only serves to show
    figures is still remade. It does not open a seal, and held data are not served.

    \b
    Example:
      wholeplace hold demo/place
      wholeplace hold demo/place --source police-offences --from 2014-01-06 --review 2015-01-06
        --by "legal services" --reason "inquiry into records of 2012"
    """
    opened = open_place(place)
    if lift:
        _lift(opened, lift, by, reason)
        return
    if everything or person or source or agreement:
        terms = needed(**{"from": start}, review=review, by=by, reason=reason)
        covers = _covers(opened, everything, source, agreement)
        _set(opened, covers, person, terms)
        return
    _list(opened, as_json)


def _covers(place: Place, everything: bool, source: str | None, agreement: str | None) -> list[str]:
    for name, given, known in (
        ("--source", source, place.sources),
        ("--agreement", agreement, place.agreements),
    ):
        if given and given not in known:
            raise Stop(f"{name} {given}: is not known; there is: {', '.join(known)}", WRONG_USE)
    covers = ["everything"] if everything else []
    covers += [f"source:{source}"] if source else []
    return [*covers, *([f"agreement:{agreement}"] if agreement else [])]


def _set(place: Place, covers: list[str], person: str | None, terms: list[str]) -> None:
    from wholeplace.loop.forgetting import everything_of
    from wholeplace.pooling.decisions.binding import holds
    from wholeplace.trust.forgetting import Hold

    start, review, by, reason = terms
    register = holds(place.register)
    id = register.next_id()
    audit(place, "hold", id, PURPOSE, by=by, reason=reason)
    theirs = everything_of(place, person) if person else ()
    hold = Hold(
        id=id,
        covers=(*covers, *theirs),
        start=day(start, "--from"),
        review=day(review, "--review"),
        by=by,
        reason=reason,
    )
    register.add(hold, now())
    typer.echo(f"{hold.id} binds: what it covers is kept until it is lifted.")


def _lift(place: Place, id: str, by: str | None, reason: str | None) -> None:
    from wholeplace.pooling.decisions.binding import Lifted, holds

    office, why = needed(by=by, reason=reason)
    audit(place, "lift hold", id, PURPOSE, by=office, reason=why)
    holds(place.register).lift(Lifted(id, office, why), now())
    typer.echo(f"{id} binds no more.")


def _list(place: Place, as_json: bool) -> None:
    from wholeplace.pooling.decisions.binding import holds

    every = holds(place.register).every()
    if as_json:
        said = [
            {**h.model_dump(mode="json", by_alias=True), "lifted": x and vars(x)} for h, x in every
        ]
        print_json(said)
        return
    for hold, lifted in every:
        typer.echo(
            f"{hold.id}  from {hold.start}, review {hold.review}, by {hold.by}: {hold.reason}"
        )
        typer.echo(f"    keeps {_said(hold.covers)}")
        if lifted:
            typer.echo(f"    lifted by {lifted.by}: {lifted.reason}")
    if not every:
        typer.echo("No legal hold stands.")


def _said(covers: tuple[str, ...]) -> str:
    """What is covered; people's records are counted, not named."""
    people = [word for word in covers if word.startswith(("record:", "identifier:"))]
    other = [word.replace(":", " ") for word in covers if word not in people]
    return ", ".join([*other, *([f"{len(people)} tokens of one person"] if people else [])])
