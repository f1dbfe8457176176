"""``wholeplace cohort``: who a rule finds, and why one of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult, Explanation


def command(
    place: Folder,
    cohort: Annotated[str, typer.Argument(help="Its id: a file in cohorts/.")],
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day to ask about [the place's day]."),
    ] = None,
    explain: Annotated[
        str | None, typer.Option(help="Why this person or household is in it, or is not: an id.")
    ] = None,
    near_miss: Annotated[
        bool, typer.Option("--near-miss", help="Who lacks one criterion only, and which.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask a cohort's question of the last snapshot: how many meet it, by which criterion.

    With --json the members follow, as internal ids without names. Using people's data is recorded.

    \b
    Example:
      wholeplace cohort demo/place troubled-families-phase1
      wholeplace cohort demo/place troubled-families-phase1 --as-at 2013-03-31 --near-miss
      wholeplace cohort demo/place troubled-families-phase1 --explain H42
    """
    from wholeplace.loop import Asked
    from wholeplace.pooling.store import open_snapshot

    opened = open_place(place)
    definition = defined(opened, "cohort", cohort, opened.cohorts)
    day = as_at.date() if as_at else None
    with open_snapshot(opened) as snapshot:
        about = f"{cohort} {explain}" if explain else cohort
        audit(opened, "cohort", about, definition.purpose, snapshot=snapshot.id)
        asked = Asked.of(opened, snapshot)
        if explain:
            found = asked.explain(definition, explain, day)
            print_json(found.to_json()) if as_json else _print_why(found)
            return
        result = asked.cohort(definition, day)
    if as_json:
        print_json({**result.to_json(), "members": _members(result), **_near(result, near_miss)})
        return
    _print(result)
    if near_miss:
        _print_near(result)
    for refusal in asked.refusals:
        typer.echo(f"Not used: {refusal.source}: {refusal.reason}")


def _members(result: CohortResult) -> list[dict[str, Any]]:
    """Each member unit with the ids of those who live in it."""
    living: dict[str, list[str]] = {}
    for row in result.member_people.to_pylist():
        living.setdefault(row["unit"], []).append(row["person"])
    return [{**row, "persons": living[row["unit"]]} for row in result.members.to_pylist()]


def _near(result: CohortResult, wanted: bool) -> dict[str, Any]:
    if not wanted or result.near is None:
        return {}
    return {
        "near": [
            {"unit": row.pop("unit"), "lacks": [name for name, alone in row.items() if alone]}
            for row in result.near.to_pylist()
        ]
    }


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
    for band in result.by_band:
        higher = f", {band.may_be_higher:,} of them maybe higher" if band.may_be_higher else ""
        typer.echo(f"  {band.count:,} in band: {band.title}{higher}")


def _print_near(result: CohortResult) -> None:
    titles = {criterion.id: criterion.title for criterion in result.cohort.criteria}
    typer.echo("\nWould be in it if they met one thing more:")
    for name, number in result.near_misses.items():
        typer.echo(f"  {number:,}: {titles[name]}")


def _print_why(found: Explanation) -> None:
    said = found.to_json()
    typer.echo(f"{said['unit']} on {said['as_at']}: {said['standing']}")
    if said["short_by"]:
        typer.echo(f"  {said['short_by']} short of what it needs")
    for criterion in said["criteria"]:
        typer.echo(f"- {criterion['title']}: {criterion['verdict']}")
        for evidence in criterion["evidence"]:
            if not evidence["activities"] and evidence["verdict"] == "not met":
                continue
            typer.echo(f"    {evidence['person']}, {evidence['test']}: {evidence['verdict']}")
            for row in evidence["activities"]:
                until = f" to {row['end']}" if row["end"] else ""
                typer.echo(f"      {row['start']}{until}, told by {row['source']}")


def _size(result: CohortResult) -> str:
    from wholeplace.reporting.formats import plural

    people = plural(result.people, "person", "people")
    if result.unit == "person":
        return people
    return f"{plural(result.count, 'household', 'households')}, {people} living in them"
