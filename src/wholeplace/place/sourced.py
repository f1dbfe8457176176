"""A figure and where it comes from. No bare numbers stand in a definition."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from .base import Definition, FinancialYear
from .prices import deflator


def _exact(value: object) -> object:
    """TOML integers and decimals become Decimal; anything else is left for pydantic to refuse."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


Exact = Annotated[Decimal, BeforeValidator(_exact)]

GRADES = {
    1: "randomised trial or audited accounts",
    2: "strong comparison group or published statistics",
    3: "published evaluation with monitoring",
    4: "practitioner monitoring or a published claim",
    5: "secondary evidence from elsewhere",
    6: "judgement or assumption",
}
"""Evidence grades, 1 the strongest. Six levels as in the Greater Manchester cost-benefit model."""


class Sourced(Definition):
    """A number with its unit, source and grade of evidence; money also says its price year."""

    value: Exact
    unit: str = Field(min_length=1, description="What one of it is: 'GBP', 'share', 'weeks' …")
    source: str = Field(min_length=3, description="Where it was read, or 'assumption: why'")
    grade: int = Field(ge=1, le=6, description="Evidence grade: 1 strongest, 6 judgement")
    price_year: FinancialYear | None = None
    low: Exact | None = Field(None, description="Low end of the range, if the source gives one")
    high: Exact | None = None
    note: str | None = None
    disputed: str | None = Field(None, description="What other readings of this figure there are")

    @model_validator(mode="after")
    def _money_has_a_price_year(self) -> "Sourced":
        if self.unit.startswith("GBP") and self.price_year is None:
            raise ValueError("an amount of money needs price_year, such as '2013/14'")
        if self.price_year is not None:
            deflator(self.price_year)
        return self
