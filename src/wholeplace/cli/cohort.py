"""``wholeplace cohort``: who a rule finds, and why one of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult, Explanation
    from wholeplace.place import Cohort, Place
    from wholeplace.pooling.store import Snapshot


def command(
    place: Folder,
    cohort: Annotated[str, typer.Argument(help="Its id: a file in cohorts/.")],
    contact: Annotated[
        bool,
        typer.Option("--contacts", help="Whom of it one may contact, and why not others."),
    ] = False,
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

    With --json the members follow, as internal ids without names, and who of them may be contacted.
    Using people's data is recorded. With --contacts the stop-list is asked: nobody who died, moved
    away, objected, lives in a refuge or is kept from view is ever proposed.

    \b
    Example:
      wholeplace cohort demo/place troubled-families-phase1
      wholeplace cohort demo/place troubled-families-phase1 --contacts
      wholeplace cohort demo/place troubled-families-phase1 --as-at 2013-03-31 --near-miss
      wholeplace cohort demo/place troubled-families-phase1 --explain H42
    """
    from wholeplace.loop import Asked
    from wholeplace.pooling.store import open_snapshot

    opened = open_place(place)
    definition = defined(opened, "cohort", cohort, opened.cohorts)
    day = as_at.date() if as_at else None
    if contact:
        if day:
            raise Stop("--contacts asks on the place's own day; leave out --as-at", WRONG_USE)
        _contacts(opened, definition, as_json)
        return
    with open_snapshot(opened) as snapshot:
        about = f"{cohort} {explain}" if explain else cohort
        audit(opened, "cohort", about, definition.purpose, snapshot=snapshot.id)
        asked = Asked.of(opened, snapshot)
        if explain:
            found = asked.explain(definition, explain, day)
            print_json(found.to_json()) if as_json else _print_why(found)
            return
        result = asked.cohort(definition, day)
        may = _may_contact(opened, snapshot, result)
    if as_json:
        members = _members(result, may)
        print_json({**result.to_json(), "members": members, **_near(result, near_miss)})
        return
    _print(result)
    if may is not None and len(may) < result.people:
        stopped = result.people - len(may)
        typer.echo(f"{stopped:,} of them are not to be contacted: --contacts says why")
    if near_miss:
        _print_near(result)
    for refusal in asked.refusals:
        typer.echo(f"Not used: {refusal.source}: {refusal.reason}")


def _contacts(place: Place, definition: Cohort, as_json: bool) -> None:
    from wholeplace.loop.contacts import contacts
    from wholeplace.pooling.store import open_snapshot
    from wholeplace.reporting.formats import plural

    with open_snapshot(place) as snapshot:
        audit(place, "contacts", definition.id, definition.purpose, snapshot=snapshot.id)
        found = contacts(place, snapshot, definition)
    if as_json:
        print_json({"may": found.may, "stopped": found.stopped})
        return
    typer.echo(f"{plural(len(found.may), 'person', 'people')} may be contacted")
    for reason, many in sorted(found.stopped.items()):
        typer.echo(f"  {many:,} not: {reason}")


def _may_contact(place: Place, snapshot: Snapshot, result: CohortResult) -> frozenset[str] | None:
    """People of it whom nothing keeps from being contacted; None where nobody is to be."""
    from wholeplace.loop.contacts import sort_out, stop_list
    from wholeplace.place.purposes import naming_purposes

    purpose = result.cohort.purpose
    if purpose not in naming_purposes():
        return None
    people = set(result.member_people["person"].to_pylist())
    return frozenset(sort_out(people, stop_list(place, snapshot, purpose), place.as_at).may)


def _members(result: CohortResult, may: frozenset[str] | None) -> list[dict[str, Any]]:
    """Each member unit with the ids of those who live in it and, where it leads to contact, of
    those of them who may be contacted."""
    living: dict[str, list[str]] = {}
    for row in result.member_people.to_pylist():
        living.setdefault(row["unit"], []).append(row["person"])
    return [
        {**row, "persons": living[row["unit"]], **_contact(living[row["unit"]], may)}
        for row in result.members.to_pylist()
    ]


def _contact(persons: list[str], may: frozenset[str] | None) -> dict[str, list[str]]:
    return {} if may is None else {"may_contact": [one for one in persons if one in may]}


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
