"""``wholeplace monday``: what is new since the run before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import typer

from .common import AsJson, Folder, open_place, print_json


def command(place: Folder, as_json: AsJson = False) -> None:
    """Say what arrived, what broke, how good each source is, and why each count moved.

    Compares the last run that changed anything with the one before it.

    \b
    Example:
      wholeplace monday demo/place
    """
    from wholeplace.loop import last_changes, results

    opened = open_place(place)
    sources = json.loads((results(opened) / "sources.json").read_text("utf-8"))["sources"]
    changes = last_changes(opened)
    if as_json:
        print_json({"changes": changes, "sources": [_measured(source) for source in sources]})
        return
    _print_news(opened.about.name, changes)
    _print_quality(sources)
    _print_timeliness(sources)
    _print_cohorts(changes)


def _print_news(name: str, changes: dict[str, Any] | None) -> None:
    from wholeplace.reporting.formats import day, plural
    from wholeplace.reporting.monday import news, unchanged

    if changes is None:
        typer.echo(f"{name}: there is no earlier run to compare with.")
        return
    before, after = (day(changes[when]["as_at"]) for when in ("before", "after"))
    asked = f" Asked about {after}, before about {before}." if before != after else ""
    typer.echo(f"{name}: what is new since the run before.{asked}\n\nWhat arrived, and what broke")
    for source, said in news(changes):
        typer.echo(f"  {source['title']}: {said}")
    quiet = unchanged(changes["sources"])
    if quiet:
        typer.echo(f"  {plural(quiet, 'source', 'sources')} as before")


def _print_quality(sources: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    from wholeplace.reporting.formats import count
    from wholeplace.reporting.monday import QUALITY, measure

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("source", overflow="fold")
    for title in ("rows", *QUALITY):
        table.add_column(title, justify="right", no_wrap=True)
    for source in sources:
        measured = [measure(source, name) for name in QUALITY]
        table.add_row(source["id"], count(source["rows"]), *measured)
    typer.echo("\nHow good each source is")
    Console(highlight=False).print(table)
    typer.echo()


def _print_timeliness(sources: Sequence[dict[str, Any]]) -> None:
    from wholeplace.reporting.monday import awaited, when_it_came, without_due_days

    typer.echo("When extracts came, against when they were due")
    for source in awaited(sources):
        typer.echo(f"  {source['title']}: {when_it_came(source)}")
    typer.echo(f"  {without_due_days(sources)}\n")


def _print_cohorts(changes: dict[str, Any] | None) -> None:
    from wholeplace.reporting.monday import moved, why_moved

    if changes is None:
        return
    typer.echo("Who is found, and why the count moved")
    for cohort in changes["cohorts"]:
        typer.echo(f"  {cohort['title']}: {moved(cohort)}")
        for line in why_moved(cohort):
            typer.echo(f"    {line}")


def _measured(source: dict[str, Any]) -> dict[str, Any]:
    from wholeplace.reporting.monday import QUALITY

    said = ("id", "title", "partner", "permitted", "whole", "rows", "loaded", "quarantined")
    measured = (*QUALITY.values(), "filled", "covered_to")
    return {name: source.get(name) for name in (*said, *measured)}
