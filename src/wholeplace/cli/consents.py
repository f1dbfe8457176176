"""``wholeplace consents``: who has consented to which wording, and who has withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.place import Place


def command(
    place: Folder,
    import_: Annotated[
        Path | None, typer.Option("--import", help="Consents and withdrawals, as CSV.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How many people's consent stands on the place's own day, wording by wording.

    A delivery is a CSV that says who (a column nhs; or scheme and value; or source and local_id),
    to which wording of wordings/, given when and by what means, and withdrawn when. Each is added
    to the register and never changed; a withdrawal counts from its own day, at the next run.

    \b
    Example:
      wholeplace consents demo/place
      wholeplace consents demo/place --import consents.csv
    """
    opened = open_place(place)
    if import_ is not None:
        _import(opened, import_, as_json)
        return
    found = _standing(opened)
    print_json({"place": opened.about.id, "wordings": found}) if as_json else _print(found)


def _import(place: Place, path: Path, as_json: bool) -> None:
    from wholeplace.pooling.decisions import give_consents
    from wholeplace.reporting.formats import plural

    audit(place, "import consents", f"place {place.about.id}", "people's choices")
    new = give_consents(place, path)
    if as_json:
        print_json({"new": new})
    else:
        many = plural(new, "consent or withdrawal was", "consents and withdrawals were")
        typer.echo(f"{many} new. They count from the next run.")


def _standing(place: Place) -> list[dict[str, Any]]:
    from wholeplace.pooling.decisions import consents
    from wholeplace.pooling.decisions.consents import live

    said = [(event.who, event) for event in consents(place.register)]
    standing = [event for _, event in live(said, place.as_at)]
    withdrawn = [e for _, e in said if e.what == "withdrawn" and e.on <= place.as_at]
    return [
        {
            "id": wording.id,
            "title": wording.title,
            "sha256": wording.sha256,
            "purposes": wording.purposes,
            "standing": sum(e.sha256 == wording.sha256 for e in standing),
            "to_other_words": sum(
                e.wording == wording.id and e.sha256 != wording.sha256 for e in standing
            ),
            "withdrawn": sum(e.wording == wording.id for e in withdrawn),
        }
        for wording in place.wordings.values()
    ]


def _print(found: list[dict[str, Any]]) -> None:
    from wholeplace.reporting.formats import count, listed

    for one in found:
        typer.echo(f"{one['title']} ({one['id']})")
        typer.echo(f"  For {listed(one['purposes'])}; wording {one['sha256'][:12]}")
        typer.echo(f"  {count(one['standing'])} stand, {count(one['withdrawn'])} withdrawn")
        if one["to_other_words"]:
            typer.echo(
                f"  {count(one['to_other_words'])} were given to other words under this id: the"
                " file was edited since; give the new words an id of their own"
            )
    if not found:
        typer.echo("No wording is defined: add a file to wordings/.")
