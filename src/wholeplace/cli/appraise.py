"""``wholeplace appraise``: a programme's business case, and who pays and who gains."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .common import AsJson, Folder, defined, open_place, payback, print_json


def command(
    place: Folder,
    programme: Annotated[str, typer.Argument(help="Its id: a file in programmes/.")],
    as_json: AsJson = False,
) -> None:
    """Work out what a programme costs and saves, and for each partner what it pays and gains.

    \b
    Example:
      wholeplace appraise demo/place care-proceedings
    """
    from wholeplace.finance import appraise
    from wholeplace.loop import cohort_counts

    opened = open_place(place)
    definition = defined(opened, "programme", programme, opened.programmes)
    said = appraise(definition, opened, cohort_counts(opened)).to_json()
    if as_json:
        print_json(said)
    else:
        _print(said)


def _print(said: dict[str, Any]) -> None:
    from rich.console import Console

    from wholeplace.reporting.formats import pounds_short

    typer.echo(f"{said['name']} (prices of {said['price_base']})")
    typer.echo(f"Against: {said['against']}")
    typer.echo(
        f"Costs {pounds_short(said['cost'])}; saves {pounds_short(said['gains'])}, of which"
        f" {pounds_short(said['cashable'])} is cash; net present value {pounds_short(said['npv'])}"
    )
    typer.echo(f"It {payback(said['payback_years'])}\n")
    Console().print(_matrix(said["partners"]))
    if said["readings"]:
        typer.echo("\nPublished claims, worked out again")
    for reading in said["readings"]:
        typer.echo(f"  “{reading['claim']}” ({reading['source']})")
        typer.echo(f"    {reading['worked']}")
        typer.echo(f"    {reading['comment']}")
    for warning in said["warnings"]:
        typer.echo(f"\nMind: {warning}")


def _matrix(partners: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    from wholeplace.reporting.formats import pounds_whole

    table = Table("Partner", box=None, pad_edge=False)
    for name in ("Pays", "Gains", "Net"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("By which power")
    for row in partners:
        money = (pounds_whole(row[name]) for name in ("pays", "gains", "net"))
        table.add_row(row["name"], *money, row["power"])
    return table
