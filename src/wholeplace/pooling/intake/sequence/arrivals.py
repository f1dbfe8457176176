"""Deliveries as the place declares them, with the files found for each, in the order they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from wholeplace.place import Delivery, Place, Source

from .spans import ALWAYS, Span

UNDECLARED = ""
"""The id of the delivery that holds all files no delivery names. It counts as the first."""


@dataclass(frozen=True)
class Arrival:
    """One delivery and the files it brings, by name under extracts/.

    ``named`` are the files it speaks of: those it brings, or for a withdrawal those it takes out.
    """

    id: str
    mode: str
    received: date | None
    due: date | None
    covers: Span | None
    patterns: tuple[str, ...]
    named: tuple[str, ...]
    files: tuple[str, ...]
    withdrawn_by: str | None = None

    @property
    def where(self) -> str:
        """What to call it in a finding about no single file."""
        return ", ".join(self.named or self.patterns)

    @property
    def silence_tells(self) -> bool:
        """Whether what it leaves out says no: a correction says nothing of other rows, and neither
        do changes without the days they cover."""
        return self.mode == "full" or (self.mode == "delta" and self.covers is not None)

    def stands_for(self, earlier: Arrival) -> bool:
        """Whether it is a full word on every day the earlier one speaks of."""
        if self.mode != "full" or earlier.mode == "withdrawn":
            return False
        return self.covers is None or (earlier.covers or ALWAYS).within(self.covers)


def arrivals_of(place: Place, source: Source) -> list[Arrival]:
    """Every delivery of a source, first what no delivery names, then by day received and id."""
    declared = [_arrival(place, one) for one in source.deliveries]
    named = {file for one in declared for file in one.named}
    rest = tuple(f for f in _found(place, source.files) if f not in named)
    first = Arrival(UNDECLARED, "full", None, None, None, source.files, rest, rest)
    lead = [first] if rest or not declared else []
    return _withdrawn([*lead, *sorted(declared, key=_order)])


def _order(one: Arrival) -> tuple[date, str]:
    return (one.received or one.due or date.max, one.id)


def _arrival(place: Place, said: Delivery) -> Arrival:
    named = _found(place, said.files)
    covers = Span(said.covers.start, said.covers.end) if said.covers else None
    brings = () if said.mode == "withdrawn" else named
    days = (said.received, said.due)
    return Arrival(said.id, said.mode, *days, covers, said.files, named, brings)


def _withdrawn(arrivals: list[Arrival]) -> list[Arrival]:
    """Take out of each delivery the files that a later withdrawal names."""
    found: list[Arrival] = []
    for place, one in enumerate(arrivals):
        later = [w for w in arrivals[place + 1 :] if w.mode == "withdrawn"]
        by = next((w.id for w in later if _takes(w, one)), None)
        gone = {file for w in later for file in w.named}
        kept = tuple(file for file in one.files if file not in gone)
        found.append(replace(one, files=kept, withdrawn_by=by))
    return found


def _takes(withdrawal: Arrival, one: Arrival) -> bool:
    """A withdrawn file may be gone from the folder; its pattern still says which it was."""
    same_words = set(one.patterns) <= set(withdrawal.patterns)
    return bool(set(withdrawal.named) & set(one.files)) or (not one.named and same_words)


def claimed_twice(arrivals: Iterable[Arrival]) -> dict[str, list[str]]:
    """Files that two deliveries bring, and which."""
    claims: dict[str, list[str]] = {}
    for one in arrivals:
        for file in one.files:
            claims.setdefault(file, []).append(one.id)
    return {file: ids for file, ids in claims.items() if len(ids) > 1}


def files_of(place: Place, source: Source) -> list[Path]:
    """The files delivered for a source, withdrawn ones too, in order of name."""
    patterns = [*source.files, *(p for one in source.deliveries for p in one.files)]
    return [place.extracts / name for name in _found(place, patterns)]


def delivered(place: Place, source: Source) -> int:
    """Bytes in the files of a source."""
    return sum(path.stat().st_size for path in files_of(place, source))


def _found(place: Place, patterns: Sequence[str]) -> tuple[str, ...]:
    paths = {path for pattern in patterns for path in place.extracts.glob(pattern)}
    return tuple(sorted(p.relative_to(place.extracts).as_posix() for p in paths if p.is_file()))
