"""Recorded agreements: who may use which fields of which sources, for what, until when."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, Id, Many

Purpose = Literal[
    "matching",
    "individual-help",
    "safeguarding",
    "direct-care",
    "planning",
    "payment-verification",
    "evaluation",
    "statutory-return",
]
"""Why data is used. Matching, which makes one person of many records, is a purpose of its own."""

Grain = Literal["named", "pseudonymised", "aggregate"]


class Grant(Definition):
    """What one source gives under the agreement."""

    source: Id
    fields: Many[str] = Field(
        min_length=1,
        description="'record', 'identifier', 'address', an activity kind, 'kind.attribute', or '*'",
    )


class Signature(Definition):
    """A party's signature; without a date it is still awaited."""

    party: Id
    asked: date | None = None
    signed: date | None = None
    by: str | None = Field(None, description="The office that signs, not a person's name")


class Agreement(Definition):
    """A data-sharing agreement. It opens nothing before all have signed or after it ends."""

    id: Id
    title: str
    parties: Many[Id] = Field(min_length=1)
    purposes: Many[Purpose] = Field(min_length=1)
    programmes: Many[Id] = Field((), description="Empty: not tied to one programme")
    grain: Grain
    legal_power: str
    lawful_basis: str = Field(description="UK GDPR Article 6, and 9 or 10 where needed")
    confidentiality: str = Field(description="Common-law basis, or 'not confidential'")
    start: date = Field(alias="from")
    end: date = Field(alias="to", description="First day it no longer holds")
    review: date
    retention: str
    grants: Many[Grant] = Field(alias="grant", min_length=1)
    signatures: Many[Signature] = Field(alias="signature", min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "Agreement":
        if self.end <= self.start:
            raise ValueError(f"'to' ({self.end}) must be later than 'from' ({self.start})")
        return self
