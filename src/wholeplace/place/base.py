"""What every definition shares: strict types, no unknown keys, no changes after loading."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
"""A short name used to point from one file to another, such as ``troubled-families``."""

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{8}$")]
"""An ONS area code, such as ``E09000033`` for Westminster."""

FinancialYear = Annotated[str, StringConstraints(pattern=r"^\d{4}/\d{2}$")]
"""April to March, written ``2013/14``."""


class Definition(BaseModel):
    """A table of a definition file. A string where a number is due is an error, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A TOML list, kept as a tuple so that a definition cannot change after loading."""
