"""Folders appear whole; the pointer names one pair; old snapshots go when nobody reads them."""

import os
import time
from pathlib import Path

import pytest

from support.store.handmade import place_in
from wholeplace.pooling.store import (
    Current,
    NoSnapshot,
    Snapshot,
    clear_unfinished,
    keep_as,
    making_in,
    open_snapshot,
    read_current,
    retire,
    swap_current,
    write_atomic,
)


def snapshots(folder: Path, count: int) -> list[Path]:
    """So many snapshot folders, oldest first, each an hour older than the next."""
    made = [folder / f"snapshot{n}" for n in range(count)]
    for age, path in enumerate(reversed(made)):
        path.mkdir(parents=True)
        (path / ".lease").touch()
        (path / "manifest.json").write_text('{"snapshot": "x", "tables": {}}')
        os.utime(path, (time.time() - age * 3600 - 10,) * 2)
    return made


def test_a_folder_that_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), making_in(tmp_path) as folder:
        (folder / "half").write_text("written")
        _ = 1 / 0

    assert list(tmp_path.iterdir()) == []


def test_a_finished_folder_takes_its_name(tmp_path: Path) -> None:
    with making_in(tmp_path) as folder:
        (folder / "whole").write_text("written")
        keep_as(folder, tmp_path / "named")

    assert [p.name for p in tmp_path.iterdir()] == ["named"]


def test_what_a_killed_run_left_is_cleared_and_the_rest_is_not(tmp_path: Path) -> None:
    (tmp_path / "results" / "making-abc" / "deep").mkdir(parents=True)
    (tmp_path / "making-file").touch()
    (tmp_path / "results" / "kept").mkdir()

    clear_unfinished(tmp_path)

    assert [p.name for p in tmp_path.rglob("*")] == ["results", "kept"]


def test_the_pointer_is_read_as_it_was_swapped(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")

    assert read_current(place) is None
    swap_current(place, Current("one", "results/1"))
    swap_current(place, Current("two", "results/2"))
    assert read_current(place) == Current("two", "results/2")


def test_a_place_never_pooled_says_what_to_run(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")

    with pytest.raises(NoSnapshot, match="wholeplace run"):
        open_snapshot(place)


def test_a_pointer_to_a_retired_snapshot_is_read_once_more(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    swap_current(place, Current("gone", None))

    with pytest.raises(NoSnapshot):
        open_snapshot(place)


def test_the_last_two_the_kept_and_the_young_stay(tmp_path: Path) -> None:
    made = snapshots(tmp_path, 6)

    gone = retire(made, keep={made[0]}, min_age=3 * 3600)

    assert gone == [made[2], made[1]]
    assert {p for p in made if p.exists()} == {made[0], made[3], made[4], made[5]}


def test_a_snapshot_somebody_reads_stays_until_they_are_done(tmp_path: Path) -> None:
    made = snapshots(tmp_path, 3)

    with Snapshot(made[0]):
        assert retire(made, keep=set(), min_age=0) == []
    assert retire(made, keep=set(), min_age=0) == [made[0]]


def test_a_small_file_is_replaced_whole(tmp_path: Path) -> None:
    write_atomic(tmp_path / "said", "one")
    write_atomic(tmp_path / "said", "two")

    assert (tmp_path / "said").read_text() == "two"
    assert len(list(tmp_path.iterdir())) == 1
