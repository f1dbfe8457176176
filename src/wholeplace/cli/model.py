"""``wholeplace model``: what each kind of agreement is worth, in words or as a file."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import AsJson, Folder, audit, open_place
from .errors import WRONG_USE, Stop
from .models import As, Form, keep, splink_text

if TYPE_CHECKING:
    from wholeplace.place import Place
    from wholeplace.pooling.linkage import Comparison, Level, Model


WIDTH = 92  # below which figures would be cut short


def command(
    place: Folder,
    form: As = Form.WHOLEPLACE,
    out: Annotated[Path | None, typer.Option(help="The file to write the model to.")] = None,
    records: Annotated[
        Path | None,
        typer.Option(help="With --as splink: a folder for the records, prepared to run it on."),
    ] = None,
    use: Annotated[
        Path | None, typer.Option(help="A model, ours or Splink's, to link by from the next run.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What the last run linked records by: how often fields agree, and what that is worth.

    A level is worth log2(one person / strangers) bits: ten bits make one person a thousand times
    likelier. The household column is for two people who live together, the usual wrong match.
    With --as splink, Splink 5 reads the model; its match weight is then that against strangers.
    With --use, a model that Splink trained, or an earlier one, takes the place of the one in use.

    \b
    Example:
      wholeplace model demo/place
      wholeplace model demo/place --as splink --out model.json --records prepared
      wholeplace model demo/place --use trained.json
    """

    if records is not None and form is not Form.SPLINK:
        raise Stop("--records: prepares records for Splink; add --as splink", WRONG_USE)
    opened = open_place(place)
    if use is not None:
        _use(opened, use)
        return
    audit(opened, "model", f"place {opened.about.id}", "evaluation", records=str(records or ""))
    if form is Form.WHOLEPLACE and out is None and not as_json:
        _print(_model(opened))
        return
    text = _for_splink(opened, records) if form is Form.SPLINK else _model(opened).to_json()
    if out is None:
        typer.echo(text)
        return
    keep(text, out)
    typer.echo(f"Wrote {out}", err=as_json)


def _use(place: Place, file: Path) -> None:
    from wholeplace.loop import use_model

    audit(place, "use-model", f"place {place.about.id}", "evaluation", file=str(file))
    use_model(place, file)
    typer.echo(f"The next run of {place.about.name} links by {file}")


def _model(place: Place) -> Model:
    from wholeplace.loop import linkage_model

    return linkage_model(place)


def _for_splink(place: Place, records: Path | None) -> str:
    from wholeplace.loop import model_in_splink
    from wholeplace.pooling.linkage.in_splink import write_for_splink

    exported = model_in_splink(place)
    if records is not None:
        write_for_splink(exported, records)
        typer.echo(f"Wrote {exported.records.num_rows:,} records to {records}", err=True)
    return splink_text(exported)


def _print(model: Model) -> None:
    fields = [c for c in model.comparisons if not c.field.startswith("list")]
    lists = [c for c in model.comparisons if c.field.startswith("list")]
    typer.echo("\n".join(_about(model)) + "\n")
    heads = ["Agreement", "One person", "Strangers", "Household"]
    rows = [row for comparison in fields for row in _rows(comparison)]
    _table([*heads, "Bits against\nstrangers", "household"], rows)
    typer.echo("\n* more bits for a rare value, fewer for a common one\n")
    worth = [[one.field.partition(":")[2] or "any other", _bits(one.levels[0])[0]] for one in lists]
    _table(["Both on one list, or on several", "Bits"], worth)


def _table(heads: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(heads[0], box=None, pad_edge=False)
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    wide = Console()
    wide.width = max(wide.width, WIDTH)
    wide.print(table)


def _rows(comparison: Comparison) -> list[list[str]]:
    """The comparison, and a line for each of its levels."""
    return [[_title(comparison)], *(_level(level) for level in comparison.levels)]


def _title(comparison: Comparison) -> str:
    from wholeplace.pooling.linkage import title_of

    return "Any other identifier" if comparison.field == "id" else title_of(comparison.field)


def _about(model: Model) -> list[str]:
    """How it was learned, what is believed before looking, and how it was calibrated."""
    learned = {
        "identifiers": f"Learned from {model.pairs_seen:,} pairs that share an identifier",
        "splink-em": "Learned by Splink's expectation maximisation",
        "splink": "Trained by Splink",
        "defaults": "Believed, not learned",
    }
    lines = [
        f"{learned.get(model.trained_on, model.trained_on)}; records are joined from a probability"
        f" of {model.threshold:.0%}.",
        f"Before looking, {_rate(model.prior)} pairs of records is one person, and"
        f" {_rate(model.household_prior)} is two people of one household.",
    ]
    mended = model.calibration
    if mended.error_before is None or mended.error_after is None:
        return [*lines, "Not calibrated: too few pairs share or contradict an identifier."]
    pairs = mended.agreeing + mended.contradicting
    return [
        *lines,
        f"Calibrated on {pairs:,} pairs whose identifiers were hidden: each bit counts"
        f" {mended.slope:.2f}, and the expected error of a probability went from"
        f" {mended.error_before:.2%} to {mended.error_after:.2%}.",
    ]


def _level(level: Level) -> list[str]:
    rare = "*" if level.base else ""
    rates = (_rate(rate) for rate in (level.m, level.u, level.h))
    return [f"  {level.name}{rare}", *rates, *_bits(level)]


def _bits(level: Level) -> list[str]:
    """What a level is worth against strangers, and against members of the household."""
    return [f"{math.log2(level.m / rival):+.1f}" for rival in (level.u, level.h)]


def _rate(rate: float) -> str:
    """A share in per cent, or '1 in 1,234' where it is rare."""
    if rate >= 0.01:
        return f"{rate:.1%}"
    many = 1 / rate
    return f"1 in {many / 1e6:,.1f}m" if many >= 1e6 else f"1 in {many:,.0f}"
