"""A programme: who it is for, what it does, what it pays for, who benefits and who funds it."""

from typing import Literal

from pydantic import Field

from .agreements import Purpose
from .base import AreaCode, Definition, FinancialYear, Id, Many
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


class Reach(Definition):
    """How many are in need, and how many of them are engaged and stay."""

    need: Sourced | None = Field(None, description="Units in need a year; or use 'cohort'")
    cohort: Id | None = Field(None, description="Count this cohort instead of stating a number")
    engagement: Sourced
    retention: Sourced | None = None


class Effect(Definition):
    """Change in the outcome among those engaged."""

    kind: Literal["relative", "points", "units"]
    amount: Sourced
    deadweight: Sourced
    deadweight_is: Literal["share", "points"] = Field(
        "share", description="A share of the effect, or points off it: the two are never mixed"
    )
    lag_years: Sourced | None = None
    duration_years: Sourced
    drop_off: Sourced | None = Field(None, description="Share of the effect lost each year")


class Benefit(Definition):
    """One outcome, its baseline, and the unit cost it avoids."""

    id: Id
    title: str
    baseline: Sourced = Field(description="Units a year for one engaged unit without the programme")
    effect: Effect
    unit_cost: str = Field(description="Unit cost id; its bearers are who gains")
    cashable: Sourced = Field(description="Share of the saving that can leave a budget")
    transfer: bool = Field(False, description="A transfer between people and the state (benefits)")


class Cost(Definition):
    """What the programme costs, by whom."""

    id: Id
    title: str
    kind: Literal["revenue", "capital", "in-kind"]
    per: Literal["engaged", "year"]
    amount: Sourced
    spread: Many[FinancialYear] = Field(
        (), description="Years it falls in; empty: every year it runs"
    )


class Funder(Definition):
    """How a partner may pay in. No power, no payment: it then gains and is asked."""

    power: str | None = Field(None, description="The statute or grant that lets it pay")
    note: str | None = None


class Funds(Definition):
    """Who pays: in proportion to savings, by the powers they have."""

    rule: Literal["proportional"] = "proportional"
    gap_funder: Id | None = Field(
        None, description="Who carries what those without a power would owe"
    )
    partners: dict[Id, Funder] = Field({}, alias="from")


class Reading(Definition):
    """A published claim worked out again from its own inputs, so that readings can be compared."""

    id: Id
    claim: str
    source: str
    formula: str = Field(description="Arithmetic over the inputs: 'cases * (before - after)'")
    inputs: dict[str, Sourced]
    claimed: Sourced | None = None
    comment: str


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
