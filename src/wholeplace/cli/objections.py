"""``wholeplace objections``: lists of people who have opted out, and what each list stops."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.place import Objection, Place
    from wholeplace.pooling.decisions import ListVersion


def command(
    place: Folder,
    import_: Annotated[
        Path | None,
        typer.Option("--import", help="A delivered list, as CSV; replaces the last."),
    ] = None,
    list_: Annotated[
        str | None, typer.Option("--list", help="Which list it is: an id that this verb prints.")
    ] = None,
    from_: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First day it counts [the place's day]."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Which opt-outs and objections are honoured, and how many people are on each list.

    A list is a CSV that says who: a column nhs; or scheme and value; or source and local_id. It
    may also say purposes and sources (with ; between them), from and to. It is kept in the
    register by its hash, replaces the one before from its day on, and counts from the next run.

    \b
    Example:
      wholeplace objections demo/place
      wholeplace objections demo/place --import optouts.csv --list health-records
    """
    opened = open_place(place)
    if import_ is not None:
        _import(opened, import_, list_, from_, as_json)
        return
    found = [_stands(opened, one) for one in opened.all_objections().values()]
    print_json({"place": opened.about.id, "lists": found}) if as_json else _print(found)


def _import(
    place: Place, path: Path, name: str | None, start: datetime | None, as_json: bool
) -> None:
    from wholeplace.pooling.decisions import import_list

    if name is None:
        raise Stop("--import needs --list: which list the file is", WRONG_USE)
    objection = defined(place, "objection", name, place.all_objections())
    effective = start.date() if start else place.as_at
    start_day = effective.isoformat()
    audit(place, "import objections", f"list {name}", "people's choices", effective=start_day)
    done = import_list(place, objection, path, effective)
    said = {**vars(done.version), "new": done.new, "left_out": done.left_out}
    if as_json:
        print_json(said)
        return
    typer.echo(_told(objection, done.version, done.new))
    if done.left_out:
        typer.echo(f"Left out, because their data were erased: {done.left_out:,}")


def _told(objection: Objection, version: ListVersion, new: bool) -> str:
    from wholeplace.reporting.formats import day, plural

    people = plural(version.entries, "person", "people")
    if not new:
        return f"This list was there already: {people}, version {version.version[:12]}."
    return (
        f"{objection.title}: {people}, from {day(version.effective)}, version"
        f" {version.version[:12]}. It counts from the next run."
    )


def _stands(place: Place, objection: Objection) -> dict[str, Any]:
    from wholeplace.pooling.decisions import lists_in_force

    version = lists_in_force(place, place.as_at).get(objection.id)
    return {
        "id": objection.id,
        "title": objection.title,
        "rule": objection.rule,
        "citation": objection.citation,
        "in_force": objection.in_force(place.as_at),
        "version": version.version if version else None,
        "effective": version.effective if version else None,
        "entries": version.entries if version else 0,
    }


def _print(found: list[dict[str, Any]]) -> None:
    for one in found:
        typer.echo(f"{one['title']} ({one['id']})")
        typer.echo(f"  {one['rule'][:1].upper()}{one['rule'][1:]}. {one['citation']}.")
        typer.echo(f"  {_standing(one)}")


def _standing(one: dict[str, Any]) -> str:
    from wholeplace.reporting.formats import day, plural

    if not one["in_force"]:
        return "Not honoured on the place's day: it begins later, or has ended."
    if one["version"] is None:
        return "No list has been imported."
    people = plural(one["entries"], "person", "people")
    return f"{people} since {day(one['effective'])}, version {one['version'][:12]}."
