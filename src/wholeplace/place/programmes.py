"""A programme: who it is for, what it does, what it pays for, who benefits and who funds it."""

from typing import Literal

from pydantic import Field, model_validator

from .base import AreaCode, Definition, FinancialYear, Id, Many
from .business_case import Benefit, Cost, Funds, Reach, Reading
from .calendar import years_from
from .purposes import Purpose
from .sourced import Sourced


class Lead(Definition):
    """The one worker who coordinates a case."""

    role: str
    caseload: Sourced | None = None
    same_on_reentry: bool = False


class Milestone(Definition):
    """A dated step of the pathway."""

    id: Id
    title: str
    due: str
    source: str


class Does(Definition):
    """The pathway."""

    lead: Lead
    milestones: Many[Milestone] = Field((), alias="milestone")


class Pays(Definition):
    """What the programme pays for by results."""

    measure: str
    amount: Sourced
    source: str


class Programme(Definition):
    """A programme is a file."""

    id: Id
    name: str
    theme: Literal[
        "families", "justice", "health and care", "work and skills", "economic opportunities"
    ]
    seeds: Many[str] = Field(description="Where the two founding documents speak of it")
    purpose: Purpose
    footprint: Many[AreaCode] = Field(min_length=1)
    cohort: Id | None = None
    starts: FinancialYear
    runs_years: int = Field(ge=1, description="Years in which people are taken on")
    horizon_years: int = Field(ge=1, description="Years that are appraised")
    against: str = Field(description="Business as usual: what happens without the programme")
    does: Does
    pays: Many[Pays] = ()
    reach: Reach
    benefits: Many[Benefit] = Field(alias="benefit", min_length=1)
    costs: Many[Cost] = Field(alias="cost", min_length=1)
    funds: Funds
    readings: Many[Reading] = Field((), alias="reading")

    @model_validator(mode="after")
    def _years_fit(self) -> "Programme":
        if self.runs_years > self.horizon_years:
            raise ValueError("runs_years is longer than horizon_years, the years appraised")
        appraised = years_from(self.starts, self.horizon_years)
        intake = appraised[: self.runs_years]
        stated = [(cost.per, cost.spread) for cost in self.costs]
        for per, years in [*stated, *((grant.per, grant.years) for grant in self.funds.grants)]:
            allowed = intake if per == "engaged" else appraised
            for year in years:
                if year not in allowed:
                    raise ValueError(f"{year} is outside its years, which are {', '.join(allowed)}")
        return self

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Programme":
        for kind, items in (
            ("benefit", self.benefits),
            ("cost", self.costs),
            ("reading", self.readings),
        ):
            ids = [item.id for item in items]
            if len(set(ids)) < len(ids):
                raise ValueError(f"two {kind}s have the same id: {', '.join(ids)}")
        return self
