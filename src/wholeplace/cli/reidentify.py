"""``wholeplace reidentify``: the name behind a pseudonym, as an act of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.loop.reidentifying import Asked
    from wholeplace.place import Place


def command(
    place: Folder,
    pseudonym: Annotated[str, typer.Option(help="As it stands in an extract.")],
    agreement: Annotated[str, typer.Option(help="The agreement that lets the name be known.")],
    purpose: Annotated[str, typer.Option(help="individual-help, safeguarding or direct-care.")],
    partner: Annotated[str, typer.Option("--for", help="The partner who will know the name.")],
    by: Annotated[str, typer.Option(help="The office that asks, not a person's name.")],
    reason: Annotated[str, typer.Option(help="Why, without naming anybody.")],
    as_json: AsJson = False,
) -> None:
    """Turn a pseudonym into a name, for a purpose that helps the person and an agreement on names.

    To have had an extract is no ground: this is a request of its own, decided about and put on
    record before the name is shown, refusals too. The answer says when somebody is not to be
    contacted: died, moved away, objected, in a refuge. People who are sealed, restricted or erased,
    or whose own choice closes it, are not named; nothing tells them from people who never were.

    \b
    Example:
      wholeplace reidentify demo/place --pseudonym NABCDEFGHIJKLMNOPQRSTUVWXY --for westminster
        --agreement troubled-families --purpose individual-help --by "duty social worker"
        --reason "offer of a key worker"
    """
    from wholeplace.loop.reidentifying import Asked, NotNamed, NotPermitted, named

    opened = open_place(place)
    known = defined(opened, "agreement", agreement, opened.agreements)
    defined(opened, "partner", partner, opened.partners)
    chosen: Any = purpose
    asked = Asked(pseudonym, known, chosen, partner)
    try:
        found = named(opened, asked)
    except (NotNamed, NotPermitted):
        _record(opened, asked, "denied", by, reason)
        raise
    _record(opened, asked, "permitted", by, reason)
    if as_json:
        print_json(
            {
                "names": found.names,
                "sources": found.sources,
                "own": found.own,
                "stopped": found.stopped,
            }
        )
        return
    typer.echo(" / ".join(found.names) or "No source that may be shown gives a name.")
    if found.stopped:
        typer.echo(f"DO NOT CONTACT: {'; '.join(found.stopped)}")
    typer.echo(f"From {', '.join(found.sources)}")
    for source, local in found.own:
        typer.echo(f"Your own record: {source} {local}")


def _record(place: Place, asked: Asked, outcome: str, by: str, reason: str) -> None:
    from wholeplace.trust import fingerprint

    audit(
        place,
        "reidentify",
        asked.pseudonym if re.fullmatch(r"N[A-Z2-7]{26}", asked.pseudonym) else "no pseudonym",
        asked.purpose,
        outcome=outcome,
        organisation=asked.partner,
        agreement=fingerprint(asked.agreement, place),
        by=by,
        reason=reason,
    )
