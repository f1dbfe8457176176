"""Opt-outs and objections: what each stops, and where it gives way."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, Id, Many
from .lawful import Article, Confidence
from .partners import PartnerKind
from .purposes import Purpose
from .sensitivity import Sensitivity

UNTOUCHED: tuple[Purpose, ...] = ("matching",)
"""Matching opens no fact, and a person must be known to be left out."""


class Objection(Definition):
    """A kind of objection. Who has objected stands in a list in the register.

    Lists that are empty do not narrow it: without ``classes``, ``partner_kinds`` and ``sources``
    it stops every source.
    """

    id: Id
    title: str
    rule: str = Field(description="What it says, in plain words")
    citation: str
    start: date = Field(alias="from", description="Day from which it is honoured")
    end: date | None = Field(None, alias="to", description="First day it no longer is")
    classes: Many[Sensitivity] = Field((), description="Data it touches")
    partner_kinds: Many[PartnerKind] = Field((), description="Whose sources it touches")
    sources: Many[Id] = Field((), description="Sources it touches")
    purposes: Many[Purpose] = Field((), description="Purposes it stops; empty: all but matching")
    purposes_open: Many[Purpose] = Field((), description="Purposes it never stops")
    confidentiality_open: Many[Confidence] = Field(
        (), description="Bases before which it gives way"
    )
    articles: Many[Article] = Field((), description="Stops only what rests on one of these")
    always: bool = Field(False, description="Honoured whether or not an agreement says that it is")
    unit: Literal["list", "person"] = Field(
        "list", description="'person': each entry says which purposes and sources it stops"
    )

    @model_validator(mode="after")
    def _leaves_matching_alone(self) -> "Objection":
        if set(self.purposes) & set(UNTOUCHED):
            raise ValueError(
                "no objection stops matching, which opens no fact about anybody;"
                " to take a person out of the pool is an erasure"
            )
        return self

    def in_force(self, at: date) -> bool:
        """Whether it is honoured on a day."""
        return self.start <= at and (self.end is None or at < self.end)


class _Shipped(Definition):
    objections: Many[Objection] = Field(alias="objection")


@cache
def shipped_objections() -> dict[str, Objection]:
    """The objections that the law gives everyone, by id."""
    text = files("wholeplace.place").joinpath("data/objections.toml").read_text("utf-8")
    return {o.id: o for o in _Shipped.model_validate(tomllib.loads(text)).objections}
