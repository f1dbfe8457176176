"""Runs started on a page: one at a time, told as they go, ended for a stated reason."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from wholeplace.web.accounts.models import User
from wholeplace.web.jobs import actions, queries
from wholeplace.web.jobs.models import Run, State
from wholeplace.web.jobs.tasks import run_pipeline

SignIn = Callable[[str], Client]

GOOD = """
import json
for done, state in ((0, "started"), (2, "made")):
    print(json.dumps({"step": "linkage", "done": done, "total": 2, "message": "m", "state": state}))
"""
BAD = "import sys; sys.exit('triborough is being pooled by another run')"
ENDLESS = "import time; time.sleep(60)"


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in("data-analyst")


def started(by: Client) -> Run:
    by.post("/runs/start/")
    run = queries.last_run()
    assert run is not None
    return run


def worked(run: Run) -> Run:
    """Do what the worker would."""
    run_pipeline.call(run.pk)
    run.refresh_from_db()
    return run


def test_a_run_is_told_step_by_step_to_its_end(analyst: Client, settings: Any) -> None:
    settings.PIPELINE_COMMAND = ("-c", GOOD)

    run = worked(started(analyst))

    assert run.state == State.DONE and run.ended_at
    assert [(s.name, s.done, s.total, s.ended) for s in run.steps.all()] == [
        ("linkage", 2, 2, True)
    ]
    said = analyst.get(f"/runs/{run.pk}/").content.decode()
    assert "The run is done" in said and "Link people" in said and "2 of 2" in said


def test_a_failed_run_says_why_and_that_figures_stand(analyst: Client, settings: Any) -> None:
    settings.PIPELINE_COMMAND = ("-c", BAD)

    run = worked(started(analyst))

    said = analyst.get(f"/runs/{run.pk}/").content.decode()
    assert run.state == State.FAILED
    assert "is being pooled by another run" in said
    assert "those of the run before it" in said


def test_a_run_that_left_a_source_out_is_done_and_says_so(analyst: Client, settings: Any) -> None:
    left_out = "import sys; print('Not read: Arrests', file=sys.stderr); sys.exit(3)"
    settings.PIPELINE_COMMAND = ("-c", left_out)

    run = worked(started(analyst))

    assert run.state == State.DONE
    assert "Not read: Arrests" in analyst.get(f"/runs/{run.pk}/").content.decode()


def test_a_second_run_is_not_started(analyst: Client) -> None:
    first = started(analyst)

    response = analyst.post("/runs/start/", follow=True)

    assert Run.objects.count() == 1
    assert response.redirect_chain[-1][0] == f"/runs/{first.pk}/"
    assert "A run is going on already" in response.content.decode()


def test_a_waiting_run_is_cancelled_at_once(analyst: Client, settings: Any) -> None:
    settings.PIPELINE_COMMAND = ("-c", GOOD)
    run = started(analyst)

    analyst.post(f"/runs/{run.pk}/cancel/")

    assert worked(run).state == State.CANCELLED
    assert not run.steps.exists()


def test_a_running_run_is_ended_when_asked(
    analyst: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PIPELINE_COMMAND = ("-c", ENDLESS)
    run = started(analyst)
    begin = actions.begin

    def begun_then_cancelled(pk: int) -> bool:
        went = begin(pk)
        actions.ask_to_cancel(pk)
        return went

    monkeypatch.setattr(actions, "begin", begun_then_cancelled)

    assert worked(run).state == State.CANCELLED
    assert run.message.startswith("Cancelled while it ran.")


def test_a_run_left_by_a_killed_worker_is_closed(analyst: Client) -> None:
    run = started(analyst)
    actions.begin(run.pk)

    assert actions.close_abandoned() == 1

    run.refresh_from_db()
    assert run.state == State.STOPPED and "start a new run" in run.message.lower()
    assert queries.live_run() is None


def test_only_those_who_may_can_start_or_cancel(sign_in: SignIn, analyst: Client) -> None:
    run = started(analyst)
    lead = sign_in("information-governance-lead")

    assert lead.post("/runs/start/").status_code == 403
    assert lead.post(f"/runs/{run.pk}/cancel/").status_code == 403
    assert "Cancel this run" not in lead.get(f"/runs/{run.pk}/").content.decode()
    assert analyst.get("/runs/start/").status_code == 405


def test_without_a_worker_the_page_says_so(analyst: Client) -> None:
    assert "The worker is not running" in analyst.get("/runs/").content.decode()


def test_a_live_run_refreshes_with_a_script_and_without(analyst: Client) -> None:
    run = started(analyst)

    said = analyst.get(f"/runs/{run.pk}/").content.decode()

    assert '<noscript><meta http-equiv="refresh"' in said
    assert f'hx-get="/runs/{run.pk}/progress/"' in said
    assert "Look again" in said
    assert User.objects.get(pk=run.asked_by_id).name in said
