"""Legal bars: dated, cited, above every agreement. No signature cures one."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import Field, model_validator

from wholeplace.place import Agreement, Purpose
from wholeplace.place.agreements import Grain
from wholeplace.place.base import Definition, Id, Many
from wholeplace.place.partners import PartnerKind
from wholeplace.place.purposes import within

from .requests import Request


class Bar(Definition):
    """One thing the law forbids, from a day on. Lists that are empty do not narrow it."""

    id: Id
    rule: str = Field(description="What the law says, in plain words")
    citation: str
    start: date = Field(alias="from", description="Day it came into force")
    end: date | None = Field(None, alias="to", description="First day it no longer holds")
    partner_kinds: Many[PartnerKind] = Field((), description="Whose sources it touches")
    fields: Many[str] = Field((), description="A kind with all it says, or 'kind.*': not its dates")
    fields_open: Many[str] = ()
    purposes_open: Many[Purpose] = ()
    grains: Many[Grain] = ()
    powers: Many[str] = Field((), description="Only where sharing rests on one of these")
    powers_open: Many[str] = Field((), description="Not where sharing rests on one of these")
    instead: str = Field(description="What the parties can do")
    recalled: str | None = Field(None, description="What of it is not checked yet, to be confirmed")

    @model_validator(mode="after")
    def _touches_something(self) -> "Bar":
        if not (self.partner_kinds or self.fields):
            raise ValueError("name 'partner_kinds' or 'fields': a bar on everything is no bar")
        return self

    def __str__(self) -> str:
        return f"barred by law: {self.rule} ({self.citation}); {self.instead}"

    def in_force(self, at: date) -> bool:
        """Whether it was law on a day."""
        return self.start <= at and (self.end is None or at < self.end)


class _Table(Definition):
    bars: Many[Bar] = Field(alias="bar")


@cache
def shipped_bars() -> tuple[Bar, ...]:
    """The bars that come with the product."""
    text = files("wholeplace.trust").joinpath("data/bars.toml").read_text("utf-8")
    return _Table.model_validate(tomllib.loads(text)).bars


def bars_on(
    request: Request, agreement: Agreement, at: date, bars: Iterable[Bar]
) -> tuple[Bar, ...]:
    """Bars in force on a day that stop a request under an agreement."""
    return tuple(
        bar
        for bar in bars
        if bar.in_force(at)
        and _touches(bar, request)
        and not within(request.purpose, bar.purposes_open)
        and (not bar.grains or request.grain in bar.grains)
        and _concerns(bar, list(_rests(request, agreement)))
    )


def _touches(bar: Bar, request: Request) -> bool:
    return request.held_by in bar.partner_kinds or any(_names(bar, f) for f in request.fields)


def _names(bar: Bar, field: str) -> bool:
    """Whether a bar names a field. ``*`` asks for everything, so for what is barred too."""
    kind, _, attribute = field.partition(".")
    if field == "*":
        return bool(bar.fields)
    if field in bar.fields_open:
        return False
    named = {field, kind, f"{kind}.*"} if attribute else {kind}
    return not named.isdisjoint(bar.fields)


def _rests(request: Request, agreement: Agreement) -> Iterator[str]:
    """What the holder's sharing rests on: its powers, and the support that confidence gives way to.

    Spaces and capitals do not count.
    """
    references = (c.reference for c in agreement.confidence_for(request.purpose))
    for said in (*agreement.powers_of(request.holder), *references):
        if said:
            yield " ".join(said.casefold().split())


def _concerns(bar: Bar, rests: list[str]) -> bool:
    if bar.powers and not _any_named(bar.powers, rests):
        return False
    return not _any_named(bar.powers_open, rests)


def _any_named(powers: Iterable[str], rests: list[str]) -> bool:
    return any(power.casefold() in said for power in powers for said in rests)
