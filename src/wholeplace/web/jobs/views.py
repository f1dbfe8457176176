"""Runs: the list, one run, start, cancel; and the server's own health."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ..access.pages import page
from ..access.roles import Permission
from ..results import current_snapshot
from . import actions, heartbeat, presenters, queries
from .models import State

NEWEST = 20


@page(Permission.SEE_RUNS, object="runs")
def runs(request: HttpRequest) -> HttpResponse:
    """List the newest runs, with a button to start one."""
    shown = {
        "table": presenters.runs_table(list(queries.runs()[:NEWEST])),
        "live": queries.live_run(),
        "may_start": request.user.has_perm(Permission.START_RUNS),
        "worker": presenters.worker_notice(heartbeat.worker_is_alive(settings.CACHE)),
    }
    return render(request, "jobs/runs.html", shown)


@page(Permission.SEE_RUNS, object="run/{pk}")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a run has come."""
    return render(request, "jobs/run.html", _watched(request, pk))


@page(Permission.SEE_RUNS, object="run/{pk}", part=True)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a run's page that changes, fetched every two seconds while it goes on."""
    return render(request, "jobs/progress.html", _watched(request, pk))


def _watched(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = queries.run_with_steps(pk)
    if found is None:
        raise Http404
    alive = not found.is_live or heartbeat.worker_is_alive(settings.CACHE)
    steps = list(found.steps.all())
    return {
        "run": found,
        "rows": presenters.run_rows(found),
        "steps": presenters.steps_table(found, steps),
        "progress": presenters.progress(found, steps),
        "colour": presenters.COLOURS[State(found.state)],
        "ended": presenters.state_notice(found),
        "worker": presenters.worker_notice(alive),
        "may_start": request.user.has_perm(Permission.START_RUNS),
    }


@require_POST
@page(Permission.START_RUNS, object="runs", action="start run")
def start(request: HttpRequest) -> HttpResponse:
    """Start a run; when one is going on, show that one."""
    try:
        started = actions.ask_for_run(by=request.user)
    except actions.AlreadyRunning as busy:
        messages.warning(request, str(busy))
        started = busy.run
    return redirect("run", pk=started.pk)


@require_POST
@page(Permission.START_RUNS, object="run/{pk}", action="cancel run")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker to end a run."""
    actions.ask_to_cancel(pk)
    return redirect("run", pk=pk)


def health(request: HttpRequest) -> JsonResponse:
    """Say whether the server can work: its database, its newest snapshot, its worker."""
    ok = _database_answers()
    since = heartbeat.seconds_since_beat(settings.CACHE)
    told = {
        "ok": ok,
        "snapshot": current_snapshot(settings.CACHE),
        "worker": {
            "alive": heartbeat.worker_is_alive(settings.CACHE),
            "seconds_since_beat": None if since is None else round(since, 1),
        },
    }
    return JsonResponse(told, status=200 if ok else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
