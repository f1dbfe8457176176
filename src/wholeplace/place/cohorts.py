"""Who a question is about, as a definition anyone can read."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from .agreements import Purpose
from .base import Definition, Id, Many
from .sourced import Exact, Sourced

Value = str | int | bool | Many[str]


class Ages(Definition):
    """An age band, by calendar anniversary at ``as_at``; ``below`` is the first age outside."""

    at_least: int | None = None
    below: int | None = None


class Test(Definition):
    """One test of one person's activities of one kind. Exactly one of exists, count, sum, rate."""

    exists: Id | None = None
    count: Id | None = None
    sum: Id | None = Field(None, description="Kind whose quantity is added up")
    rate: Id | None = Field(None, description="Kind; 'numerator' and 'denominator' name attributes")
    numerator: str | None = None
    denominator: str | None = None
    where: dict[str, Value] = Field({}, description="attribute = value, or a list of values")
    within: str | None = Field(None, description="Period that ends on as_at: '12 months'")
    open: bool = Field(False, description="Still running on as_at")
    at_least: Sourced | Exact | None = None
    age: Ages | None = None

    @property
    def kind(self) -> str:
        """The activity kind the test reads."""
        return self.exists or self.count or self.sum or self.rate or ""

    @model_validator(mode="after")
    def _one_question(self) -> "Test":
        asked = [n for n in ("exists", "count", "sum", "rate") if getattr(self, n)]
        if len(asked) != 1:
            raise ValueError("a test says exactly one of exists, count, sum, rate")
        if asked != ["exists"] and self.at_least is None:
            raise ValueError(f"'{asked[0]}' needs at_least")
        if self.rate and not (self.numerator and self.denominator):
            raise ValueError("'rate' needs numerator and denominator attributes")
        return self


class Criterion(Definition):
    """Met when any of its tests is; for a household, by the member(s) it names."""

    id: Id
    title: str
    member: Literal["any", "all", "self"] = "self"
    tests: Many[Test] = Field(alias="any", min_length=1)


class Select(Definition):
    """At least so many of these criteria; all of them when ``at_least`` is absent."""

    of: Many[Id] = Field(min_length=1)
    at_least: Sourced | None = None


class Cohort(Definition):
    """People or households who meet a rule on a day."""

    id: Id
    title: str
    unit: Literal["person", "household"]
    purpose: Purpose
    citation: Many[str] = Field(min_length=1)
    as_at: date | None = Field(None, description="Fixed day; the place's own day when absent")
    criteria: Many[Criterion] = Field(alias="criterion", min_length=1)
    select: Select

    @model_validator(mode="after")
    def _selects_what_it_defines(self) -> "Cohort":
        ids = [c.id for c in self.criteria]
        for name in self.select.of:
            if name not in ids:
                raise ValueError(f"select.of names '{name}'; criteria here are: {', '.join(ids)}")
        return self


class Overlap(Definition):
    """What share of one cohort is also in another, with a relation in time."""

    id: Id
    title: str
    a: Id
    b: Id
    relation: Literal["ever", "before"] = "before"
    citation: Many[str] = Field(min_length=1)


class Concentration(Definition):
    """What share of cost falls on the costliest share of all residents, zero-cost included."""

    id: Id
    title: str
    purpose: Purpose
    kinds: Many[Id] = Field(min_length=1)
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    top: Sourced
    expected: Sourced | None = None
    citation: Many[str] = Field(min_length=1)
