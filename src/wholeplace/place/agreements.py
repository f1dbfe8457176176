"""Recorded agreements: who may use which fields of which sources, for what, until when."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from .base import AreaCode, Definition, Id, Many
from .lawful import Basis, Confidentiality, NoneBecause, Power, Said
from .purposes import Purpose
from .terms import Terms

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


class Processor(Definition):
    """Somebody who handles the data for the parties, by contract and on their instruction."""

    name: str
    does: str
    contract: str = Field(description="Reference of the contract, UK GDPR Article 28")


class Roles(Definition):
    """Who answers for the data."""

    controllers: Many[Id] = Field(min_length=1, description="Parties that decide why and how")
    joint: Said = Field(
        description="Who does what among joint controllers (UK GDPR Article 26), or why none are"
    )
    processors: Many[Processor] | NoneBecause


class Onward(Definition):
    """What may leave the circle of the parties."""

    publish: Literal["protected-counts", "nothing"] = Field(
        description="Whether counts may be published once small ones are suppressed"
    )
    to: Many[Id] = Field((), description="Partners beside the parties who may be given the data")


class Agreement(Definition):
    """A data-sharing agreement. It opens nothing before all have signed or after it ends."""

    id: Id
    title: str
    framework: Id | None = Field(None, description="Shared terms that hold where it is silent")
    parties: Many[Id] = Field(min_length=1)
    purposes: Many[Purpose] = Field(min_length=1)
    programmes: Many[Id] = Field((), description="Empty: not tied to one programme")
    areas: Many[AreaCode] = Field((), description="People of these areas only; empty: everyone")
    users: Many[str] = Field((), description="Roles that may see the data; empty: parties decide")
    grain: Grain
    start: date = Field(alias="from")
    end: date = Field(alias="to", description="First day it no longer holds")
    review: date
    retention: str = Field(min_length=3)
    retain_months: int | None = Field(
        None, ge=0, description="Months after 'to' in which data may still be kept, if one figure"
    )
    roles: Roles
    powers: Many[Power] = Field(alias="power", min_length=1)
    bases: Many[Basis] = Field(alias="basis", min_length=1)
    confidentiality: Many[Confidentiality] = Field(min_length=1)
    objections: Many[Id] | NoneBecause = Field(
        description="Objections honoured beside those the law gives, or why none are"
    )
    onward: Onward
    terms: Terms = Terms()
    grants: Many[Grant] = Field(alias="grant", min_length=1)
    signatures: Many[Signature] = Field(alias="signature", min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "Agreement":
        if self.end <= self.start:
            raise ValueError(f"'to' ({self.end}) must be later than 'from' ({self.start})")
        if self.review < self.start:
            raise ValueError(f"'review' ({self.review}) is before 'from' ({self.start})")
        return self

    def powers_of(self, party: str | None) -> Iterator[str]:
        """Statutes that empower a party to share; of every party when none is named."""
        for power in self.powers:
            if party is None or not power.bodies or party in power.bodies:
                yield power.statute

    def confidence_for(self, purpose: Purpose) -> Iterator[Confidentiality]:
        """What sets the duty of confidence aside for a purpose."""
        yield from (c for c in self.confidentiality if c.covers(purpose))

    def bases_for(self, purpose: Purpose, party: str | None) -> Iterator[Basis]:
        """Lawful bases said for a purpose, by a party if one is named."""
        yield from (b for b in self.bases if b.covers(purpose, party))

    def rests_on_consent(self, purpose: Purpose, party: str | None) -> bool:
        """Whether it opens only the rows of people who have consented."""
        articles = {basis.article for basis in self.bases_for(purpose, party)}
        said = {confidence.basis for confidence in self.confidence_for(purpose)}
        return bool(articles & {"6(1)(a)", "9(2)(a)"}) or "explicit-consent" in said
