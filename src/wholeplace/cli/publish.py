"""``wholeplace publish``: a table for anyone to read, released by two people."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.loop import Draft


def command(
    place: Folder,
    publication: Annotated[str, typer.Argument(help="Its id: a file in publications/.")],
    ask: Annotated[str | None, typer.Option(help="Ask for its release, and say why.")] = None,
    agree: Annotated[
        bool, typer.Option("--agree", help="Agree to what someone else asked for.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who asks or agrees.")] = None,
    out: Annotated[Path | None, typer.Option(help="The CSV to write once it is released.")] = None,
    as_json: AsJson = False,
) -> None:
    """Count a cohort's people into a table that tells on nobody.

    Shows what would be published. Two people release it: one asks, another agrees. Small figures
    are hidden, and as many others as it takes that nobody can work them out, from this table or
    from those released before; what cannot be made safe is refused.

    \b
    Example:
      wholeplace publish demo/place families-by-borough
      wholeplace publish demo/place families-by-borough --ask "annual report" --by "A. Analyst"
      wholeplace publish demo/place families-by-borough --agree --by "C. Lead" --out families.csv
    """
    from wholeplace import loop
    from wholeplace.pooling.store import open_snapshot

    _one_act(ask, agree, by, out)
    opened = open_place(place)
    wanted = defined(opened, "publication", publication, opened.publications)
    today = datetime.now(UTC).date()
    with open_snapshot(opened) as snapshot:
        purpose = opened.cohorts[wanted.cohort].purpose
        act = "release" if agree else "ask for release" if ask else "draft"
        audit(opened, act, publication, purpose, snapshot=snapshot.id, by=by)
        draft = loop.draft(opened, wanted, snapshot)
    if ask and by:
        loop.ask(opened, draft, by, ask, today)
    if agree and by and out:
        loop.agree(opened, draft, by, today)
        _write(draft, out)
    _say(draft, ask, out if agree else None, as_json)


def _one_act(ask: str | None, agree: bool, by: str | None, out: Path | None) -> None:
    if ask and agree:
        raise Stop("one person asks and another agrees: not both at once", WRONG_USE)
    if (ask or agree) and not by:
        raise Stop("say who you are with --by NAME", WRONG_USE)
    if agree and not out:
        raise Stop("say where the released table goes with --out FILE.csv", WRONG_USE)


def _say(draft: Draft, ask: str | None, out: Path | None, as_json: bool) -> None:
    if as_json:
        print_json({"title": draft.table.title, "rows": draft.rows(), "released": bool(out)})
        return
    typer.echo(f"{draft.table.title}\n")
    _print(draft)
    hidden = draft.released.hidden
    typer.echo(f"{hidden} of {len(draft.released.values)} figures are hidden, shown as *.")
    if out:
        typer.echo(f"Released: {out}")
    elif ask:
        typer.echo("Asked for. Someone else must now agree, with --agree.")
    else:
        typer.echo("A draft: nothing is released.")


def _print(draft: Draft) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    rows = draft.rows()
    first = next(iter(rows[0]))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows[0]:
        table.add_column(name, justify="right" if name == "people" else "left")
    for row, after in zip_longest(rows, rows[1:]):
        table.add_row(*row.values(), end_section=not after or row[first] != after[first])
    Console(highlight=False).print(table)


def _write(draft: Draft, path: Path) -> None:
    import csv

    rows: list[dict[str, Any]] = [dict(row) for row in draft.rows()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
