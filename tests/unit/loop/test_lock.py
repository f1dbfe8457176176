"""One run at a time, and a plain word about who holds the place."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.store.handmade import place_in
from wholeplace.loop import Busy
from wholeplace.loop.lock import run_lock

HOLD = """
import sys
from wholeplace.place import load_place
from wholeplace.loop.lock import run_lock
with run_lock(load_place(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], text=True, **pipes)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_holds_the_place_since_when(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    process = holder(place.root)

    with pytest.raises(Busy, match=rf"process {process.pid} on .* since 20"), run_lock(place):
        pass

    process.communicate()


def test_a_killed_run_gives_the_place_back(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    process = holder(place.root)
    process.kill()
    process.communicate()

    with run_lock(place):
        pass


def test_a_run_that_ended_gives_the_place_back(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    with run_lock(place):
        pass

    with run_lock(place):
        pass
