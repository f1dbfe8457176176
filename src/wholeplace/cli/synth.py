"""``wholeplace synth``: an invented place with planted truth."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, print_json


def command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new folder.")],
    people: Annotated[int, typer.Option(min=50, help="How many residents to invent.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same place.")] = 2011,
    as_json: AsJson = False,
) -> None:
    """Invent a whole place: partners' extracts in their real formats, with the truth beside them.

    Nobody in it exists. truth/ says who is who and who is in need, for 'wholeplace score'.

    \b
    Example:
      wholeplace synth demo/place --people 20000 --seed 1
    """
    from wholeplace.synthetic import make_place

    make_place(out, people=people, seed=seed)
    if as_json:
        print_json({"place": str(out), "people": people, "seed": seed})
        return
    typer.echo(f"Invented {people:,} people in {out}. Next: wholeplace run {out}")
