"""What an agreement rests on: powers, lawful bases, and what sets the duty of confidence aside."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from .base import Definition, Id, Many
from .purposes import Purpose, within

Article = Literal[
    "6(1)(a)",
    "6(1)(b)",
    "6(1)(c)",
    "6(1)(d)",
    "6(1)(e)",
    "6(1)(ea)",
    "6(1)(f)",
    "9(2)(a)",
    "9(2)(b)",
    "9(2)(c)",
    "9(2)(f)",
    "9(2)(g)",
    "9(2)(h)",
    "9(2)(i)",
    "9(2)(j)",
    "10",
    "part-3",
]
"""UK GDPR articles, and Part 3 of the Data Protection Act 2018 for law enforcement."""

Confidence = Literal[
    "implied-consent",
    "explicit-consent",
    "section-251",
    "public-interest",
    "statutory-duty",
    "not-confidential",
]
"""What sets the common-law duty of confidence aside, or that there is none."""

CONFIDENCE_WORDS: dict[Confidence, str] = {
    "implied-consent": "the implied consent of the person cared for",
    "explicit-consent": "the person's explicit consent",
    "section-251": "support under section 251 of the National Health Service Act 2006",
    "public-interest": "an overriding public interest",
    "statutory-duty": "a statutory duty or gateway",
    "not-confidential": "not confidential",
}

_EVASIONS = {"", "-", "none", "n/a", "na", "tbc", "tbd", "todo", "not applicable"}


class NoneBecause(Definition):
    """An answer of "none", which always says why."""

    none: str = Field(min_length=3, description="Why there is none")

    def __str__(self) -> str:
        return f"none, because {self.none}"


def _answered(value: object) -> object:
    """Words, or ``{ none = "because …" }``; an evasion is no answer."""
    if isinstance(value, NoneBecause):
        return value
    if isinstance(value, str) and value.strip(" .").casefold() not in _EVASIONS:
        return value
    if isinstance(value, dict) and set(value) == {"none"} and _answered(value["none"]):
        return value
    raise ValueError('say it in words, or say why there is none: { none = "because …" }')


Said = Annotated[str | NoneBecause, BeforeValidator(_answered)]
"""An answer in words, or ``{ none = "the reason" }``."""


class BasisWords(Definition):
    """What a lawful basis is called and what must be said with it."""

    article: Literal["6", "9", "10", "part-3"]
    words: str
    needs_law: bool = False
    needs_condition: bool = False


class _Bases(Definition):
    bases: dict[Article, BasisWords] = Field(alias="basis")


@cache
def lawful_bases() -> dict[Article, BasisWords]:
    """Every basis by article."""
    text = files("wholeplace.place").joinpath("data/lawful_bases.toml").read_text("utf-8")
    return _Bases.model_validate(tomllib.loads(text)).bases


class Power(Definition):
    """A gateway: the statute by which bodies may share, and which of the parties it names."""

    statute: str = Field(min_length=3, description="Act and section, or regulations")
    bodies: Many[Id] = Field((), description="Parties that it empowers; empty: all of them")
    objective: str | None = Field(None, description="What the statute says sharing must be for")


class Basis(Definition):
    """One lawful basis. ``parties`` and ``purposes`` that are empty do not narrow it."""

    article: Article
    law: str | None = Field(None, description="The law that gives the task, duty or function")
    condition: str | None = Field(
        None, description="Paragraph of Schedule 1 or 8, Data Protection Act 2018"
    )
    at_the_time: str | None = Field(
        None, description="Condition of the Data Protection Act 1998, before 25 May 2018"
    )
    parties: Many[Id] = ()
    purposes: Many[Purpose] = ()

    @model_validator(mode="after")
    def _says_what_it_must(self) -> "Basis":
        words = lawful_bases()[self.article]
        if words.needs_law and not self.law:
            raise ValueError(f"{self.article} needs 'law': the statute that lays it down")
        if words.needs_condition and not (self.condition or self.at_the_time):
            raise ValueError(
                f"{self.article} needs 'condition' (Data Protection Act 2018, Schedule 1),"
                " or 'at_the_time' (Data Protection Act 1998, Schedule 3)"
            )
        return self

    def covers(self, purpose: Purpose, party: str | None) -> bool:
        """Whether it is said for a purpose, and for a party if one is named."""
        for_party = party is None or not self.parties or party in self.parties
        return for_party and (not self.purposes or within(purpose, self.purposes))


class Confidentiality(Definition):
    """What sets the duty of confidence aside, for all purposes or for those it names."""

    basis: Confidence
    because: str = Field(min_length=3, description="How it applies here")
    reference: str | None = Field(None, description="Number of the support, order or policy")
    purposes: Many[Purpose] = ()

    @model_validator(mode="after")
    def _support_has_a_number(self) -> "Confidentiality":
        if self.basis == "section-251" and not self.reference:
            raise ValueError("section-251 needs 'reference': the number of the support given")
        return self

    def covers(self, purpose: Purpose) -> bool:
        """Whether it is said for a purpose."""
        return not self.purposes or within(purpose, self.purposes)
