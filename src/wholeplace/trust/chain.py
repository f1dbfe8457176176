"""Seals: each row's hash covers the row before it, so that a changed row shows."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Checked:
    """What checking the seals found. ``broken_at`` is the first row number that does not fit."""

    rows: int
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        """Whether no row was changed, removed or put in between."""
        return self.broken_at is None


def seal(before: str, values: tuple[Any, ...]) -> str:
    """SHA-256 over the seal before and the row's values."""
    said = json.dumps([before, *values], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def check_chain(rows: Iterable[tuple[Any, ...]], head: tuple[int, str] | None = None) -> Checked:
    """Check rows in order; the last value of each is its seal.

    The end of a log can be cut off without breaking a seal, so a ``head`` noted elsewhere is
    looked for as well.
    """
    seals = [GENESIS]
    for row in rows:
        *values, sealed = row
        number = len(seals)
        if values[0] != number or seal(seals[-1], tuple(values)) != sealed:
            return Checked(number - 1, number)
        seals.append(sealed)
    found = len(seals) - 1
    if head is None or (head[0] <= found and seals[head[0]] == head[1]):
        return Checked(found)
    return Checked(found, min(head[0], found + 1))
