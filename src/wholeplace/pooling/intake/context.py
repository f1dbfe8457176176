"""What reading a source needs to know beside its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wholeplace.place import Kind, Place, Source


@dataclass(frozen=True)
class Context:
    """The source, the day the place is asked about, its kinds, and the area of its partner."""

    source: Source
    as_at: date
    kinds: dict[str, Kind]
    area: str | None

    @classmethod
    def of(cls, place: Place, source: Source) -> Context:
        """For one source of a place."""
        area = next((b.code for b in place.areas.boroughs if b.partner == source.partner), None)
        return cls(source, place.as_at, place.vocabulary.kinds, area)

    @property
    def youngest(self) -> int:
        """The age from which the source holds people: settles two-digit years of birth."""
        return min((c.age_from for c in self.source.coverage), default=0)
