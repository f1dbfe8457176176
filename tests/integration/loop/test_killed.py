"""A run ended at any moment leaves the last figures in place, and the next run completes."""

import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from support.loop.breaking import Breaker, breaker
from support.loop.places import deliver_again, serves, start
from wholeplace.loop import run
from wholeplace.place import Place
from wholeplace.pooling.store import read_current

Copy = Callable[[Place], Place]
ROW = "k{n},,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n"
PARTS = {
    "read": ("pooling/intake/", "loop/reading.py"),
    "link": ("pooling/linkage/", "loop/people.py"),
    "write": ("pooling/store/build.py", "loop/snapshots.py", "loop/outputs/"),
    "swap": ("pooling/store/pointer.py", "loop/steps.py", "loop/changes/"),
}


@pytest.fixture(scope="module")
def breaks() -> Iterator[Breaker]:
    with breaker() as made:
        yield made


def test_runs_killed_at_every_part_never_harm_what_is_served(
    pooled: Place, copy: Copy, breaks: Breaker
) -> None:
    kill_many(pooled, copy, breaks, kills=18)


@pytest.mark.slow
def test_runs_killed_at_180_moments_never_harm_what_is_served(
    pooled: Place, copy: Copy, breaks: Breaker
) -> None:
    kill_many(pooled, copy, breaks, kills=180)


def kill_many(pooled: Place, copy: Copy, breaks: Breaker, kills: int) -> None:
    """Kill at a random write of each part in turn; the last figures open each time."""
    place, moments, landed = copy(pooled), random.Random(2014), Counter[str]()
    first = served = serves(place)["counts"]["records"]
    deliver_again(place, ROW.format(n=0))
    sites = whole_run(copy(place), breaks)
    for n in range(1, kills + 1):
        part = list(PARTS)[n % len(PARTS)]
        killed = breaks.run(place.root, "kill", moments.choice(sites[part]))
        landed[part] += killed["status"] == -signal.SIGKILL
        now = serves(place)["counts"]["records"]
        assert served <= now <= first + n  # each delivery holds one record more
        served = now
        deliver_again(place, ROW.format(n=n))
    assert all(landed[part] >= kills // len(PARTS) // 2 for part in PARTS), landed
    completes(place, pooled, copy)


def whole_run(place: Place, breaks: Breaker) -> dict[str, list[str]]:
    """The lines of ours that write during a run, by the part of the run they belong to."""
    done = breaks.run(place.root)
    assert done["status"] == 0, done["said"]
    found = {
        part: [s for s in sorted(done["sites"]) if s.startswith(where)]
        for part, where in PARTS.items()
    }
    assert all(found.values()), found
    return found


def completes(place: Place, pooled: Place, copy: Copy) -> None:
    """The next run ends well, with what a run that nothing ever disturbed would give."""
    run(place)
    serves(place)
    assert run(place).nothing_to_do
    assert list(place.cache.rglob("making-*")) == []
    calm = copy(pooled)
    shutil.rmtree(calm.extracts)
    shutil.copytree(place.extracts, calm.extracts)
    assert run(calm).snapshot == serves(place)["snapshot"]


def test_the_whole_process_group_killed_while_files_are_read(pooled: Place, copy: Copy) -> None:
    kill_groups(copy(pooled), kills=2)


@pytest.mark.slow
def test_the_whole_process_group_killed_at_20_moments(pooled: Place, copy: Copy) -> None:
    kill_groups(copy(pooled), kills=20)


def kill_groups(place: Place, kills: int) -> None:
    """As a power cut does: the run and its fenced readers at once, after any length of time."""
    moments = random.Random(2015)
    for n in range(kills):
        deliver_again(place, ROW.format(n=n))
        before = serves(place)["counts"]["records"]
        process = start("run", place.root, group=True)
        time.sleep(moments.uniform(0.5, 6.0))
        end_group(process)
        assert before <= serves(place)["counts"]["records"] <= before + n + 1
    run(place)
    assert run(place).nothing_to_do
    assert list(place.cache.rglob("making-*")) == []


def end_group(process: subprocess.Popen[str]) -> None:
    import os

    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_of_two_runs_at_once_one_works_and_one_is_told_why_not(invented: Place, copy: Copy) -> None:
    place = copy(invented)
    both = [start("run", place.root) for _ in range(2)]

    ended = {process.returncode: err for process in both for _, err in [process.communicate()]}

    assert sorted(ended) == [0, 1]
    assert ended[1].strip().splitlines()[-1].startswith(f"{place.root}: is being pooled by ")
    serves(place)


def test_what_is_served_names_figures_that_are_there(pooled: Place) -> None:
    current = read_current(pooled)
    assert current is not None
    assert (pooled.cache / "results" / str(current.results)).is_dir()
