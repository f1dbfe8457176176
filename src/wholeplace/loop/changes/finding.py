"""Compare a run with the one before it, once, and keep what came of it."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.store import Current, Snapshot, folder_of, read_current

from ..keys import key
from ..steps import Steps
from .arrivals import arrivals
from .cohorts import cohort_changes

STEP = "changes"
NAME = "changes.json"


def find_changes(place: Place, now: Current, steps: Steps) -> str | None:
    """The name of what is different since the run before; None where there was none.

    A run that changed nothing keeps what the last one that did had found.
    """
    before = read_current(place)
    if before is None or before.results is None or not _kept(place, before):
        return None
    if (before.snapshot, before.results) == (now.snapshot, now.results):
        return before.changes
    named = key(before.snapshot, before.results, now.snapshot, now.results)

    def make(out: Path) -> None:
        (out / NAME).write_text(json.dumps(_compared(place, before, now), indent=1), "utf-8")

    return steps.folder(STEP, lambda: named, "What changed", make).name


def last_changes(place: Place) -> dict[str, Any] | None:
    """What was different at the last run that changed something; None before there were two."""
    current = read_current(place)
    if current is None or current.changes is None:
        return None
    said: dict[str, Any] = json.loads(
        (place.cache / STEP / current.changes / NAME).read_text("utf-8")
    )
    return said


def _kept(place: Place, before: Current) -> bool:
    """Old snapshots are retired or forgotten; then there is nothing to compare with."""
    folders = (folder_of(place, before.snapshot), _results(place, before))
    return all(folder.exists() for folder in folders)


def _compared(place: Place, before: Current, now: Current) -> dict[str, Any]:
    with ExitStack() as stack:
        was, is_now = (
            stack.enter_context(Snapshot(folder_of(place, one.snapshot))) for one in (before, now)
        )
        old, new = _results(place, before), _results(place, now)
        return {
            "before": _about(was),
            "after": _about(is_now),
            "sources": arrivals(was.manifest, is_now.manifest, old, new),
            "cohorts": cohort_changes(place, was, is_now, old, new),
        }


def _about(snapshot: Snapshot) -> dict[str, str]:
    return {"snapshot": snapshot.id, "as_at": str(snapshot.manifest["as_at"])}


def _results(place: Place, current: Current) -> Path:
    return place.cache / "results" / str(current.results)
