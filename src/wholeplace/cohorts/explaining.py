"""Why one person or household is in a cohort, or is not: by criterion, member and activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wholeplace.place import Cohort, Event

from .checks import require_sound
from .compiling import living_together
from .english import describe_test
from .frames import Frames
from .reference import Evidence, Facts, Judged, Unit, Verdict, judge

_WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not met", Verdict.NO_DATA: "no data"}


class NoSuchUnit(Exception):
    """Nobody of that id is in the frames on the day."""


@dataclass(frozen=True)
class Explanation:
    """A unit as the reference engine judges it, which the compiled form is held to."""

    unit: Unit
    as_at: date

    @property
    def standing(self) -> str:
        """'member', 'possible' or 'not a member'."""
        if self.unit.certain:
            return "member"
        return "possible" if self.unit.possible else "not a member"

    @property
    def short_by(self) -> int:
        """How many more points it would need; 1 is a near miss where each criterion is worth 1."""
        return max(0, self.unit.cohort.needed - self.unit.points)

    def to_json(self) -> dict[str, Any]:
        """What ``cohort --explain`` and a page show of it."""
        return {
            "cohort": self.unit.cohort.id,
            "unit": self.unit.id,
            "as_at": self.as_at.isoformat(),
            "people": list(self.unit.people),
            "standing": self.standing,
            "short_by": self.short_by,
            "criteria": [
                _criterion(judged, self.unit, self.as_at) for judged in self.unit.criteria
            ],
        }


def explain(cohort: Cohort, frames: Frames, unit_id: str, as_at: date) -> Explanation:
    """Judge one unit again, slowly, keeping what was looked at."""
    require_sound(cohort, frames.vocabulary)
    as_at = cohort.as_at or as_at
    facts = _facts(cohort, frames, unit_id, as_at)
    found = [unit for unit in judge(cohort, facts, as_at) if unit.id == unit_id]
    if not found:
        raise NoSuchUnit(
            f"cohort '{cohort.id}': there is no {cohort.unit} '{unit_id}' on {as_at};"
            " ids are those that 'wholeplace cohort' lists"
        )
    return Explanation(found[0], as_at)


def _facts(cohort: Cohort, frames: Frames, unit_id: str, as_at: date) -> Facts:
    """Plain rows of the unit's people alone."""
    members = _members(cohort, frames, unit_id, as_at)
    people = [row["person"] for row in members]
    person, activity = frames.person, frames.activity
    return Facts(
        persons=_rows(person.filter(person.person.isin(people))),
        members=members,
        activities=[
            row
            for kind in cohort.kinds
            for row in _described(
                frames,
                kind,
                _rows(activity.filter(activity.kind == kind, activity.person.isin(people))),
            )
        ],
        coverage=frames.coverage_rows,
        lasting={name for name, kind in frames.vocabulary.kinds.items() if kind.lasting},
        unread={(row["person"], row["kind"]) for row in frames.left_out.shut.to_pylist()},
    )


def _members(cohort: Cohort, frames: Frames, unit_id: str, as_at: date) -> list[dict[str, Any]]:
    if cohort.unit == "person":
        return [{"household": None, "person": unit_id, "start": None, "end": None}]
    together = living_together(frames, as_at)
    rows = _rows(together.filter(together.household == unit_id))
    return [{**row, "start": None, "end": None} for row in rows]


def _described(frames: Frames, kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Activities with their attributes under ``detail``."""
    numbers = [row["activity"] for row in rows]
    if kind not in frames.details or not numbers:
        return [{**row, "detail": {}} for row in rows]
    table = frames.details[kind]
    detail = {row["activity"]: row for row in _rows(table.filter(table.activity.isin(numbers)))}
    return [{**row, "detail": detail.get(row["activity"], {})} for row in rows]


def _rows(table: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def _criterion(judged: Judged, unit: Unit, as_at: date) -> dict[str, Any]:
    return {
        "id": judged.criterion.id,
        "title": judged.criterion.title,
        "verdict": _WORDS[judged.verdict],
        "first": judged.first and judged.first.isoformat(),
        "evidence": [_evidence(one, unit.cohort.events, as_at) for one in judged.evidence],
    }


def _evidence(evidence: Evidence, events: tuple[Event, ...], as_at: date) -> dict[str, Any]:
    return {
        "person": evidence.person,
        "test": describe_test(evidence.test, as_at, events),
        "verdict": _WORDS[evidence.verdict],
        "activities": [_activity(row) for row in evidence.activities],
    }


def _activity(row: Any) -> dict[str, Any]:
    detail = {name: value for name, value in row["detail"].items() if name != "activity"}
    return {
        "activity": row["activity"],
        "kind": row["kind"],
        "start": row["start"].isoformat(),
        "end": row["end"] and row["end"].isoformat(),
        "source": row["source"],
        "detail": {n: v.isoformat() if isinstance(v, date) else v for n, v in detail.items()},
    }
