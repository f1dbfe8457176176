"""Unit costs: what one unit of an activity costs, in which prices, and who bears it."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, FinancialYear, Id
from .prices import deflator


class UnitCost(Definition):
    """A row of ``costs/*.csv``. ``bearers`` maps a bearing role or partner id to its share."""

    id: str
    description: str
    unit: str
    pounds: Decimal = Field(ge=0)
    price_year: FinancialYear
    value: Literal["fiscal", "economic", "social"]
    bearers: dict[Id, Decimal]
    grade: int = Field(ge=1, le=6)
    source: str
    citation: str

    @model_validator(mode="after")
    def _shares_are_whole(self) -> "UnitCost":
        if not self.bearers:
            raise ValueError(
                "needs bearers: who bears the cost, such as 'police:1' or 'police:0.6;council:0.4'"
            )
        total = sum(self.bearers.values())
        if total != 1:
            raise ValueError(f"shares of bearers add up to {total}, not 1; state each share")
        return self

    @model_validator(mode="after")
    def _can_be_uprated(self) -> "UnitCost":
        deflator(self.price_year)
        return self
