"""``wholeplace seal``: people whom nothing may link, find or show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .acting import By, Reason, day, listed, needed, now
from .common import AsJson, Folder, audit, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.loop.forgetting import Plan
    from wholeplace.place import Place

PURPOSE = "safeguarding"
Sides = dict[str, list[str]]
Names = Annotated[
    list[str] | None, typer.Option(help="SOURCE:LOCAL_ID or SCHEME:VALUE; @FILE for a list.")
]


def command(
    place: Folder,
    kind: Annotated[
        str | None,
        typer.Option(help="adoption, gender-recognition, protected-person or staff-relative."),
    ] = None,
    earlier: Names = None,
    now_: Annotated[
        list[str] | None,
        typer.Option("--now", help="The person as they are now, named in the same way."),
    ] = None,
    other: Annotated[
        list[str] | None, typer.Option(help="What looks like it and is somebody else's.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Day of the order or decision.")
    ] = None,
    basis: Annotated[str | None, typer.Option(help="The order or law it rests on.")] = None,
    review: Annotated[str | None, typer.Option(help="Day it is looked at again.")] = None,
    extend: Annotated[
        str | None, typer.Option(help="A seal that is to cover more; its terms stay.")
    ] = None,
    lift: Annotated[str | None, typer.Option(help="A seal that is to bind no more.")] = None,
    show: Annotated[
        str | None, typer.Option(help="A seal of which to list the records that stand apart.")
    ] = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """List seals, or set, extend or lift one. A list names nobody.

    --earlier names what belongs to an identity that is closed: it is linked to nothing, found by
    nothing and shown nowhere. --now names the person as they are now; a protected person is kept
    from view as well. Records that might be of either stand apart until a seal says where they
    belong. Setting a seal deletes every snapshot made before it.

    \b
    Example:
      wholeplace seal demo/place
      wholeplace seal demo/place --kind adoption --earlier nhs:9990000018 --now nhs:9990000026
        --from 2013-05-01 --basis "adoption order" --review 2023-05-01 --by "adoption team"
    """
    opened = open_place(place)
    named = {"earlier": earlier, "now": now_, "others": other}
    sides = {side: listed(words) for side, words in named.items() if words}
    if lift:
        _lift(opened, lift, by, reason)
    elif show:
        _show(opened, show, by, reason, as_json)
    elif extend:
        _extend(opened, extend, sides, by)
    elif kind:
        terms = needed(**{"from": start}, basis=basis, review=review, by=by)
        _set(opened, kind, sides, terms)
    elif sides:
        raise Stop("say --kind, or --extend with the id of a seal; nothing was done", WRONG_USE)
    else:
        _list(opened, as_json)


def _set(place: Place, kind: str, sides: Sides, terms: list[str]) -> None:
    from wholeplace.pooling.decisions.binding import seals
    from wholeplace.trust.seals import Seal

    start, basis, review, by = terms
    said: dict[str, Any] = {
        "id": seals(place.register).next_id(),
        "kind": kind,
        "from": day(start, "--from"),
        "review": day(review, "--review"),
        "basis": basis,
        "by": by,
    }
    audit(place, "seal", f"{said['id']}, {kind}", PURPOSE, by=by, subjects=_many(sides))
    _carry_out(place, _sound(Seal, **said, **_tokens(place, sides)))


def _extend(place: Place, id: str, sides: Sides, by: str | None) -> None:
    (office,) = needed(by=by)
    seal = _standing(place, id)
    audit(place, "extend seal", id, PURPOSE, by=office, subjects=_many(sides))
    more = {side: (*getattr(seal, side), *t) for side, t in _tokens(place, sides).items()}
    _carry_out(place, _sound(type(seal), **{**seal.model_dump(), **more}))


def _many(sides: Sides) -> int:
    return sum(len(words) for words in sides.values())


def _carry_out(place: Place, seal: Any) -> None:
    from wholeplace.loop.sealing import set_seal

    done = set_seal(place, seal, now())
    typer.echo(f"{seal.id} is set. Snapshots made before it were deleted; run the place again:")
    typer.echo(f"  wholeplace run {place.root}")
    for line in _recalls(done):
        typer.echo(line)


def _recalls(done: Plan) -> list[str]:
    sent = [item for item in done.go if item.what == "export"]
    return [f"Ask for it back: export {item.name} holds the person." for item in sent]


def _lift(place: Place, id: str, by: str | None, reason: str | None) -> None:
    from wholeplace.loop.sealing import lift_seal
    from wholeplace.pooling.decisions.binding import Lifted

    office, why = needed(by=by, reason=reason)
    audit(place, "lift seal", id, PURPOSE, by=office, reason=why)
    lift_seal(place, Lifted(id, office, why), now())
    typer.echo(f"{id} binds no more. The next run links its records again.")


def _show(place: Place, id: str, by: str | None, reason: str | None, as_json: bool) -> None:
    from wholeplace.loop.sealing import standing_apart

    office, why = needed(by=by, reason=reason)
    _standing(place, id)
    audit(place, "show what a seal leaves apart", id, PURPOSE, by=office, reason=why)
    found = standing_apart(place, id)
    if as_json:
        print_json([{"source": source, "local_id": local} for source, local in found])
        return
    for source, local in found:
        typer.echo(f"{source}:{local}")
    typer.echo(
        f"Say for each whose it is: wholeplace seal PLACE --extend {id} --now …, --earlier … or"
        " --other …"
        if found
        else "No record stands apart."
    )


def _list(place: Place, as_json: bool) -> None:
    from wholeplace.loop.sealing import list_seals

    audit(place, "list seals", f"place {place.about.id}", PURPOSE)
    found = list_seals(place)
    if as_json:
        print_json(found)
        return
    for seal in found:
        typer.echo("\n".join(_lines(seal)))
    if not found:
        typer.echo("Nobody is sealed here.")


def _lines(seal: dict[str, Any]) -> list[str]:
    head = f"{seal['id']}  {seal['title']}, from {seal['from']}, by {seal['by']}"
    lines = [f"{head}; review {seal['review']}", f"    {seal['basis']}"]
    if seal["lifted"]:
        return [*lines, f"    lifted by {seal['lifted']['by']}: {seal['lifted']['reason']}"]
    if seal["records"] is None:
        return [*lines, "    not run since"]
    counts = seal["records"]
    lines.append(f"    records closed: {counts['closed']}; of the person now: {counts['now']}")
    if counts["apart"]:
        lines.append(
            f"    {counts['apart']} may be on either side and stand apart; list them with"
            f" --show {seal['id']}"
        )
    return lines


def _standing(place: Place, id: str) -> Any:
    from wholeplace.pooling.decisions.binding import seals

    found = {seal.id: seal for seal in seals(place.register).standing()}
    if id not in found:
        listed = ", ".join(found) or "none"
        raise Stop(f"{id}: no such seal stands; those that do: {listed}", WRONG_USE)
    return found[id]


def _tokens(place: Place, sides: Sides) -> dict[str, tuple[str, ...]]:
    from wholeplace.loop.forgetting import tokens

    return {side: tokens(place, words) for side, words in sides.items()}


def _sound(model: Any, **said: Any) -> Any:
    from pydantic import ValidationError

    try:
        return model(**said)
    except ValidationError as error:
        first = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Stop(f"{first}; nothing was sealed", WRONG_USE) from None
