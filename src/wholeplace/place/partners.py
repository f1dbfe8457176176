"""Who takes part in a place: from when to when, where, and what they pay for."""

from datetime import date
from typing import Literal

from pydantic import Field

from .base import AreaCode, Definition, Id, Many

PartnerKind = Literal[
    "council",
    "nhs-commissioner",
    "nhs-provider",
    "general-practice",
    "police",
    "probation",
    "courts",
    "cafcass",
    "work-and-pensions",
    "treasury",
    "schools",
    "college",
    "youth-justice",
    "prisons",
    "housing",
    "voluntary-sector",
    "prime-contractor",
]


class Partner(Definition):
    """A sovereign body with a budget of its own; ``to`` is the first day it is no more."""

    id: Id
    name: str
    kind: PartnerKind
    start: date = Field(alias="from")
    end: date | None = Field(None, alias="to")
    succeeded_by: Many[Id] = ()
    footprint: Many[AreaCode] = Field((), description="Areas it serves; empty means everywhere")
    funds: Many[str] = Field(description="What it pays for, in the words of its budget")
    budget_class: Literal["DEL", "AME", "HRA", "DSG", "public-health-grant", "own"] = "DEL"
    needs_based_loss: str | None = Field(
        None, description="What needs-based funding falls when need falls (2014 evidence, 19)"
    )
    source: str = Field(description="Where what is said here comes from")

    def active_on(self, day: date) -> bool:
        """Whether the partner exists on ``day``."""
        return self.start <= day and (self.end is None or day < self.end)
