"""Runs in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from wholeplace.reporting.formats import count

from ..design.parts import Cell, Column, Notice, Table
from .models import Run, State, Step

COLOURS = {
    State.WAITING: "grey",
    State.RUNNING: "blue",
    State.DONE: "green",
    State.FAILED: "red",
    State.CANCELLED: "yellow",
    State.STOPPED: "orange",
}


STEPS = {
    "intake": "Read extracts",
    "linkage": "Link people",
    "households": "Find households",
    "snapshot": "Keep the snapshot",
    "results": "Work out figures",
    "changes": "Compare with the run before",
}
"""Steps of a run in words, in their order."""


def runs_table(runs: list[Run]) -> Table:
    """Runs, newest first."""
    columns = [
        Column("Run"),
        Column("State"),
        Column("Started by"),
        Column("Asked for"),
        Column("Took", numeric=True),
    ]
    return Table(
        "Runs, newest first", columns, [_row(run) for run in runs], empty="No run yet.", stacks=True
    )


def _row(run: Run) -> list[Cell]:
    return [
        Cell(f"Run {run.pk}", href=reverse("run", args=[run.pk]), header=True),
        Cell(run.get_state_display(), tag=COLOURS[State(run.state)]),
        Cell(run.asked_by.name),
        Cell(moment(run.asked_at)),
        Cell(length(run)),
    ]


def moment(at: datetime | None) -> str:
    """A moment in local time."""
    if at is None:
        return "not yet"
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y at %H:%M}"


def length(run: Run) -> str:
    """How long a run took, or has taken so far."""
    if run.started_at is None:
        return "–"
    seconds = int(((run.ended_at or timezone.now()) - run.started_at).total_seconds())
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def run_rows(run: Run) -> list[tuple[str, str]]:
    """What to know about a run."""
    return [
        ("Started by", run.asked_by.name),
        ("Asked for", moment(run.asked_at)),
        ("Took" if run.ended_at else "Has taken", length(run)),
    ]


@dataclass(frozen=True)
class Progress:
    """How many steps of how many are behind a run."""

    done: int
    total: int

    @property
    def words(self) -> str:
        """'2 of 5 steps done'."""
        return f"{count(self.done)} of {count(self.total)} steps done"


def progress(run: Run, steps: list[Step]) -> Progress | None:
    """How far a run has come; None when it has ended."""
    done = sum(step.ended for step in steps)
    return Progress(done, max(len(STEPS) - 1, len(steps))) if run.is_live else None


def steps_table(run: Run, steps: list[Step]) -> Table:
    """How far each step has come, and how long it took."""
    columns = [
        Column("Step"),
        Column("State"),
        Column("Pieces", numeric=True),
        Column("Took", numeric=True),
    ]
    rows = [_step(step, run.is_live) for step in steps]
    return Table("Steps", columns, rows, empty="No step has begun yet.")


def _step(step: Step, live: bool) -> list[Cell]:
    title = STEPS.get(step.name, step.name.capitalize())
    words, colour = ("Going on", "blue") if live else ("Not finished", "orange")
    if step.ended:
        words, colour = "Done", "green"
    return [
        Cell(title, header=True, note=step.message if live and not step.ended else None),
        Cell(words, tag=colour),
        Cell(f"{count(step.done)} of {count(step.total)}"),
        Cell(f"{(step.told - step.began).total_seconds():.1f} s"),
    ]


def state_notice(run: Run) -> Notice | None:
    """How a run ended; nothing while it goes on."""
    if run.is_live:
        return None
    kind = "success" if run.state == State.DONE else "warning"
    titles = {
        State.DONE: "The run is done",
        State.FAILED: "The run failed",
        State.CANCELLED: "The run was cancelled",
        State.STOPPED: "The run was stopped",
    }
    return Notice(titles[State(run.state)], run.message, kind)


def worker_notice(alive: bool) -> Notice | None:
    """A warning when nothing will take the run up."""
    if alive:
        return None
    return Notice(
        "The worker is not running",
        "A run started now will wait until it is. 'wholeplace serve' starts both the web server "
        "and the worker; if the server is up, tell whoever runs it.",
        "warning",
    )
