"""Forgetting that is killed, or whose writes fail, is ended by the next process."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.loop.breaking import Breaker, breaker
from support.protection import SOMEBODY
from support.scanning import found_in
from wholeplace.loop.forgetting import finish, plan
from wholeplace.loop.lock import run_lock
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.decisions.suppressed import Suppressed
from wholeplace.trust.audit import AuditLog

ASKED = (
    *("forget", "--person", f"nhs:{SOMEBODY.nhs}", "--do"),
    *("--by", "data protection officer", "--reason", "request 12 of 2014"),
)
VALUES = [SOMEBODY.family, SOMEBODY.nhs, SOMEBODY.nino, SOMEBODY.line, "P9000020", "B9000020"]


@pytest.fixture(scope="module")
def breaks() -> Iterator[Breaker]:
    with breaker() as made:
        yield made


@pytest.mark.parametrize("how", ["kill", "fail"])
def test_one_write_in_six_is_broken(
    planted: Place, tmp_path: Path, breaks: Breaker, how: str
) -> None:
    break_each(planted, tmp_path, breaks, how, every=6)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "fail"])
def test_every_line_that_writes_is_broken_once(
    planted: Place, tmp_path: Path, breaks: Breaker, how: str
) -> None:
    break_each(planted, tmp_path, breaks, how, every=1)


def break_each(planted: Place, tmp_path: Path, breaks: Breaker, how: str, every: int) -> None:
    """What was recorded before the break is carried out after it; nothing is done unrecorded."""
    counted = breaks.run(_copy(planted, tmp_path / "counted"), "count", None, *ASKED)
    sites = sorted(counted["sites"])
    assert counted["status"] == 0 and len(sites) > 12, counted
    for number, site in enumerate(sites[::every]):
        place = load_place(_copy(planted, tmp_path / f"{how}{number}"))
        before = _bytes(place)
        broken = breaks.run(place.root, how, site, *ASKED)
        begun = Disposals(place.register).every()
        if not begun:
            assert _bytes(place) == before, site
        else:
            assert _recorded(place), site
            with run_lock(place):
                finish(place, datetime.now(UTC))
            assert Disposals(place.register).verify().whole, site
            assert not Disposals(place.register).unfinished(), site
            assert Suppressed.of(place.register).subjects, site
            again = plan(place, begun[0].act)
            assert [item for item in again.go if item.ours] == [], site
            assert found_in(place.root / ".wholeplace", VALUES) == {}, site
        assert broken["status"] != 0 or begun, site
        shutil.rmtree(place.root)


def _copy(place: Place, folder: Path) -> Path:
    shutil.copytree(place.root, folder)
    return folder


def _bytes(place: Place) -> dict[str, bytes]:
    """Everything that forgetting could delete, and what stands of decisions."""
    folders = (place.cache, place.register / "decisions", place.register / "people.parquet")
    files = [f for folder in folders for f in ([folder] if folder.is_file() else folder.rglob("*"))]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def _recorded(place: Place) -> bool:
    """The audit row stands before anything was begun."""
    rows = AuditLog(place.register / "audit.sqlite3").rows()
    return any(row["action"] == "forget (erasure)" for row in rows)
