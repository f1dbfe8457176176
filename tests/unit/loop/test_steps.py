"""A step with the same key is not done twice, and is there whole or not at all."""

from pathlib import Path

import pytest

from wholeplace.loop.progress import Event
from wholeplace.loop.steps import Steps


def steps(folder: Path) -> tuple[Steps, list[Event]]:
    told: list[Event] = []
    return Steps(folder, told.append), told


def write(folder: Path) -> None:
    (folder / "out").write_text("made")


def test_a_step_is_made_once(tmp_path: Path) -> None:
    first, _ = steps(tmp_path)
    second, told = steps(tmp_path)

    made = first.folder("step", lambda: "k1", "Work", write)
    again = second.folder("step", lambda: "k1", "Work", write)

    assert made == again
    assert (made / "out").read_text() == "made"
    assert (first.made, second.made) == (["Work"], [])
    assert [event.state for event in told] == ["unchanged"]


def test_progress_says_begin_and_end(tmp_path: Path) -> None:
    doing, told = steps(tmp_path)
    doing.totals["step"] = 2

    doing.folder("step", lambda: "k1", "First", write)
    doing.folder("step", lambda: "k2", "Second", write)

    assert [(e.message, e.state, e.done, e.total) for e in told] == [
        ("First", "started", 0, 2),
        ("First", "made", 1, 2),
        ("Second", "started", 1, 2),
        ("Second", "made", 2, 2),
    ]


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    doing, _ = steps(tmp_path)

    def fail(folder: Path) -> None:
        write(folder)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        doing.folder("step", lambda: "k1", "Work", fail)

    assert list((tmp_path / "step").iterdir()) == []


def test_a_step_is_named_by_the_register_as_it_left_it(tmp_path: Path) -> None:
    register = tmp_path / "register"
    register.write_text("0")

    def grow(folder: Path) -> None:
        register.write_text("1")

    first, _ = steps(tmp_path)
    again, _ = steps(tmp_path)
    first.folder("step", register.read_text, "Work", grow)
    again.folder("step", register.read_text, "Work", grow)

    assert (first.made, again.made) == (["Work"], [])


def test_what_a_run_did_not_need_is_cleared(tmp_path: Path) -> None:
    doing, _ = steps(tmp_path)
    (tmp_path / "step" / "old").mkdir(parents=True)
    doing.folder("step", lambda: "new", "Work", write)

    doing.clear_unused("step")

    assert [p.name for p in (tmp_path / "step").iterdir()] == ["new"]
