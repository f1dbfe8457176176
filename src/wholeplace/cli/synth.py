"""``wholeplace synth``: an invented place with planted truth."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, print_json
from .errors import WRONG_USE, Stop


def command(
    out: Annotated[Path, typer.Argument(help="A new folder.")],
    people: Annotated[int, typer.Option(min=50, help="How many residents to invent.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same place.")] = 2011,
    template: Annotated[
        Path | None, typer.Option(help="A place to take definitions from; else the Tri-borough.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Invent a whole place: partners' extracts in their real formats, with the truth beside them.

    Nobody in it exists. truth/ says who is who and who is in need, for 'wholeplace score'.

    \b
    Example:
      wholeplace synth demo/place --people 20000 --seed 1
    """
    from wholeplace.synthetic import make_place

    make_place(out, people, seed, template or example(), lambda said: typer.echo(said, err=True))
    if as_json:
        print_json({"place": str(out), "people": people, "seed": seed})
    else:
        typer.echo(f"Nobody in {out} exists. Next: wholeplace run {out}")


def example() -> Path:
    """The example place that comes with wholeplace: in the package, or beside its source."""
    package = Path(__file__).parents[1]
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / "triborough" / "place.toml").is_file():
            return folder / "triborough"
    raise Stop("The example place is not installed; name one with --template", WRONG_USE)
