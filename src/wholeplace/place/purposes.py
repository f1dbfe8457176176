"""Why data are used, as a tree: a purpose holds for the narrower ones under it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from .base import Definition

Purpose = Literal[
    "matching",
    "individual-help",
    "safeguarding",
    "safeguarding-children",
    "safeguarding-adults",
    "direct-care",
    "health-care",
    "adult-care",
    "planning",
    "needs-assessment",
    "commissioning",
    "payment-verification",
    "evaluation",
    "statutory-return",
]
"""Why data are used. Matching, which makes one person of many records, is a purpose of its own."""


class PurposeWords(Definition):
    """One purpose: what it is under, and what it is for in plain words."""

    words: str
    under: Purpose | None = None
    names: bool = Field(False, description="Ends with a person being offered something")
    care: bool = Field(False, description="The person's own health or adult care")


class _Tree(Definition):
    purposes: dict[Purpose, PurposeWords] = Field(alias="purpose")


@cache
def purpose_tree() -> dict[Purpose, PurposeWords]:
    """Every purpose by id, a broader one before those under it."""
    text = files("wholeplace.place").joinpath("data/purposes.toml").read_text("utf-8")
    return _Tree.model_validate(tomllib.loads(text)).purposes


def in_words(purpose: Purpose) -> str:
    """A purpose as a sentence says it."""
    return purpose_tree()[purpose].words


@cache
def broader(purpose: Purpose) -> tuple[Purpose, ...]:
    """A purpose and all that it is under, itself first."""
    under = purpose_tree()[purpose].under
    return (purpose, *broader(under)) if under else (purpose,)


def within(purpose: Purpose, granted: tuple[Purpose, ...]) -> bool:
    """Whether a purpose is one of those granted, or is under one of them."""
    return any(each in granted for each in broader(purpose))


def naming_purposes() -> tuple[Purpose, ...]:
    """Purposes that end with a person being offered something: only for these is anybody named."""
    return tuple(purpose for purpose, said in purpose_tree().items() if said.names)


def top_purposes() -> tuple[Purpose, ...]:
    """Purposes that are under no other."""
    return tuple(purpose for purpose, said in purpose_tree().items() if said.under is None)
