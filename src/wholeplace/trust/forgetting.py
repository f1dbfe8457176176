"""What is to be forgotten, at whose word, and what a legal hold keeps all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from wholeplace.place.base import Definition, Many

Why = Literal["erasure", "rectification", "withdrawal", "expiry", "key", "seal"]

LAW: dict[Why, str] = {
    "erasure": "UK GDPR, Article 17",
    "rectification": "UK GDPR, Article 16",
    "withdrawal": "withdrawn by the partner that delivered it",
    "expiry": "UK GDPR, Article 5(1)(e): the agreement has ended",
    "key": "the pseudonyms made with it are no longer needed",
    "seal": "a person was sealed",
}
"""What each kind rests on where nothing nearer is said."""

EVERYTHING = "everything"


class Act(Definition):
    """One act of forgetting. People are named by keyed tokens, all else by its id."""

    why: Why
    subjects: Many[str] = Field((), description="Tokens of records and identifiers")
    sources: Many[str] = Field((), description="Sources withdrawn, or opened by what has ended")
    agreement: str | None = None
    key: str | None = Field(None, description="A key's name")
    law: str
    by: str = Field(min_length=3, description="The office, not a person's name")
    reason: str = Field(min_length=3)


class Hold(Definition):
    """A legal hold: what it covers is kept until it is lifted, whoever asks."""

    id: str
    covers: Many[str] = Field(
        min_length=1,
        description="'everything', 'source:ID', 'agreement:ID', or tokens of a person's records",
    )
    start: date = Field(alias="from")
    review: date
    by: str = Field(min_length=3)
    reason: str = Field(min_length=3)


@dataclass(frozen=True)
class Item:
    """One thing that holds what is to be forgotten.

    ``what``: extract, reading, linking, snapshot, result, id, decision, key, export or backup.
    ``sources`` are those it holds something of. ``ours``: whether it is here, to be deleted by us.
    """

    what: str
    name: str
    count: int = 1
    sources: frozenset[str] = frozenset()
    sha256: str = ""
    ours: bool = True


def stopped_by(act: Act, holds: Iterable[Hold]) -> Hold | None:
    """The hold that stops an act as a whole: one on everything, or on the person themselves.

    None stops a seal: what is kept for a court is kept out of sight.
    """
    if act.why == "seal":
        return None
    for hold in holds:
        covered = set(hold.covers)
        if EVERYTHING in covered or covered & set(act.subjects):
            return hold
        if act.agreement and f"agreement:{act.agreement}" in covered:
            return hold
    return None


def kept_by(item: Item, holds: Iterable[Hold]) -> Hold | None:
    """The hold that keeps one item, because it holds something of a source that is held."""
    for hold in holds:
        held = {word.partition(":")[2] for word in hold.covers if word.startswith("source:")}
        if item.ours and (EVERYTHING in hold.covers or held & item.sources):
            return hold
    return None
