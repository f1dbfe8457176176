"""Person ids that nobody may have again: they once stood for what is now sealed, or erased."""

from collections.abc import Iterable
from pathlib import Path

from .lines import append, read

SORT = "retired_ids"


def retired_ids(register: Path) -> frozenset[str]:
    """Every id that was retired."""
    return frozenset(person for entry in read(register, SORT) for person in entry["people"])


def retire_ids(people: Iterable[str], register: Path) -> None:
    """Retire ids, each once."""
    fresh = sorted(set(people) - retired_ids(register))
    if fresh:
        append(register, SORT, {"people": fresh})
