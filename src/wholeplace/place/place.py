"""A place, whole: what its folder says, with every name that points elsewhere checked."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import Field

from .agreements import Agreement
from .areas import Areas
from .base import AreaCode, Definition, FinancialYear, Id
from .cohorts import Cohort, Concentration, Overlap, Segmentation
from .communal import CommunalPlace
from .costs import UnitCost
from .objections import Objection, shipped_objections
from .partners import Partner
from .programmes import Programme
from .publications import Publication
from .sources import Source
from .terms import Framework, Terms
from .vocabulary import Vocabulary
from .wordings import Wording


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
    frameworks: dict[str, Framework] = field(default_factory=dict)
    objections: dict[str, Objection] = field(default_factory=dict)
    wordings: dict[str, Wording] = field(default_factory=dict)
    communal: tuple[CommunalPlace, ...] = ()
    segmentations: dict[str, Segmentation] = field(default_factory=dict)

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

    def terms_of(self, agreement: Agreement) -> Terms:
        """An agreement's answers, with its framework's where it is silent."""
        general = self.frameworks.get(agreement.framework or "")
        return agreement.terms.over(general.terms if general else None)

    def all_objections(self) -> dict[str, Objection]:
        """Objections that the law gives everyone, and those of this place."""
        return {**shipped_objections(), **self.objections}

    def borough_codes(self) -> list[AreaCode]:
        """Area codes of the boroughs, in the order the place gives them."""
        return [b.code for b in self.areas.boroughs]
