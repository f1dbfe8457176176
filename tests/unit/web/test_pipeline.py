"""The pipeline runs beside the worker: what it tells is heard, and it can be stopped."""

import time
from typing import Any

from wholeplace.web.jobs.pipeline import follow

TWO_EVENTS = """
import json, sys
print("a line for people")
for done in (0, 1):
    print(json.dumps({"step": "intake", "done": done, "total": 1, "message": "x", "state": "made"}))
print(json.dumps({"ended": True}))
"""
FAILING = "import sys; print('first', file=sys.stderr); sys.exit('place.toml: is missing')"
ENDLESS = "import time\nwhile True: time.sleep(1)"
STUBBORN = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{ENDLESS}"


def never() -> bool:
    return False


def nothing(_: dict[str, Any]) -> None:
    return None


def test_events_are_told_in_order_and_other_lines_left_alone() -> None:
    told: list[dict[str, Any]] = []

    ending = follow(["-c", TWO_EVENTS], told.append, never)

    assert [event["done"] for event in told] == [0, 1]
    assert (ending.code, ending.stopped) == (0, False)


def test_a_failure_keeps_its_last_words() -> None:
    ending = follow(["-c", FAILING], nothing, never)

    assert ending.code == 1
    assert ending.last_words == "place.toml: is missing"


def test_a_run_can_be_stopped() -> None:
    began = time.monotonic()

    ending = follow(["-c", ENDLESS], nothing, lambda: time.monotonic() > began + 0.5)

    assert ending.stopped
    assert time.monotonic() - began < 10


def test_a_process_that_will_not_end_is_ended(monkeypatch: Any) -> None:
    monkeypatch.setattr("wholeplace.web.jobs.pipeline.SECONDS_TO_END", 0.5)
    began = time.monotonic()

    ending = follow(["-c", STUBBORN], nothing, lambda: time.monotonic() > began + 1)

    assert ending.stopped and ending.code < 0
