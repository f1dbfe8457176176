"""Sealed people: identities that nothing may link, find or show.

A seal binds from the moment it is recorded, whatever day the place is asked about, until the office
that set it lifts it. No agreement, role or emergency opens one.
"""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import Field, model_validator

from wholeplace.place.base import Definition, Id, Many


class SealKind(Definition):
    """Why people are sealed, and what that keeps from others."""

    id: Id
    title: str
    closes: bool = Field(description="Has an earlier identity, which is closed for good")
    conceals: bool = Field(description="The person as they are now is kept from view as well")
    rule: str
    citation: str


class _Table(Definition):
    kinds: Many[SealKind] = Field(alias="kind")


@cache
def seal_kinds() -> dict[str, SealKind]:
    """The kinds that come with the product, by id."""
    text = files("wholeplace.trust").joinpath("data/seals.toml").read_text("utf-8")
    return {kind.id: kind for kind in _Table.model_validate(tomllib.loads(text)).kinds}


class Seal(Definition):
    """One sealed person. Records and identifiers are named by keyed tokens, never in the clear."""

    id: str
    kind: Id
    earlier: Many[str] = Field((), description="What belongs to the identity that is closed")
    now: Many[str] = Field((), description="What belongs to the person as they are now")
    others: Many[str] = Field((), description="What looks like it and is somebody else's")
    start: date = Field(alias="from", description="Day of the order or decision")
    by: str = Field(min_length=3, description="The office, not a person's name")
    basis: str = Field(min_length=3, description="The order or law it rests on")
    review: date

    @model_validator(mode="after")
    def _covers_what_its_kind_is_about(self) -> "Seal":
        kind = seal_kinds().get(self.kind)
        if kind is None:
            raise ValueError(f"'{self.kind}' is no kind of seal; known: {', '.join(seal_kinds())}")
        if self.earlier and not kind.closes:
            raise ValueError(f"{kind.title.lower()} closes no earlier identity; name it as it is")
        if kind.conceals and not self.now:
            raise ValueError(f"{kind.title.lower()}: name the person as they are now")
        if kind.closes and not kind.conceals and not self.earlier:
            raise ValueError(f"{kind.title.lower()}: name the earlier identity, which is closed")
        return self

    @property
    def conceals(self) -> bool:
        """Whether the person as they are now is kept from view."""
        return seal_kinds()[self.kind].conceals
