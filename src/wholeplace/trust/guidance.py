"""What courts and regulators have said of a use: shown beside it, refusing nothing."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import Field

from wholeplace.place import Purpose
from wholeplace.place.base import Definition, Id, Many
from wholeplace.place.partners import PartnerKind
from wholeplace.place.purposes import within

from .requests import Request


class Guidance(Definition):
    """One thing to mind, from a day on. Lists that are empty do not narrow it."""

    id: Id
    rule: str = Field(description="What was said, in plain words")
    citation: str
    start: date = Field(alias="from")
    purposes: Many[Purpose] = ()
    partner_kinds: Many[PartnerKind] = ()
    fields: Many[str] = ()
    so: str = Field(description="What follows for practice")

    def __str__(self) -> str:
        return f"mind: {self.rule} ({self.citation}); {self.so}"


class _Table(Definition):
    guidance: Many[Guidance]


@cache
def shipped_guidance() -> tuple[Guidance, ...]:
    """The guidance that comes with the product."""
    text = files("wholeplace.trust").joinpath("data/guidance.toml").read_text("utf-8")
    return _Table.model_validate(tomllib.loads(text)).guidance


def guidance_on(request: Request, at: date) -> tuple[Guidance, ...]:
    """What to mind about a request on a day."""
    kinds = {field.partition(".")[0] for field in request.fields}
    return tuple(
        one
        for one in shipped_guidance()
        if one.start <= at
        and (not one.purposes or within(request.purpose, one.purposes))
        and (not one.partner_kinds or request.held_by in one.partner_kinds)
        and (not one.fields or bool(kinds & set(one.fields)))
    )
