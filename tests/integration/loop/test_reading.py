"""A reading that was ended early is not taken for the last word."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wholeplace.loop import reading, run
from wholeplace.place import Place, Source, load_place
from wholeplace.place.scaffold import scaffold
from wholeplace.pooling.intake import Finding, SourceReport, fenced
from wholeplace.pooling.intake.report import broken

Read = Callable[[Source, Path], SourceReport]


@contextmanager
def ending_offences_early(place: Place) -> Iterator[Read]:
    with fenced(place) as read:

        def one(source: Source, folder: Path) -> SourceReport:
            if source.id != "offences":
                return read(source, folder)
            report = broken(source, Finding("f", None, "reader-ended", "error", "too long"))
            report.write(folder)
            return report

        yield one


def test_a_source_whose_reader_was_ended_is_read_again_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scaffold(tmp_path / "town")
    place = load_place(tmp_path / "town")
    with monkeypatch.context() as patched:
        patched.setattr(reading, "fenced", ending_offences_early)
        first = run(place)

    again = run(place)

    assert "Recorded offences" in again.made
    assert "School exclusions" not in again.made
    assert again.snapshot != first.snapshot
    assert run(place).nothing_to_do
