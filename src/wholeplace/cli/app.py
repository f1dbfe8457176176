"""Gather the verbs into one command, and turn every error into plain lines."""

import sys
from collections.abc import Sequence

import typer

from wholeplace import __version__

from . import (
    agreements,
    appraise,
    backup,
    check,
    cohort,
    consents,
    explain,
    export,
    find,
    forget,
    groups,
    hold,
    link,
    model,
    monday,
    new,
    objections,
    overlap,
    publish,
    reidentify,
    report,
    review,
    run,
    schema,
    score,
    seal,
    segments,
    serve,
    synth,
)
from . import map as mapping
from .errors import explain as explained

HELP = """Pool a place's data within recorded agreements, find who needs help, and see who pays and
who gains.

\b
Begin with an invented place:
  wholeplace synth demo/place --people 2000 --seed 1
  wholeplace run demo/place
  wholeplace serve demo/place
\b
Begin with your own:
  wholeplace new myplace
  wholeplace check myplace
"""

VERBS = {
    new: "Start a place: a small folder that already works",
    schema: "Print the JSON Schema of the definition files",
    check: "Check definitions and extracts, and say what is wrong",
    mapping: "Propose how to read a file nobody has described yet",
    agreements: "Who may use what, for what, and why not the rest",
    objections: "Who has opted out of what, and lists to import",
    consents: "Who has consented to which wording, and who withdrew",
    synth: "Invent a whole place, with its truth beside it",
    run: "Pool a place and work out its figures",
    monday: "What is new since the run before, and why counts moved",
    overlap: "What share of one cohort is in another too",
    segments: "Everybody in exactly one segment of need",
    cohort: "Who a rule finds",
    publish: "A table of counts that tells on nobody, released by two people",
    appraise: "What a programme costs and saves, by partner",
    score: "Compare an invented place with its planted truth",
    link: "Which records of any files are one person",
    explain: "Why two records are one person, or are not",
    find: "Who a person may be, of all that agencies know",
    review: "Doubts about who is who, and deciding them",
    groups: "Whether anybody is linked less well than the rest",
    model: "What each kind of agreement is worth, in words or for Splink",
    report: "Write the figures as one file, HTML or PDF",
    serve: "Serve the pages of a place",
    export: "A working extract for one partner, without names",
    reidentify: "The name behind a pseudonym, on record",
    seal: "People whom nothing may link, find or show",
    forget: "Delete what is to be forgotten, and prove it",
    hold: "What a legal hold keeps from being deleted",
    backup: "Copy the register, or put a copy back",
}
"""Each verb's module, and what it does in a few words."""


def _app() -> typer.Typer:
    app = typer.Typer(
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_options)
    for verb, words in VERBS.items():
        name = verb.__name__.rpartition(".")[2]
        app.command(name, short_help=words, no_args_is_help=verb is not schema)(verb.command)
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"wholeplace {__version__}")
        raise typer.Exit


def _options(
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_version, help="Show the version and end."
    ),
) -> None:
    """Options that stand before the verb; ``main`` takes ``--debug`` anywhere."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 done, 1 failed or findings, 2 wrong use or bad place,
    3 done without a source that could not be read."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        _app()(args=[a for a in given if a != "--debug"], prog_name="wholeplace")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
        return 130
    except Exception as error:
        if debug:
            raise
        return explained(error)
    return 0
