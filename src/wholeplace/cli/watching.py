"""Show a run on the terminal: a bar for people, lines for logs, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from wholeplace.loop import Event, Progress

TITLES = {
    "intake": "Reading extracts",
    "linkage": "Linking people",
    "households": "Finding households",
    "snapshot": "Keeping the snapshot",
    "results": "Working out figures",
    "changes": "Comparing",
}


@contextmanager
def watching(as_json: bool, json_lines: bool) -> Iterator[Progress]:
    """How to tell what a run does: it never goes to standard output unless asked for as JSON."""
    if json_lines:
        yield lambda event: typer.echo(event.to_json())
    elif as_json or not sys.stderr.isatty():
        yield _lines if not as_json else _nothing
    else:
        with _bars() as tell:
            yield tell


def _nothing(_: Event) -> None:
    return


def _lines(event: Event) -> None:
    if event.state == "made":
        typer.echo(f"{TITLES[event.step]}: {event.message} ({event.seconds:.1f} s)", err=True)


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(24),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[message]}", style="dim"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {
            step: bars.add_task(
                title, total=None, message="", start=False, visible=step != "changes"
            )
            for step, title in TITLES.items()
        }

        def tell(event: Event) -> None:
            task = tasks[event.step]
            bars.start_task(task)
            ended = event.done >= event.total and event.state != "started"
            message = "" if ended else event.message
            bars.update(
                task, total=event.total, completed=event.done, message=message, visible=True
            )
            if ended:
                bars.stop_task(task)

        yield tell
