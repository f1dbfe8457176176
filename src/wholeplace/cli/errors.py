"""One plain line for each problem: what, where, what to do. Never a traceback."""

import errno
import os
import tempfile
import traceback
from pathlib import Path

import typer

from wholeplace.place import PlaceError

WRONG_USE = 2
FAILED = 1
LEFT_OUT = 3
"""Done, but without a source that could not be read."""


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
    if _disk_refused(error):
        typer.echo(_disk_words(error), err=True)
        return FAILED
    if isinstance(error, OSError) and error.filename:
        typer.echo(f"{error.filename}: {error.strerror}", err=True)
        return FAILED
    typer.echo(_unexpected(error), err=True)
    return FAILED


def _is_plain(error: Exception) -> bool:
    """Whether a room of ours made this error, to be read by a person."""
    return type(error).__module__.startswith("wholeplace.")


_REFUSALS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file grew larger than is allowed here",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk failed",
}


def _disk_refused(error: Exception) -> str | None:
    """Why the disk took no more. Arrow and DuckDB say it only in the text of their errors."""
    number = getattr(error, "errno", None)
    if number in _REFUSALS:
        return _REFUSALS[number]
    said = str(error)
    return next((words for n, words in _REFUSALS.items() if os.strerror(n) in said), None)


def _disk_words(error: Exception) -> str:
    where = f"{name}: " if (name := getattr(error, "filename", None)) else ""
    return (
        f"{where}{_disk_refused(error)}. Nothing that was there before has changed; make room,"
        " then do it again"
    )


def _unexpected(error: Exception) -> str:
    log = Path(tempfile.mkstemp(prefix="wholeplace-", suffix=".log")[1])
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return (
        f"Something went wrong that wholeplace did not expect ({type(error).__name__}); what"
        f" happened is in {log} (or add --debug)"
    )
