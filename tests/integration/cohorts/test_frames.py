"""Frames over whatever hands out an Ibis backend: an open snapshot, or tables in memory."""

from datetime import date
from typing import Any

from support.cohorts import AS_AT, VOCABULARY, Town, shipped, units
from wholeplace.cohorts import Frames, evaluate
from wholeplace.pooling.store import memory_backend


class Opened:
    """What a snapshot offers to rules."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def ibis(self) -> Any:
        return memory_backend(self.town.arrow())


def test_frames_of_a_snapshot_and_of_its_tables_answer_alike() -> None:
    town = Town().person("p").did("p", "ae_attendance", date(2014, 1, 1), disposal="admitted")
    cohort = shipped("ae-attendees")
    opened = evaluate(cohort, Frames.of(Opened(town), VOCABULARY), AS_AT)
    given = evaluate(cohort, Frames.from_arrow(town.arrow(), VOCABULARY), AS_AT)
    assert units(opened) == units(given) == ["p"]
    assert opened.members.equals(given.members)
