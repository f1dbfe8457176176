"""A disk that takes no more is said in one line, and what was there before is as it was."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.loop.breaking import TESTS, Breaker, breaker
from support.loop.places import deliver_again, serves
from wholeplace.loop import run
from wholeplace.place import Place

Copy = Callable[[Place], Place]
ROW = "k,,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n"


@pytest.fixture(scope="module")
def breaks() -> Iterator[Breaker]:
    with breaker() as made:
        yield made


def test_one_write_in_ten_fails(pooled: Place, copy: Copy, breaks: Breaker) -> None:
    fail_each(copy(pooled), copy, breaks, every=10)


@pytest.mark.slow
def test_every_line_that_writes_fails_once(pooled: Place, copy: Copy, breaks: Breaker) -> None:
    fail_each(copy(pooled), copy, breaks, every=1)


def fail_each(place: Place, copy: Copy, breaks: Breaker, every: int) -> None:
    """Fail the first write of each line of ours that writes; then nothing is lost, and all is said.

    A write that is no loss when it fails, such as clearing away what is not needed, may be silent;
    then the run completes.
    """
    deliver_again(place, ROW)
    sites = sorted(breaks.run(copy(place).root)["sites"])
    assert len(sites) > 30, sites
    for site in sites[::every]:
        tried = copy(place)
        before = serves(tried)
        failed = breaks.run(tried.root, "fail", site)
        told = failed["said"].strip().splitlines()
        if failed["status"] == 0:
            assert serves(tried)["counts"]["records"] == before["counts"]["records"] + 1, site
        else:
            assert (failed["status"], says_so(told[-1])) == (1, True), (site, told)
            assert "Traceback" not in failed["said"]
            assert serves(tried) in (before, serves(tried)), site
        run(tried)
        assert serves(tried)["counts"]["records"] == before["counts"]["records"] + 1, site


def says_so(line: str) -> bool:
    """The run says it in its own words; the audit log, before anything is done, in the system's."""
    return "the disk is full" in line or "No space left on device" in line


def test_a_small_disk_that_fills_up(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    deliver_again(place, ROW)

    told = on_a_small_disk(place.root)

    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("full") >= 2 and "completed" in told.stdout


def on_a_small_disk(place: Path) -> subprocess.CompletedProcess[str]:
    """The script below in a name space of its own, where it may mount a small disk in memory."""
    script = [sys.executable, "-m", "support.loop.small_disk", str(place)]
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", *script],
        capture_output=True,
        text=True,
        check=False,
        cwd=TESTS,
    )
