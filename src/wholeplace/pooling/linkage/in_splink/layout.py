"""How one of our comparisons is laid out for Splink: which of its levels are which of ours.

A level at which a rare value counts for more becomes one level per slot (see ``values``), each with
its part of m and u. Reading a model lays out the same and holds it against what it finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Comparison, Level
from .levels import conditions, listed, sharing

FIELDS = ("given", "family", "birth_date", "birth_part", "sex", "address", "postcode")
LISTS = "list"

Slots = Mapping[str, Sequence[int]]
"""By name of columns, how many entries stand in each slot; slot 0 has those without a value."""

RARE = {
    ("given", 0): "given",
    ("family", 0): "family",
    ("birth_date", 0): "birth_date",
    ("address", 0): "door",
    ("address", 1): "near",
    ("postcode", 0): "postcode",
}
"""Levels at which a rare value counts for more, and the name of the columns that hold it."""
UNSHARED = ("address", 0)  # one door by its property number, or written in two ways


@dataclass(frozen=True)
class Part:
    """One level as Splink has it: the level of ours it is, or a part of it."""

    level: int
    label: str
    condition: str
    share: float = 1.0  # of the level's m and u
    column: str | None = None  # whose term frequencies count
    slot: int = 0


def parts(comparison: Comparison, column: str, slots: Slots) -> list[Part]:
    """The levels of a comparison, strongest first, the last being all that is left."""
    sql = [*conditions(comparison.field, column).levels, "ELSE"]
    found: list[Part] = []
    for number, level in enumerate(comparison.levels):
        kept = slots.get(RARE.get((comparison.field, number), ""), ())
        if level.base and len(kept) > 1:
            found += _slotted(comparison.field, number, level, kept)
        else:
            found.append(Part(number, level.name, sql[number]))
    return found


def list_parts(sources: Sequence[str]) -> list[Part]:
    """Being on lists as one comparison: a level for each list that both are on, and two lists."""
    both = [Part(n, f"both on {source}", listed(source)) for n, source in enumerate(sources)]
    return [*both, Part(len(both), "on two lists", "ELSE")]


def _slotted(field: str, number: int, level: Level, entries: Sequence[int]) -> Iterator[Part]:
    name, unshared = RARE[field, number], (field, number) == UNSHARED
    used = [*range(1, len(entries)), *([0] if unshared else [])]
    total = sum(entries[slot] + 1 for slot in used)
    for slot in used:
        column = f"{name}_{slot}" if slot else None
        label = f"{level.name} ({column})" if column else f"{level.name}, written in two ways"
        condition = sharing(field, number, slot, column or "")
        yield Part(number, label, condition, (entries[slot] + 1) / total, column, slot)
