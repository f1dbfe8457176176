"""``wholeplace overlap``: what share of one cohort is also in another."""

from typing import Annotated, Literal

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json


def command(
    place: Folder,
    a: Annotated[str, typer.Argument(help="A cohort's id.")],
    b: Annotated[str, typer.Argument(help="Another cohort's id.")],
    relation: Annotated[
        Literal["ever", "before"],
        typer.Option(help="'before': in B no later than first in A; 'ever': at any time."),
    ] = "before",
    as_json: AsJson = False,
) -> None:
    """What share of the members of A are in B too.

    \b
    Example, the share of A&E attendees already known to social care:
      wholeplace overlap demo/place ae-attendees adult-social-care --relation before
    """
    from wholeplace.loop import Asked, overlapping
    from wholeplace.place import Overlap
    from wholeplace.pooling.store import open_snapshot

    opened = open_place(place)
    first, second = (defined(opened, "cohort", name, opened.cohorts) for name in (a, b))
    definition = Overlap(
        id=f"{a}-{b}",
        title=f"{first.title}: also {second.title}",
        a=a,
        b=b,
        relation=relation,
        citation=("asked at the command line",),
    )
    with open_snapshot(opened) as snapshot:
        audit(opened, "overlap", f"{a} {relation} {b}", first.purpose, snapshot=snapshot.id)
        asked = Asked.of(opened, snapshot)
        found = overlapping(definition, asked.cohort(first), asked.cohort(second))
    if as_json:
        print_json(found)
        return
    typer.echo(f"Of {found['n_a']:,} in {a}, {found['n_both']:,} were in {b} ({relation})")
    if found["share"] is not None:
        low, high = found["low"] * 100, found["high"] * 100
        typer.echo(f"{found['share']:.1%} (95% interval {low:.1f}% to {high:.1f}%)")
