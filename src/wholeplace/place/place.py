"""A place, whole: what its folder says, with every name that points elsewhere checked."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from .agreements import Agreement
from .areas import Areas
from .base import AreaCode, Definition, FinancialYear, Id
from .cohorts import Cohort, Concentration, Overlap
from .costs import UnitCost
from .partners import Partner
from .programmes import Programme
from .publications import Publication
from .sources import Source
from .vocabulary import Vocabulary


class About(Definition):
    """``[place]`` in place.toml."""

    id: Id
    name: str
    starts: date
    as_at: date
    price_base: FinancialYear
    source: str


class Synthetic(Definition):
    """``synthetic.toml``: present only in a place whose people are invented."""

    people: int
    seed: int
    version: str
    oversampled: dict[str, str] = Field({}, description="What is more common than in life")


@dataclass(frozen=True)
class Place:
    """Everything a place says about itself. Data stay in ``extracts/`` until they are pooled."""

    root: Path
    about: About
    areas: Areas
    vocabulary: Vocabulary
    partners: dict[str, Partner]
    sources: dict[str, Source]
    agreements: dict[str, Agreement]
    programmes: dict[str, Programme]
    cohorts: dict[str, Cohort]
    overlaps: dict[str, Overlap]
    concentrations: dict[str, Concentration]
    publications: dict[str, Publication]
    costs: dict[str, UnitCost]
    synthetic: Synthetic | None

    @property
    def as_at(self) -> date:
        """The day every rule is asked about unless a definition fixes another."""
        return self.about.as_at

    @property
    def extracts(self) -> Path:
        """Where partners deliver."""
        return self.root / "extracts"

    @property
    def register(self) -> Path:
        """Durable ids, decisions, audit, web database: back it up."""
        return self.root / ".wholeplace" / "register"

    @property
    def cache(self) -> Path:
        """Snapshots and results: rebuildable."""
        return self.root / ".wholeplace" / "cache"

    def without_unit_cost(self) -> dict[str, str]:
        """Kinds that sources deliver and whose default unit cost the place does not give."""
        delivered = {k for s in self.sources.values() for c in s.coverage for k in c.kinds}
        wanted = {k: self.vocabulary.kinds[k].unit_cost for k in sorted(delivered)}
        return {kind: cost for kind, cost in wanted.items() if cost and cost not in self.costs}

    def borough_codes(self) -> list[AreaCode]:
        """Area codes of the boroughs, in the order the place gives them."""
        return [b.code for b in self.areas.boroughs]
