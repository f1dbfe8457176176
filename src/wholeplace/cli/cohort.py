"""``wholeplace cohort``: who a rule finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult


def command(
    place: Folder,
    cohort: Annotated[str, typer.Argument(help="Its id: a file in cohorts/.")],
    as_json: AsJson = False,
) -> None:
    """Ask a cohort's question of the last snapshot: how many meet it, by which criterion.

    With --json the members follow, as internal ids without names. Using people's data is recorded.

    \b
    Example:
      wholeplace cohort demo/place troubled-families-phase1
    """
    from wholeplace.loop import Asked
    from wholeplace.pooling.store import open_snapshot

    opened = open_place(place)
    definition = defined(opened, "cohort", cohort, opened.cohorts)
    with open_snapshot(opened) as snapshot:
        audit(opened, "cohort", cohort, definition.purpose, snapshot=snapshot.id)
        asked = Asked.of(opened, snapshot)
        result = asked.cohort(definition)
    if as_json:
        print_json({**result.to_json(), "members": _members(result)})
        return
    _print(result)
    for refusal in asked.refusals:
        typer.echo(f"Not used: {refusal.source}: {refusal.reason}")


def _members(result: CohortResult) -> list[dict[str, Any]]:
    """Each member unit with the ids of those who live in it."""
    living: dict[str, list[str]] = {}
    for row in result.member_people.to_pylist():
        living.setdefault(row["unit"], []).append(row["person"])
    return [{**row, "persons": living[row["unit"]]} for row in result.members.to_pylist()]


def _print(result: CohortResult) -> None:
    from wholeplace.reporting import left_out

    typer.echo(result.cohort.title)
    typer.echo(result.text)
    typer.echo(f"\n{_size(result)}")
    for line in left_out(result.left_out.to_json()):
        typer.echo(line)
    if result.possible:
        typer.echo(f"{result.possible:,} more might be, if what has no data were known")
    for criterion in result.by_criterion:
        unknown = f", {criterion.no_data:,} without data" if criterion.no_data else ""
        typer.echo(f"  {criterion.met:,} meet: {criterion.title}{unknown}")


def _size(result: CohortResult) -> str:
    from wholeplace.reporting.formats import plural

    people = plural(result.people, "person", "people")
    if result.unit == "person":
        return people
    return f"{plural(result.count, 'household', 'households')}, {people} living in them"
