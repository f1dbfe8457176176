"""One plain line for each problem: what, where, what to do. Never a traceback."""

import tempfile
import traceback
from pathlib import Path

import typer

from wholeplace.place import PlaceError

WRONG_USE = 2
FAILED = 1


class Stop(Exception):
    """A command that cannot go on, with the line to print and the exit code."""

    def __init__(self, line: str, code: int = FAILED):
        super().__init__(line)
        self.code = code


def explain(error: Exception) -> int:
    """Print what went wrong and return the exit code."""
    if isinstance(error, PlaceError):
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        return WRONG_USE
    if isinstance(error, Stop) or _is_plain(error):
        typer.echo(str(error), err=True)
        return getattr(error, "code", FAILED)
    if isinstance(error, OSError) and error.filename:
        typer.echo(f"{error.filename}: {error.strerror}", err=True)
        return FAILED
    typer.echo(_unexpected(error), err=True)
    return FAILED


def _is_plain(error: Exception) -> bool:
    """Whether a room of ours made this error, to be read by a person."""
    return type(error).__module__.startswith("wholeplace.")


def _unexpected(error: Exception) -> str:
    log = Path(tempfile.mkstemp(prefix="wholeplace-", suffix=".log")[1])
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return (
        f"Something went wrong that wholeplace did not expect ({type(error).__name__}); what"
        f" happened is in {log} (or add --debug)"
    )
