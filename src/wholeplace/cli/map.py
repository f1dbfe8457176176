"""``wholeplace map``: what an unknown file seems to hold, as a definition to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, print_json
from .errors import Stop


def command(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file of a partner.")],
    partner: Annotated[str, typer.Option(help="Id of the partner it comes from.")] = "choose-one",
    as_json: AsJson = False,
) -> None:
    """Propose how to read a file nobody has described yet, from its column names and contents.

    Prints a source definition, each line with the evidence for it. Names of columns and shares are
    shown, never a person's values. Check it, choose where it says so, save it under sources/.

    \b
    Example:
      wholeplace map myplace/extracts/police/list.csv --partner police
    """
    from wholeplace.pooling.intake.unknown import proposal_for

    if not file.is_file():
        raise Stop(f"{file}: there is no such file; name a CSV or XLSX file")
    proposal = proposal_for(file, partner)
    if as_json:
        print_json(proposal)
    else:
        typer.echo(proposal["toml"], nl=False)
