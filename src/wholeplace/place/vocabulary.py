"""The kinds of activity a place can record, each with typed attributes and a unit."""

from typing import Literal

from pydantic import Field

from .base import Definition, Id, Many
from .sensitivity import Sensitivity

AttributeType = Literal["text", "code", "integer", "number", "date", "flag"]


class Attribute(Definition):
    """One typed attribute of a kind of activity."""

    type: AttributeType
    unit: str | None = None
    values: dict[str, str] | None = Field(None, description="Allowed codes and what they mean")
    describes: str
    sensitive: bool = False
    joins: bool = Field(False, description="A number of a case: a token stands for it outside")


class Kind(Definition):
    """A kind of activity: what one row is, how it is counted, what it costs unless known."""

    describes: str
    theme: Literal["families", "justice", "health and care", "work and skills", "housing"]
    unit: str = Field(description="What one unit of quantity is: attendance, night, week …")
    lasting: bool = Field(description="True when it has a length: a claim, a placement, a plan")
    unit_cost: str | None = Field(None, description="Default unit cost id, from costs/*.csv")
    sensitive: bool = False
    classes: Many[Sensitivity] = Field((), description="What the law calls data of this kind")
    attributes: dict[Id, Attribute] = Field({})


class Vocabulary(Definition):
    """All kinds, with the version that a snapshot's manifest names."""

    version: str
    kinds: dict[Id, Kind] = Field(alias="kind")
