"""``wholeplace new``: start a place."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, print_json


def command(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    as_json: AsJson = False,
) -> None:
    """Start a place: a small folder of commented files that already works.

    It holds two partners, two made-up extracts, an agreement and a cohort. Edit the files to say
    what your place is; the comments explain each one.

    \b
    Example:
      wholeplace new myplace
      wholeplace check myplace
      wholeplace run myplace
    """
    from wholeplace.place.scaffold import scaffold

    written = [str(path.relative_to(folder)) for path in scaffold(folder)]
    if as_json:
        print_json({"folder": str(folder), "files": written})
        return
    typer.echo(f"A place to start from is in {folder}:")
    for name in written:
        typer.echo(f"  {name}")
    typer.echo(f"Next: wholeplace check {folder}, then wholeplace run {folder}")
