"""How every source stands for every purpose, in one word each: partners by purposes by sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wholeplace.place import Place, Purpose
from wholeplace.place.purposes import broader, top_purposes

from .agreements import naming
from .uses import RefusedUse, Use, refused_uses, uses
from .validity import state

Standing = Literal["open", "partly open", "barred", "unsigned", "not yet", "ended", "none"]
"""What may be done with a source for a purpose; 'none' where no agreement speaks of it."""


@dataclass(frozen=True)
class Cell:
    """One source for one purpose. ``signed`` of ``signatures`` when it waits for signatures."""

    source: str
    purpose: Purpose
    standing: Standing
    open: tuple[Use, ...] = ()
    closed: tuple[RefusedUse, ...] = ()
    signed: int = 0
    signatures: int = 0


@dataclass(frozen=True)
class Row:
    """One source of a partner, with a cell for each purpose."""

    partner: str
    source: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """All of them, on a day."""

    at: date
    purposes: tuple[Purpose, ...]
    rows: tuple[Row, ...]


def matrix(place: Place, at: date) -> Matrix:
    """Sources by partner, and the purposes that any agreement names, the broad ones always."""
    may, may_not = uses(place, at), refused_uses(place, at)
    named = {p for agreement in place.agreements.values() for p in agreement.purposes}
    broad = top_purposes()
    purposes = (*broad, *sorted(named - set(broad)))
    ordered = sorted(place.sources.values(), key=lambda s: (s.partner, s.id))
    rows = (
        Row(s.partner, s.id, tuple(_cell(place, s.id, p, may, may_not, at) for p in purposes))
        for s in ordered
    )
    return Matrix(at, purposes, tuple(rows))


def _cell(
    place: Place,
    source: str,
    purpose: Purpose,
    may: Sequence[Use],
    may_not: Sequence[RefusedUse],
    at: date,
) -> Cell:
    """What a broader purpose opens is open for the narrower one too."""
    wide = broader(purpose)
    opened = tuple(u for u in may if u.source == source and u.purpose in wide)
    closed = tuple(r for r in may_not if r.source == source and r.purpose in wide)
    cell = Cell(source, purpose, _standing(place, source, purpose, opened, closed, at))
    needed = max((r.why.signatures for r in closed), default=0)
    missing = max((len(r.why.awaited) for r in closed), default=0)
    return Cell(cell.source, cell.purpose, cell.standing, opened, closed, needed - missing, needed)


def _standing(
    place: Place,
    source: str,
    purpose: Purpose,
    opened: tuple[Use, ...],
    closed: tuple[RefusedUse, ...],
    at: date,
) -> Standing:
    if opened:
        return "partly open" if closed else "open"
    if any(refused.why.awaited for refused in closed):
        return "unsigned"
    if any(refused.why.bars for refused in closed):
        return "barred"
    spoken = [a for a in naming(source, place.agreements) if set(broader(purpose)) & {*a.purposes}]
    states = {state(agreement, at) for agreement in spoken}
    if "not yet" in states:
        return "not yet"
    return "ended" if "ended" in states else "none"
