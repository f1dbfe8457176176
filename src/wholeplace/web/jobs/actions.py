"""The only writers of runs and their steps."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from .models import LIVE, Run, State, Step
from .queries import left_running, live_run


class AlreadyRunning(RuntimeError):
    """A run has not ended yet, and a place runs once at a time."""

    def __init__(self, run: Run) -> None:
        super().__init__("A run is going on already. Wait for it to end, or cancel it.")
        self.run = run


@transaction.atomic
def ask_for_run(*, by: Any) -> Run:
    """Put a run in the worker's queue, unless one is waiting or running."""
    from .tasks import run_pipeline

    live = live_run()
    if live is not None:
        raise AlreadyRunning(live)
    run = Run.objects.create(asked_by=by)
    run_pipeline.enqueue(run.pk)
    return run


def begin(pk: int) -> bool:
    """Mark a waiting run as running; False when it was cancelled first."""
    waiting = Run.objects.filter(pk=pk, state=State.WAITING)
    return waiting.update(state=State.RUNNING, started_at=timezone.now()) == 1


def note_progress(pk: int, told: dict[str, Any]) -> None:
    """Keep what the pipeline last said about a step: an event of ``loop.progress`` as JSON."""
    said = {key: told[key] for key in ("done", "total", "state", "message")}
    Step.objects.update_or_create(run_id=pk, name=told["step"], defaults=said)


def end(pk: int, state: State, message: str) -> None:
    """Close a run, once."""
    live = Run.objects.filter(pk=pk, state__in=LIVE)
    live.update(state=state, message=message, ended_at=timezone.now())


@transaction.atomic
def ask_to_cancel(pk: int) -> None:
    """Cancel a waiting run at once; a running one ends at the worker's next look."""
    Run.objects.filter(pk=pk, state__in=LIVE).update(cancel_asked=True)
    waiting = Run.objects.filter(pk=pk, state=State.WAITING)
    waiting.update(
        state=State.CANCELLED, message="Cancelled before it began.", ended_at=timezone.now()
    )


def close_abandoned() -> int:
    """Close runs a worker left running when it was killed. For a worker about to start."""
    return left_running().update(
        state=State.STOPPED,
        message="The server stopped while it ran. The figures shown are those of the run before "
        "it. Start a new run.",
        ended_at=timezone.now(),
    )
