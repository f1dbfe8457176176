"""What people are asked when they are asked for consent: one wording to a file, never edited."""

import hashlib
from collections.abc import Collection

from pydantic import Field

from .base import Definition, Id, Many
from .purposes import Purpose, within


class Asked(Definition):
    """Fields of one source that the wording asks for."""

    source: Id
    fields: Many[str] = Field(min_length=1, description="Field words, as in a grant")


class Wording(Definition):
    """A form of words. A new wording is a new file: consent is to what was read, not to an edit."""

    id: Id = Field(description="Name with its version, such as 'family-help-2'")
    title: str
    text: str = Field(min_length=20, description="What the person reads or hears, whole")
    purposes: Many[Purpose] = Field(min_length=1)
    partners: Many[Id] = Field(min_length=1, description="Everyone who may use the data")
    asks: Many[Asked] = Field(alias="asks", min_length=1)
    months: int | None = Field(None, ge=1, description="Consent is asked again after so long")

    @property
    def sha256(self) -> str:
        """Hash of the text and of what it covers, by which a consent names its wording."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    def serves(self, parties: Collection[str], purpose: Purpose, source: str) -> bool:
        """Whether people were asked for a purpose and a source, and told of every party."""
        asked = any(asks.source == source for asks in self.asks)
        return asked and set(parties) <= set(self.partners) and within(purpose, self.purposes)
