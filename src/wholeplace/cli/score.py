"""``wholeplace score``: how well an invented place was understood."""

from __future__ import annotations

from typing import Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json


def command(place: Folder, as_json: AsJson = False) -> None:
    """Compare the last snapshot with the planted truth: people linked, cohorts found.

    Only an invented place has a truth/ folder. Cohorts are also asked of the true people, where
    they must be exact.

    \b
    Example:
      wholeplace score demo/place
    """
    from wholeplace.loop import score

    opened = open_place(place)
    audit(opened, "score", f"place {opened.about.id}", "evaluation")
    found = score(opened)
    if as_json:
        print_json(found)
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    from wholeplace.reporting.formats import plural
    from wholeplace.reporting.groups import falling_behind

    print_scores(
        found["linkage"],
        {f"Cohort {id}": said for id, said in found["cohorts"].items()},
        {f"Cohort {id}, on true people": said for id, said in found["cohorts_on_truth"].items()},
    )
    if not found["cohorts"]:
        typer.echo("No cohort here has a planted truth.")
    behind = falling_behind(found["groups"])
    many = plural(len(behind), "group is", "groups are")
    typer.echo(f"{many} linked less well than the rest: see 'wholeplace groups'")


def print_scores(linkage: dict[str, Any], *others: dict[str, Any]) -> None:
    """Precision, recall and F1 as a table: of linkage, then of whatever else has a title."""
    from rich.console import Console
    from rich.table import Table

    table = Table("", "Precision", "Recall", "F1", box=None, pad_edge=False)
    titles = {
        "pair": "Pairs of records",
        "closure": "Pairs, after records were joined to people",
        "exact": "Whole people",
    }
    for name, title in titles.items():
        _row(table, title, linkage[name])
    for other in others:
        for title, said in other.items():
            _row(table, title, said)
    for column in table.columns[1:]:
        column.justify = "right"
    Console().print(table)


def _row(table: Any, title: str, said: dict[str, float]) -> None:
    numbers = (
        f"{said[name]:.3f}" if name in said else "" for name in ("precision", "recall", "f1")
    )
    table.add_row(title, *numbers)
