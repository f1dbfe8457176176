"""``wholeplace review``: doubts about who is who, and deciding them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .common import AsJson, Folder, audit, open_place, print_json, user
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.place import Place
    from wholeplace.pooling.store import Snapshot

Two = tuple[str, str]
Record = tuple[str, str]
What = Literal["same", "different"]


def command(
    place: Folder,
    same: Annotated[
        Two | None, typer.Option(help="Two records, each SOURCE/ID, that are one person.")
    ] = None,
    different: Annotated[
        Two | None, typer.Option(help="Two records, each SOURCE/ID, that are two people.")
    ] = None,
    undo: Annotated[int | None, typer.Option(help="Take a decision back, by its number.")] = None,
    because: Annotated[
        str, typer.Option(help="Why; needed where you decide against the last run.")
    ] = "",
    many: Annotated[int, typer.Option(help="How many doubts to list.", min=1)] = 20,
    as_json: AsJson = False,
) -> None:
    """List the doubts of the last run, most consequential first, or decide one.

    A doubt weighs how near to even the chance is, times the records and activities that would go to
    another person; twice that where identifiers conflict. Every run obeys what you decide. It is
    kept for good: a later decision, or --undo, takes its place.

    \b
    Examples:
      wholeplace review demo/place
      wholeplace review demo/place --same police-offences/PO0345 school-roll/SC0012 \\
        --because "same mother and school, seen on file"
    """
    opened = open_place(place)
    asked = [one for one in (same, different, undo) if one is not None]
    if len(asked) > 1:
        raise Stop("decide one thing at a time: --same, --different or --undo", WRONG_USE)
    if undo is not None:
        said = _undo(opened, undo, because)
    elif same or different:
        said = _decide(opened, "same" if same else "different", same or different, because)
    else:
        said = _listed(opened, many)
    if as_json:
        print_json(said)
    elif asked:
        typer.echo(f"Kept as decision {said['number']}; the next run obeys it")
    else:
        _print(place, said)


def _undo(place: Place, number: int, because: str) -> dict[str, Any]:
    from wholeplace.pooling.decisions import undo_link

    audit(place, "undo link decision", f"decision {number}", "matching")
    kept = undo_link(place.register, number, by=user(), at=datetime.now(UTC), why=because)
    return {"number": kept, "undoes": number}


def _decide(place: Place, what: What, two: Two | None, because: str) -> dict[str, Any]:
    from wholeplace.loop import decide, pair_id
    from wholeplace.pooling.store import open_snapshot

    assert two is not None
    a, b = _record(two[0]), _record(two[1])
    with open_snapshot(place) as snapshot:
        audit(place, f"decide {what}", f"pair {pair_id(a, b)}", "matching", snapshot=snapshot.id)
        now = datetime.now(UTC)
        number = decide(place, snapshot, what, a, b, by=user(), at=now, why=because)
    return {"number": number, "what": what, "records": [list(a), list(b)]}


def _record(text: str) -> Record:
    source, slash, local_id = text.partition("/")
    if not (source and slash and local_id):
        raise Stop(f"{text}: name a record as SOURCE/ID, such as school-roll/SC0012", WRONG_USE)
    return source, local_id


def _listed(place: Place, many: int) -> dict[str, Any]:
    """The queue of the last run with each record's source and id, read from the identity zone."""
    from wholeplace.loop import results
    from wholeplace.pooling.decisions import links_in_force
    from wholeplace.pooling.store import open_snapshot

    folder = results(place)
    with open_snapshot(place) as snapshot:
        audit(place, "review", "doubts", "matching", snapshot=snapshot.id)
        said: dict[str, Any] = json.loads((folder / "review.json").read_text("utf-8"))
        since = {one.about: one for one in links_in_force(place.register)}
        shown = [*said["contradicted"], *said["items"]]
        names = _names(snapshot, {record for one in shown for record in one["records"]})
    for one in shown:
        one["names"] = [names[record] for record in one["records"]]
        about = frozenset(tuple(name.split("/", 1)) for name in one["names"])
        one["decided"] = about in since and "decision" not in one
    said["items"] = [one for one in said["items"] if not one["decided"]][:many]
    return said


def _names(snapshot: Snapshot, records: set[int]) -> dict[int, str]:
    """SOURCE/ID of records by their number."""
    table = snapshot.table("record").select(["source", "local_id"])
    rows = sorted(records)
    some = table.take(rows).to_pylist()
    return {row: f"{one['source']}/{one['local_id']}" for row, one in zip(rows, some, strict=True)}


def _print(place: Path, said: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from wholeplace.reporting.formats import plural

    for one in said["contradicted"]:
        typer.echo(f"Decision {one['decision']} stands, but {one['against']}:")
        typer.echo(f"  {' and '.join(one['names'])}")
    if not said["items"]:
        typer.echo("No doubts to look at: all that was in doubt is decided.")
        return
    typer.echo(
        f"{plural(said['total'], 'doubt', 'doubts')}; these would move most to another person:"
    )
    table = Table("Moves", "Chance", "Now", "Why", "Records", box=None, pad_edge=False)
    for one in said["items"]:
        now = "joined" if one["joined"] else "apart"
        chance = f"{one['probability']:.0%}"
        table.add_row(str(one["load"]), chance, now, one["reason"], "\n".join(one["names"]))
    for column in table.columns[:2]:
        column.justify = "right"
    Console().print(table)
    first = said["items"][0]["names"]
    typer.echo("Look closer with explain, then decide:")
    typer.echo(f"  wholeplace explain {place} {' '.join(n.replace('/', ' ', 1) for n in first)}")
    typer.echo(f'  wholeplace review {place} --same {" ".join(first)} --because "…"')
