"""``wholeplace run``: pool a place and work out its figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, payback, print_json
from .errors import LEFT_OUT
from .watching import watching

if TYPE_CHECKING:
    from wholeplace.loop import RunResult


def command(
    place: Folder,
    as_json: AsJson = False,
    json_progress: Annotated[
        bool, typer.Option("--json-progress", help="Print one line of JSON for each step.")
    ] = False,
    train: Annotated[
        bool, typer.Option("--train", help="Learn the linkage model anew from the records.")
    ] = False,
) -> None:
    """Pool a place: read every extract, link people, find cohorts, work out who pays and gains.

    What has not changed is not done again. A run that is killed leaves the last figures in place.
    The linkage model is learned at the first run and kept in the register. It is learned anew when
    asked for, when new sources or identifiers come, or when records have doubled or halved.

    A source of which a file cannot be read does not hold up the others: the figures are made from
    the rest, the source is named, and the run ends with 3.

    \b
    Example:
      wholeplace run demo/place
    """
    from wholeplace.loop import run

    opened = open_place(place)
    audit(opened, "run", f"place {opened.about.id}", "matching")
    with watching(as_json, json_progress) as tell:
        done = run(opened, tell, train=train)
    if json_progress:
        typer.echo(json.dumps({"ended": True, **_said(done)}))
    elif as_json:
        print_json({**_said(done), "summary": _read(done.results / "summary.json")})
    else:
        _print(place, done)
    if done.unread:
        typer.echo(_left_out(done), err=True)
        raise typer.Exit(LEFT_OUT)


def _left_out(done: RunResult) -> str:
    titles = {s["id"]: s["title"] for s in _read(done.results / "sources.json")["sources"]}
    listed = ", ".join(titles[id] for id in done.unread)
    return f"Not read, so the figures are without it: {listed}; 'wholeplace check' says why"


def _said(done: RunResult) -> dict[str, Any]:
    return {
        "snapshot": done.snapshot,
        "results": str(done.results),
        "made": list(done.made),
        "nothing_to_do": done.nothing_to_do,
        "unread": list(done.unread),
    }


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def _print(place: Path, done: RunResult) -> None:
    """What a tired analyst wants to know first, and where to look next."""
    from wholeplace.reporting.formats import count

    said = _read(done.results / "summary.json")
    counts = said["counts"]
    if done.nothing_to_do:
        typer.echo("Nothing to do: extracts and definitions are as they were at the last run.")
    typer.echo(f"\n{said['place']['name']} on {said['place']['as_at']}")
    if said["synthetic"]:
        typer.echo("  an invented place: nobody in it exists")
    typer.echo(f"  {count(counts['people'])} people, in {count(counts['households'])} households")
    typer.echo(f"  {count(counts['records'])} records, {count(counts['activities'])} activities")
    hidden = _read(done.results / "linkage.json")["kept_from_view"]
    if hidden:
        typer.echo(
            f"  {count(hidden)} more records, of people sealed or restricted, are not in view"
        )
    _print_cohorts(done.results)
    _print_programmes(done.results)
    _print_findings(done.results)
    typer.echo("\nLook next:")
    typer.echo(f"  wholeplace serve {place}                     the pages")
    typer.echo(f"  wholeplace report {place} --out report.html  one file to pass on")
    typer.echo(f"  wholeplace check {place}                     what was wrong in the extracts")


def _print_cohorts(results: Path) -> None:
    from wholeplace.reporting.formats import plural

    paths = sorted((results / "cohorts").glob("*.json"))
    if paths:
        typer.echo("\nWho was found")
    for said in map(_read, paths):
        many = "households" if said["unit"] == "household" else "people"
        one = "household" if said["unit"] == "household" else "person"
        unsure = f", {said['possible']} more possible" if said["possible"] else ""
        typer.echo(f"  {plural(said['count'], one, many)}{unsure}: {said['title']}")


def _print_programmes(results: Path) -> None:
    from wholeplace.reporting.formats import pounds_short

    paths = sorted((results / "programmes").glob("*.json"))
    if paths:
        typer.echo("\nWhat it would cost and save")
    for said in map(_read, paths):
        typer.echo(
            f"  {said['name']}: costs {pounds_short(said['cost'])}, saves"
            f" {pounds_short(said['gains'])} of which {pounds_short(said['cashable'])} cash;"
            f" {payback(said['payback_years'])}"
        )


def _print_findings(results: Path) -> None:
    from wholeplace.reporting.formats import count

    sources = _read(results / "sources.json")["sources"]
    aside = sum(source["quarantined"] for source in sources)
    refused = [source for source in sources if not source["permitted"]]
    if aside:
        typer.echo(
            f"\n{count(aside)} rows were set aside, each with its reason (wholeplace check)."
        )
    broken = [s for s in sources if any(f["severity"] == "error" for f in s["findings"])]
    if broken:
        titles = ", ".join(source["title"] for source in broken)
        typer.echo(f"\nNot read as it should be (wholeplace check says why): {titles}.")
    for source in refused:
        typer.echo(f"Not pooled: {source['title']}: {source['reason']}")
