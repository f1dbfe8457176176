"""``wholeplace groups``: is anybody linked less well than the rest?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    import pyarrow as pa


def command(
    place: Folder,
    reviewed: Annotated[
        Path | None,
        typer.Option(help="Pairs judged by reviewers, used where too few share an identifier."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The share of true matches that linking finds, by sex, age, ethnicity, deprivation, agency.

    Measured on pairs of records that share an identifier hidden from the model. A file for
    --reviewed has the columns source, local_id, other_source, other_local_id and same (yes or no).

    \b
    Example:
      wholeplace groups demo/place
    """
    from wholeplace.loop import measure_groups, results

    opened = open_place(place)
    audit(opened, "groups", f"place {opened.about.id}", "evaluation", reviewed=str(reviewed or ""))
    if reviewed is None:
        found = json.loads((results(opened) / "groups.json").read_text("utf-8"))
    else:
        found = measure_groups(opened, _reviewed(reviewed))
    if as_json:
        print_json(found)
    else:
        _print(found)


def _reviewed(file: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    from wholeplace.pooling.intake.whole import read_file
    from wholeplace.pooling.linkage.recall import REVIEWED

    said = read_file(file)
    missing = [name for name in REVIEWED.names if name not in said.column_names]
    if missing:
        raise Stop(f"{file}: has no column '{missing[0]}'; it needs {', '.join(REVIEWED.names)}",
                   WRONG_USE)  # fmt: skip
    judged = pc.utf8_lower(said["same"])
    odd = [
        word for word in judged.unique().to_pylist() if word not in ("yes", "no", "true", "false")
    ]
    if odd:
        raise Stop(f"{file}: '{odd[0]}' in the column 'same' is neither yes nor no", WRONG_USE)
    same = pc.is_in(judged, value_set=pa.array(["yes", "true"]))
    keys = said.select(REVIEWED.names[:-1])
    return keys.append_column("same", same)


def _print(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from wholeplace.reporting.groups import (
        HEADS,
        caution,
        falling_behind,
        how_measured,
        kind_table,
        measured_kinds,
        rule,
    )

    typer.echo(how_measured(found))
    for line in falling_behind(found):
        typer.echo(f"Behind: {line}")
    typer.echo(f"{caution(found)} {rule(found)}")
    for kind in measured_kinds(found):
        table = Table(kind["title"], *(h.strip("#") for h in HEADS[1:]), box=None, pad_edge=False)
        for row in kind_table(kind).rows:
            table.add_row(*map(str, row))
        for column in table.columns[1:]:
            column.justify = "right"
        typer.echo()
        Console().print(table)
