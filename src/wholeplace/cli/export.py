"""``wholeplace export``: a working extract for one partner, without names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .acting import now
from .common import AsJson, Folder, audit, defined, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.loop.exporting import Wanted
    from wholeplace.place import Place
    from wholeplace.trust import OpenExtract


def command(
    place: Folder,
    agreement: Annotated[str, typer.Option(help="The agreement it goes out under.")],
    purpose: Annotated[str, typer.Option(help="What the partner will use it for.")],
    partner: Annotated[str, typer.Option("--for", help="The partner, a party to the agreement.")],
    out: Annotated[Path, typer.Option(help="A new folder.")],
    cohort: Annotated[str | None, typer.Option(help="Only members of this cohort.")] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Pseudonyms unlike those of earlier extracts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write what an agreement lets a partner have for a purpose: who did what when, and no names.

    People, households and cases go by tokens of that agreement and purpose alone, so that extracts
    for different purposes cannot be joined. An agreement on counts gives counts, small ones
    suppressed. People who are sealed, restricted or erased are not in it. Every extract is on
    record, permitted or refused.

    \b
    Example:
      wholeplace export demo/place --agreement troubled-families --purpose evaluation
        --for westminster --out extract
    """
    from wholeplace.loop.exporting import CannotExport, export, opened_for
    from wholeplace.trust.keys import Keys

    opened = open_place(place)
    wanted = _wanted(opened, agreement, purpose, partner, cohort)
    try:
        granted = opened_for(opened, wanted)
    except CannotExport:
        _record(opened, wanted, "denied")
        raise
    _record(opened, wanted, "permitted", sources=len(granted.sources))
    if new_key:
        Keys(opened.register).rotate(agreement, purpose)
    made = export(opened, wanted, out, now())
    if as_json:
        said = {"id": made.id, "people": made.people, "files": made.files}
        left_out = [{"source": s, "field": f, "reasons": r} for s, f, r in granted.refused]
        print_json({**said, "delete_by": made.until, "left_out": left_out})
        return
    typer.echo(f"{made.id}: {made.people:,} people, {len(made.files)} files in {out}")
    for field, sources in _left_out(granted).items():
        typer.echo(f"Left out: {field} of {', '.join(sources[:3])}{' …' * (len(sources) > 3)}")
    if made.until:
        typer.echo(f"The partner deletes it by {made.until}.")


def _wanted(place: Place, agreement: str, purpose: str, partner: str, cohort: str | None) -> Wanted:
    from typing import get_args

    from wholeplace.loop.exporting import Wanted
    from wholeplace.place import Purpose

    if purpose not in get_args(Purpose):
        raise Stop(f"{purpose}: is no purpose; there is: {', '.join(get_args(Purpose))}", WRONG_USE)
    defined(place, "partner", partner, place.partners)
    chosen: Any = purpose
    return Wanted(
        defined(place, "agreement", agreement, place.agreements),
        chosen,
        partner,
        defined(place, "cohort", cohort, place.cohorts) if cohort else None,
    )


def _left_out(granted: OpenExtract) -> dict[str, list[str]]:
    """Fields that stay closed, each with the sources that hold it."""
    found: dict[str, list[str]] = {}
    for source, field, _ in granted.refused:
        found.setdefault(field, []).append(source)
    return found


def _record(place: Place, wanted: Wanted, outcome: str, **details: Any) -> None:
    from wholeplace.trust import fingerprint

    audit(
        place,
        "export",
        f"{wanted.agreement.id}{f', {wanted.cohort.id}' if wanted.cohort else ''}",
        wanted.purpose,
        outcome=outcome,
        organisation=wanted.partner,
        agreement=fingerprint(wanted.agreement, place),
        **details,
    )
