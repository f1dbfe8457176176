"""Ask a definition of the pooled record, with nothing but what agreements open for its purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wholeplace.place import Cohort, Concentration, Overlap, Place, Segmentation

if TYPE_CHECKING:
    import pyarrow as pa

    from wholeplace.cohorts import CohortResult, Explanation, Frames, Segmented
    from wholeplace.pooling.decisions import Choices
    from wholeplace.pooling.store import Snapshot


@dataclass(frozen=True)
class Refusal:
    """A source that a purpose may not read, and why."""

    source: str
    purpose: str
    reason: str


@dataclass
class Asked:
    """Frames over a snapshot, and what had to be left out for want of an agreement."""

    place: Place
    frames: Frames
    choices: Choices
    refusals: dict[Refusal, None] = field(default_factory=dict)

    @classmethod
    def of(cls, place: Place, snapshot: Snapshot) -> Asked:
        """Ready to ask questions of a snapshot, as people have chosen by now."""
        from wholeplace.cohorts import Frames
        from wholeplace.pooling.decisions import choices_of

        choices = choices_of(place, snapshot, place.as_at)
        return cls(place, Frames.of(snapshot, place.vocabulary), choices)

    @classmethod
    def of_tables(cls, place: Place, tables: Mapping[str, pa.Table]) -> Asked:
        """Ready to ask questions of tables in memory, such as true people."""
        from wholeplace.cohorts import Frames
        from wholeplace.pooling.decisions import Choices

        return cls(place, Frames.from_arrow(tables, place.vocabulary), Choices())

    def cohort(self, cohort: Cohort, at: date | None = None) -> CohortResult:
        """Who is in a cohort, on the place's day or another.

        Raises CohortRefused when no agreement opens what it must read.
        """
        from wholeplace.cohorts import evaluate_in

        self._note(cohort)
        return evaluate_in(self.place, cohort, self.frames, at, choices=self.choices)

    def explain(self, cohort: Cohort, unit: str, at: date | None = None) -> Explanation:
        """Why one person or household is in it, or is not, from what its purpose may read."""
        from wholeplace.cohorts import explain, frames_for

        day = cohort.as_at or at or self.place.as_at
        opened = frames_for(cohort, self.place, self.frames, day, self.choices)
        return explain(cohort, opened, unit, day)

    def segments(self, definition: Segmentation, at: date | None = None) -> Segmented:
        """Everybody in one segment, by what its purpose may read. Raises CohortRefused."""
        from wholeplace.cohorts import segment_in

        self._note(definition)
        return segment_in(self.place, definition, self.frames, at, self.choices)

    def rule(self, cohort: Cohort) -> dict[str, Any]:
        """A cohort's definition, what it may read and what it obeys: what decides who is found."""
        from wholeplace.cohorts import permitted

        sources = permitted(cohort, self.place, self.place.as_at).sources
        read = {kind: sorted(names) for kind, names in sorted(sources.items())}
        obeyed = dict(self.choices.versions)
        return {"definition": cohort.model_dump(mode="json"), "reads": read, "obeys": obeyed}

    def concentration(self, definition: Concentration) -> tuple[dict[str, Any], pa.Table]:
        """How cost is concentrated, and the pence that fall on each person."""
        from wholeplace.cohorts import concentration, frames_for
        from wholeplace.cohorts.concentration import costed

        self._note(definition)
        day = self.place.as_at
        frames = frames_for(definition, self.place, self.frames, day, self.choices)
        rows = costed(definition, frames)
        pence = rows.group_by("person").agg(pence=rows.pence.sum()).to_pyarrow()
        return {**concentration(definition, frames).to_json(), **frames.left_out.to_json()}, pence

    def _note(self, question: Cohort | Concentration | Segmentation) -> None:
        from wholeplace.cohorts import permitted

        permission = permitted(question, self.place, self.place.as_at)
        for kind, source, reason in permission.refusals:
            self.refusals[Refusal(source, question.purpose, f"{kind}: {reason}")] = None


def overlapping(definition: Overlap, a: CohortResult, b: CohortResult) -> dict[str, Any]:
    """What share of one cohort is in another, as ``overlap --json`` says it."""
    from wholeplace.cohorts import overlap

    said = {"id": definition.id, "title": definition.title}
    return {**said, **overlap(definition, a, b).to_json(), "citation": list(definition.citation)}
