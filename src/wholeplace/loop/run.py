"""A run of a place, from extracts to figures."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.decisions import choices_versions
from wholeplace.pooling.decisions.retired import retired_ids
from wholeplace.pooling.store import (
    Current,
    NoSnapshot,
    clear_unfinished,
    folder_of,
    note_obeyed,
    read_current,
    retire,
    swap_current,
)

from .changes import find_changes
from .forgetting import finish, under_hold
from .keys import key
from .lock import run_lock
from .people import clear_drafts, find_people
from .progress import Progress, silent
from .reading import read_all
from .snapshots import find_snapshot
from .steps import Steps

RESULTS = "results"


@dataclass(frozen=True)
class RunResult:
    """What a run serves in the end, and what it had to make for that.

    ``unread``: sources of which a file could not be read, so that the figures are without it.
    """

    snapshot: str
    results: Path
    made: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def nothing_to_do(self) -> bool:
        """Whether everything was there already."""
        return not self.made


def run(place: Place, progress: Progress = silent, *, train: bool = False) -> RunResult:
    """Pool the place and swap the new figures in. Raises Busy while another run does so.

    With ``train`` the linkage model is learned anew from the records as they are.
    """
    with run_lock(place):
        clear_unfinished(place.cache)
        clear_drafts(place)
        finish(place, datetime.now(UTC))
        retired = retired_ids(place.register)
        steps = Steps(place.cache, progress)
        read = read_all(place, steps)
        pooled = [one for one in read if one.permitted]
        people = find_people(place, pooled, steps, train)
        snapshot = find_snapshot(place, pooled, people, steps)
        note_obeyed(folder_of(place, snapshot), choices_versions(place, place.as_at))
        reports = [one.report for one in read]
        results = _results(place, snapshot, reports, people.about(), steps)
        now = Current(snapshot, results.name)
        _serve(place, replace(now, changes=find_changes(place, now, steps)), steps)
        if retired_ids(place.register) != retired:
            _leave_nothing_older(place, now)
        unread = tuple(one.source.id for one in read if one.report["unread"])
        return RunResult(snapshot, results, tuple(steps.made), unread)


def results(place: Place) -> Path:
    """The folder of the figures that are being served."""
    current = read_current(place)
    if current is None or current.results is None:
        raise NoSnapshot(
            f"{place.root}: nothing has been pooled here yet; run 'wholeplace run {place.root}'"
        )
    return place.cache / RESULTS / current.results


def cohort_counts(place: Place) -> dict[str, int]:
    """How many each cohort held at the last run; empty before there was one."""
    try:
        found = results(place).glob("cohorts/*.json")
    except NoSnapshot:
        return {}
    said = (json.loads(path.read_text("utf-8")) for path in found)
    return {one["id"]: one["count"] for one in said}


def _results(
    place: Place,
    snapshot: str,
    reports: list[dict[str, Any]],
    linked: dict[str, Any],
    steps: Steps,
) -> Path:
    definitions = {name: getattr(place, name) for name in _DEFINITIONS}
    chosen = choices_versions(place, place.as_at)
    named = key(snapshot, reports, linked, definitions, chosen)

    def make(out: Path) -> None:
        from wholeplace.pooling.store import Snapshot

        from .outputs import write_outputs

        with Snapshot(folder_of(place, snapshot)) as opened:
            write_outputs(place, opened, reports, linked, out, lambda m: steps.say(RESULTS, m))

    return steps.folder(RESULTS, lambda: named, "Figures", make)


_DEFINITIONS = (
    "about",
    "areas",
    "partners",
    "agreements",
    "frameworks",
    "objections",
    "wordings",
    "programmes",
    "cohorts",
    "overlaps",
    "concentrations",
    "costs",
    "synthetic",
)


def _leave_nothing_older(place: Place, current: Current) -> None:
    """Snapshots before this one join what a seal now keeps apart: nobody may open them again."""
    kept = {folder_of(place, current.snapshot), place.cache / RESULTS / str(current.results)}
    kept |= under_hold(place)
    for folder in [*(place.cache / "snapshots").glob("*"), *(place.cache / RESULTS).glob("*")]:
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _serve(place: Place, current: Current, steps: Steps) -> None:
    if read_current(place) != current:
        swap_current(place, current)
    held = under_hold(place)
    steps.clear_unused("intake", "linkage", "households", "snapshot", keep=held)
    snapshots, figures = place.cache / "snapshots", place.cache / RESULTS
    retire(snapshots.glob("*"), keep={folder_of(place, current.snapshot), *held})
    retire(figures.glob("*"), keep={figures / str(current.results)})
    retire(
        (place.cache / "changes").glob("*"), keep={place.cache / "changes" / str(current.changes)}
    )
