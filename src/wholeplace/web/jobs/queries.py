"""Reads of runs."""

from django.db.models import QuerySet

from .models import LIVE, Run, State


def runs() -> QuerySet[Run]:
    """All runs, newest first."""
    return Run.objects.select_related("asked_by")


def run_with_steps(pk: int) -> Run | None:
    """One run with what it told so far."""
    return runs().prefetch_related("steps").filter(pk=pk).first()


def live_run() -> Run | None:
    """The run that has not ended, if there is one."""
    return runs().filter(state__in=LIVE).first()


def last_run() -> Run | None:
    """The newest run."""
    return runs().first()


def cancel_asked(pk: int) -> bool:
    """Whether someone asked for the run to be cancelled."""
    return Run.objects.filter(pk=pk, cancel_asked=True).exists()


def left_running() -> QuerySet[Run]:
    """Runs that say they are running."""
    return Run.objects.filter(state=State.RUNNING)
