"""A run killed at any moment leaves the last figures in place, and the next run completes."""

import json
import random
import subprocess
from collections.abc import Callable

import pytest

from support.loop.places import deliver_again, serves, start, wholeplace
from wholeplace.loop import run
from wholeplace.place import Place

Copy = Callable[[Place], Place]
ROW = "k{n},,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n"


def kill_at(process: subprocess.Popen[str], step: str, message: str = "") -> None:
    """Kill when the run says that a step has begun."""
    assert process.stdout is not None
    for line in process.stdout:
        told = json.loads(line)
        if told.get("step") == step and told["state"] == "started" and message in told["message"]:
            break
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("step", "message"), [("linkage", "Linking"), ("snapshot", "Keeping activity")]
)
def test_a_run_killed_in_a_step_changes_nothing_that_is_served(
    pooled: Place, copy: Copy, step: str, message: str
) -> None:
    place = copy(pooled)
    before = serves(place)
    deliver_again(place, ROW.format(n=0))

    kill_at(start("run", place.root, "--json-progress"), step, message)

    assert serves(place) == before
    done = run(place)
    assert serves(place)["counts"]["records"] == before["counts"]["records"] + 1
    assert list(place.cache.rglob("making-*")) == []
    assert run(place).nothing_to_do
    assert done.snapshot == serves(place)["snapshot"]


@pytest.mark.slow
def test_runs_killed_at_ten_moments_never_harm_what_is_served(pooled: Place, copy: Copy) -> None:
    place, moments = copy(pooled), random.Random(2014)
    served = serves(place)
    for n in range(10):
        deliver_again(place, ROW.format(n=n))
        process = start("run", place.root)
        try:
            process.wait(moments.uniform(0.3, 9.0))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        now = serves(place)
        assert now["counts"]["records"] >= served["counts"]["records"]
        served = now

    assert wholeplace("run", place.root).returncode == 0
    assert serves(place)["counts"]["records"] == serves(pooled)["counts"]["records"] + 10
    assert list(place.cache.rglob("making-*")) == []


def test_of_two_runs_at_once_one_works_and_one_is_told_why_not(invented: Place, copy: Copy) -> None:
    place = copy(invented)
    both = [start("run", place.root) for _ in range(2)]

    ended = {process.returncode: err for process in both for _, err in [process.communicate()]}

    assert sorted(ended) == [0, 1]
    assert ended[1].strip().splitlines()[-1].startswith(f"{place.root}: is being pooled by ")
    serves(place)
