"""Why each cohort's count moved between two runs."""

from __future__ import annotations

import json
from collections.abc import Set
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from wholeplace.cohorts import (
    Change,
    CohortRefused,
    Frames,
    cause,
    evaluate_in,
    fields_read,
    moves,
)
from wholeplace.place import Cohort, Place
from wholeplace.pooling.decisions import Choices, choices_of

from .known import known

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot


def cohort_changes(
    place: Place, was: Snapshot, now: Snapshot, old: Path, new: Path
) -> list[dict[str, Any]]:
    """One element a cohort that the later run could ask."""
    comparison = _Comparison(place, was, now, old, new)
    asked = (c for id, c in place.cohorts.items() if _members(new, id) is not None)
    return [comparison.of(cohort).to_json() for cohort in asked]


class _Comparison:
    """Two snapshots with the results made from them."""

    def __init__(self, place: Place, was: Snapshot, now: Snapshot, old: Path, new: Path):
        self.place, self.was, self.now, self.old, self.new = place, was, now, old, new

    def of(self, cohort: Cohort) -> Change:
        before, after = _members(self.old, cohort.id), _members(self.new, cohort.id)
        assert after is not None
        said = (cohort.id, cohort.title, cohort.unit)
        if before is None:
            return Change(*said, None, len(after))
        redefined = self._redefined(cohort, before)
        why = partial(cause, **self._known(cohort, redefined ^ after))
        return Change(*said, len(before), len(after), moves(before, redefined, after, why))

    def _redefined(self, cohort: Cohort, before: Set[str]) -> Set[str]:
        """Who today's rule, agreements and people's choices find in the earlier snapshot."""
        if _definition(self.old, cohort.id) == _definition(self.new, cohort.id):
            return before
        with suppress(CohortRefused):
            found = evaluate_in(self.place, cohort, self._frames, self._earlier, self._choices)
            return set(found.members["unit"].to_pylist())
        return before

    def _known(self, cohort: Cohort, units: Set[str]) -> dict[str, Any]:
        kinds = list(fields_read(cohort))
        sides = [known(s, cohort.unit, units, kinds, self._earlier) for s in (self.was, self.now)]
        later = self.was.manifest["as_at"] < self.now.manifest["as_at"]
        return {"before": sides[0], "after": sides[1], "later": later}

    @cached_property
    def _frames(self) -> Frames:
        return Frames.of(self.was, self.place.vocabulary)

    @cached_property
    def _choices(self) -> Choices:
        return choices_of(self.place, self.was, self.place.as_at)

    @cached_property
    def _earlier(self) -> date:
        return date.fromisoformat(self.was.manifest["as_at"])


def _members(results: Path, id: str) -> set[str] | None:
    try:
        return set(pq.read_table(results / "cohorts" / f"{id}.parquet")["unit"].to_pylist())
    except FileNotFoundError:
        return None


def _definition(results: Path, id: str) -> Any:
    """The rule and the sources it might read, as they were at that run."""
    return json.loads((results / "rules" / f"{id}.json").read_text("utf-8"))
