"""``wholeplace segments``: everybody in exactly one group, by what they need."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.cohorts import Segmented


def command(
    place: Folder,
    segmentation: Annotated[str, typer.Argument(help="Its id: a file in cohorts/.")],
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day to ask about [the place's day]."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How many people are in each segment of need: the first in order that fits.

    Nobody is in two, and the last is for everybody else. Of some it is not sure that no earlier one
    fits, because nothing is known there. Using people's data is recorded.

    \b
    Example:
      wholeplace segments demo/place need-segments
    """
    from wholeplace.loop import Asked
    from wholeplace.pooling.store import open_snapshot

    opened = open_place(place)
    definition = defined(opened, "segmentation", segmentation, opened.segmentations)
    with open_snapshot(opened) as snapshot:
        audit(opened, "segments", segmentation, definition.purpose, snapshot=snapshot.id)
        asked = Asked.of(opened, snapshot)
        found = asked.segments(definition, as_at.date() if as_at else None)
    if as_json:
        print_json(found.to_json())
        return
    _print(found)
    for refusal in asked.refusals:
        typer.echo(f"Not used: {refusal.source}: {refusal.reason}")


def _print(found: Segmented) -> None:
    from wholeplace.reporting import left_out
    from wholeplace.reporting.formats import percent

    typer.echo(f"{found.segmentation.title}\n{found.text}\n")
    total = found.units.num_rows
    wide = max(len(one.title) for one in found.counts)
    for one in found.counts:
        part = percent(one.count / total) if total else "–"
        unsure = f", {one.unsure:,} of them maybe in an earlier one" if one.unsure else ""
        typer.echo(f"  {one.title.ljust(wide)}  {one.count:>9,}  {part:>6}{unsure}")
    for line in left_out(found.left_out.to_json()):
        typer.echo(line)
