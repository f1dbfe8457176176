"""The business case in a definition: reach, effects, costs, funders, and claims to compare with."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, FinancialYear, Id, Many
from .formulas import parse
from .sourced import Exact, Sourced


class Reach(Definition):
    """How many are in need, and how many of them are engaged and stay."""

    need: Sourced | None = Field(None, description="Units in need a year; or use 'cohort'")
    cohort: Id | None = Field(
        None,
        description="Count this cohort; it is taken on evenly over the years of intake",
    )
    engagement: Sourced
    retention: Sourced | None = None

    @model_validator(mode="after")
    def _one_way_of_counting(self) -> "Reach":
        if (self.need is None) == (self.cohort is None):
            raise ValueError("says who is in need by exactly one of 'need' and 'cohort'")
        _share("engagement", self.engagement)
        _share("retention", self.retention)
        return self


UNITS = {"relative": "share", "points": "percentage points", "share": "share"}
"""The unit in which each kind of effect or deadweight is written."""


class Effect(Definition):
    """Change in the outcome among those engaged. An amount below zero is harm, and is counted."""

    kind: Literal["relative", "points", "units"] = Field(
        description="A share of the baseline, percentage points off a prevalence, or units off it"
    )
    amount: Sourced
    deadweight: Sourced = Field(description="What would have happened anyway")
    deadweight_is: Literal["share", "points"] = Field(
        "share", description="A share of the effect, or points off it: the two are never mixed"
    )
    lag_years: Sourced | None = Field(None, description="Years from taking on to the first effect")
    duration_years: Sourced = Field(description="Years from taking on to the end of the effect")
    drop_off: Sourced | None = Field(None, description="Share of the effect lost each year")

    @model_validator(mode="after")
    def _conventions_are_not_mixed(self) -> "Effect":
        if self.deadweight_is == "points" and self.kind != "points":
            raise ValueError(
                f"deadweight in points cannot be taken off a {self.kind} effect; "
                "state it as a share, or the effect in points"
            )
        _in_unit("amount", self.amount, UNITS.get(self.kind))
        _in_unit("deadweight", self.deadweight, UNITS[self.deadweight_is])
        return self

    @model_validator(mode="after")
    def _deadweight_within_effect(self) -> "Effect":
        limit = self.amount.value if self.deadweight_is == "points" else Decimal(1)
        if not 0 <= self.deadweight.value <= limit:
            raise ValueError(f"deadweight {self.deadweight.value} is not between 0 and {limit}")
        return self

    @model_validator(mode="after")
    def _lasts(self) -> "Effect":
        lag = self.lag_years.value if self.lag_years else 0
        if not 0 <= lag < self.duration_years.value:
            raise ValueError("ends (duration_years) before it begins (lag_years)")
        _share("drop_off", self.drop_off)
        return self


def _in_unit(key: str, figure: Sourced, unit: str | None) -> None:
    if unit is not None and figure.unit != unit:
        raise ValueError(f"{key} must be in unit '{unit}', not '{figure.unit}'")


def _share(key: str, figure: Sourced | None) -> None:
    if figure is not None and not 0 <= figure.value <= 1:
        raise ValueError(f"{key} {figure.value} is not a share between 0 and 1")


class Benefit(Definition):
    """One outcome, its baseline, and the unit cost it avoids."""

    id: Id
    title: str
    baseline: Sourced = Field(description="Units a year for one engaged unit without the programme")
    effect: Effect
    unit_cost: str = Field(description="Unit cost id; its bearers are who gains")
    cashable: Sourced = Field(description="Share of the saving that can leave a budget")
    transfer: bool = Field(False, description="A transfer between people and the state (benefits)")

    @model_validator(mode="after")
    def _cashable_is_a_share(self) -> "Benefit":
        _share("cashable", self.cashable)
        if self.baseline.value < 0:
            raise ValueError(f"baseline {self.baseline.value} is below 0")
        return self


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
    by: Id | None = Field(None, description="Who gives it in kind, outside the shared pot")

    @model_validator(mode="after")
    def _in_kind_names_its_giver(self) -> "Cost":
        if (self.kind == "in-kind") != (self.by is not None):
            raise ValueError("'by' names who gives a cost in kind: it stands with 'in-kind' only")
        return self


class OutsideGrant(Definition):
    """Money from outside the partners. It is taken off the cost before the rest is shared."""

    giver: Id
    giver_name: str
    title: str
    power: str
    per: Literal["engaged", "year"]
    amount: Sourced
    years: Many[FinancialYear] = Field(
        (), description="Years it is paid in; empty: every year it runs"
    )


class Funder(Definition):
    """How a partner may pay in. No power, no payment: it then gains and is asked."""

    power: str | None = Field(None, description="The statute or grant that lets it pay")
    note: str | None = None


class Funds(Definition):
    """Who pays: in proportion to savings, by the powers they have."""

    rule: Literal["proportional"] = "proportional"
    participation: Sourced | None = Field(
        None, description="Largest share of its cashable saving a partner pays in; absent: no limit"
    )
    gap_funder: Id | None = Field(
        None, description="Partner or kind that carries what those without a power would owe"
    )
    grants: Many[OutsideGrant] = Field((), alias="grant")
    partners: dict[Id, Funder] = Field({}, alias="from")

    @model_validator(mode="after")
    def _gap_funder_can_pay(self) -> "Funds":
        if self.gap_funder is not None:
            funder = self.partners.get(self.gap_funder)
            if funder is None or funder.power is None:
                raise ValueError(
                    f"gap_funder '{self.gap_funder}' has no power under funds.from; "
                    "who carries a gap must be able to pay"
                )
        return self


class Reading(Definition):
    """A published claim worked out again from its own inputs, so that readings can be compared."""

    id: Id
    claim: str
    source: str
    formula: str = Field(description="Arithmetic over the inputs: 'cases * (before - after)'")
    inputs: dict[str, Sourced]
    claimed: Sourced | None = None
    to_nearest: Exact | None = Field(
        None, description="Step the claim is rounded to; absent: its last written digit"
    )
    comment: str

    @model_validator(mode="after")
    def _formula_uses_its_inputs(self) -> "Reading":
        names = set(parse(self.formula).names)
        if names != set(self.inputs):
            uses, given = ", ".join(sorted(names)), ", ".join(sorted(self.inputs))
            raise ValueError(f"formula uses {uses or 'nothing'}, but the inputs are {given}")
        return self
