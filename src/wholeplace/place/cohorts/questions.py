"""Questions about cohorts and costs: how two overlap, and on whom cost falls."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..base import Definition, Id, Many
from ..purposes import Purpose
from ..sourced import Sourced


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

    @model_validator(mode="after")
    def _window_and_share_make_sense(self) -> "Concentration":
        if self.end <= self.start:
            raise ValueError(f"'to' ({self.end}) must be later than 'from' ({self.start})")
        if not 0 < self.top.value < 1:
            raise ValueError(f"top must be a share between 0 and 1, not {self.top.value}")
        return self
