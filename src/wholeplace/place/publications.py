"""A table that a place publishes: which cohort, divided how, protected by which method."""

from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, Id, Many

Divided = Literal["borough", "ward", "sex", "age", "ethnicity"]


class Publication(Definition):
    """Counts of a cohort's people for anyone to read. Two people must agree to each release."""

    id: Id
    title: str
    cohort: Id
    by: Many[Divided] = Field(min_length=1, max_length=3)
    ages: Many[int] = Field(
        (0, 18, 25, 45, 65, 75), description="First age of each band, the lowest 0"
    )
    sensitive: Many[Divided] = Field(
        (), description="Where all of a group being in one category would tell on them"
    )
    method: Literal["rounded", "exact"] = Field(
        "rounded", description="Rounded to 5; or exact, with more hidden"
    )

    @model_validator(mode="after")
    def _makes_one_table(self) -> "Publication":
        if len(set(self.by)) != len(self.by):
            raise ValueError("'by' names a division twice")
        if {"ward", "borough"} <= set(self.by):
            raise ValueError("wards are added up to boroughs anyway; name 'ward' alone in 'by'")
        if set(self.sensitive) - set(self.by):
            raise ValueError("'sensitive' names a division that is not in 'by'")
        if list(self.ages) != sorted({0, *self.ages}):
            raise ValueError("'ages' must begin with 0 and rise")
        return self
