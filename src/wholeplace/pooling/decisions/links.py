"""Decisions that two records are the same person, or different people.

A later decision about the same two records takes the place of an earlier one until it is undone.
All of them stay in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from .lines import append, read

SORT = "links"
RecordKey = tuple[str, str]
"""A record's source and local id."""
What = Literal["same", "different"]


@dataclass(frozen=True)
class LinkDecision:
    """What somebody decided about two records, when, why, and what they had before them."""

    number: int
    what: What
    a: RecordKey
    b: RecordKey
    by: str
    at: datetime
    why: str
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> frozenset[RecordKey]:
        """The two records, whichever was named first."""
        return frozenset((self.a, self.b))


class NothingToUndo(Exception):
    """There is no decision in force under that number."""


def decide_link(
    register: Path,
    what: What,
    a: RecordKey,
    b: RecordKey,
    *,
    by: str,
    at: datetime,
    why: str,
    evidence: Mapping[str, Any] | None = None,
) -> int:
    """Keep a decision; the next run obeys it. Returns its number."""
    if a == b:
        raise ValueError(f"{' '.join(a)}: is one record; a decision is about two")
    said = {"what": what, "records": [list(a), list(b)], "why": why, "evidence": evidence or {}}
    return append(register, SORT, {**said, "by": by, "at": at.isoformat(timespec="seconds")})


def undo_link(register: Path, number: int, *, by: str, at: datetime, why: str) -> int:
    """Take a decision back. Raises NothingToUndo unless it is in force."""
    if number not in {one.number for one in links_in_force(register)}:
        raise NothingToUndo(f"decision {number} is not in force, so there is nothing to undo")
    said = {"what": "undo", "undoes": number, "why": why}
    return append(register, SORT, {**said, "by": by, "at": at.isoformat(timespec="seconds")})


def links_in_force(register: Path) -> list[LinkDecision]:
    """What a run must obey, oldest first."""
    return in_force(read(register, SORT))


def in_force(said: Sequence[Mapping[str, Any]]) -> list[LinkDecision]:
    """The last decision about each two records that was not undone."""
    undone = {one["undoes"] for one in said if one["what"] == "undo"}
    stands = [one for one in said if one["what"] != "undo" and one["number"] not in undone]
    latest = {one.about: one for one in map(_parsed, stands)}
    return sorted(latest.values(), key=lambda one: one.number)


def _parsed(said: Mapping[str, Any]) -> LinkDecision:
    a, b = (tuple(key) for key in said["records"])
    return LinkDecision(
        said["number"],
        said["what"],
        a,
        b,
        said["by"],
        datetime.fromisoformat(said["at"]),
        said["why"],
        said["evidence"],
    )
