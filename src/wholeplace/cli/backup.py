"""``wholeplace backup``: copy the register, and put a copy back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .acting import now
from .common import AsJson, Folder, audit, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.place import Place

PURPOSE = "data-protection"


def command(
    place: Folder,
    folder: Annotated[Path, typer.Argument(help="Where copies go; else one copy.")],
    restore: Annotated[bool, typer.Option("--restore", help="Put this copy back.")] = False,
    destroyed: Annotated[
        bool, typer.Option("--destroyed", help="Record that this copy is no more.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Copy the register: durable ids, decisions, seals, keys, audit. A copy holds personal data.

    Every copy is on record, so that 'forget' can say which still hold what was deleted. When one
    is put back, decisions made since stay, and everything forgotten since is forgotten again.

    \b
    Example:
      wholeplace backup demo/place backups
      wholeplace backup demo/place backups/triborough-20140401T090000 --restore
    """
    opened = open_place(place)
    if restore:
        said, words = _restore(opened, folder)
    elif destroyed:
        said, words = _destroyed(opened, folder)
    else:
        said, words = _copy(opened, folder)
    if as_json:
        print_json(said)
    else:
        typer.echo(words)


def _copy(place: Place, folder: Path) -> tuple[dict[str, Any], str]:
    from wholeplace.loop.backing_up import back_up

    audit(place, "backup", f"place {place.about.id}", PURPOSE)
    made = back_up(place, folder, now())
    return {"id": made.id, "where": made.where}, f"{made.id}: {made.where}"


def _restore(place: Place, folder: Path) -> tuple[dict[str, Any], str]:
    from wholeplace.loop.backing_up import restore
    from wholeplace.loop.forgetting import replay

    audit(place, "restore", f"place {place.about.id}", PURPOSE)
    restore(place, folder)
    again = len(replay(place, now()))
    words = f"Restored; {again} disposals were done again. Run the place next:"
    return {"disposals_done_again": again}, f"{words}\n  wholeplace run {place.root}"


def _destroyed(place: Place, folder: Path) -> tuple[dict[str, Any], str]:
    from wholeplace.pooling.decisions.backups import Backups

    backups = Backups(place.register)
    found = [one.id for one in backups.known() if Path(one.where) == folder.resolve()]
    if not found:
        raise Stop(f"{folder}: is no copy on record; nothing was recorded", WRONG_USE)
    audit(place, "backup destroyed", found[0], PURPOSE)
    backups.destroyed(found[0], now())
    return {"destroyed": found[0]}, f"{found[0]} is no more."
