"""What seals take out of the identities before linking, and who is kept from view after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wholeplace.trust.keys import Key
from wholeplace.trust.seals import Seal

from ..decisions.subjects import RECORD, matching
from ..store import Identities
from .likeness import lookalikes
from .shared import Ties

Numbers = frozenset[int]
Named = Mapping[str, Collection[int]]


@dataclass(frozen=True)
class Sides:
    """Record numbers by where they stand towards one seal.

    ``closed``: of the earlier identity. ``now``: of the person as they are now. ``apart``: may be
    of either, and are linked to neither until the office says. ``others``: it said they are of
    somebody else.
    """

    seal: Seal
    closed: Numbers = frozenset()
    now: Numbers = frozenset()
    others: Numbers = frozenset()
    apart: Numbers = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """How many records are on each side."""
        return {"closed": len(self.closed), "now": len(self.now), "apart": len(self.apart)}


@dataclass(frozen=True)
class Sealed:
    """What every standing seal says of the records at hand."""

    sides: tuple[Sides, ...] = field(default=())

    @property
    def off(self) -> Numbers:
        """Records that no later step may meet."""
        return _all(one.closed | one.apart for one in self.sides)

    @property
    def concealed(self) -> Numbers:
        """Records of people who are linked, and kept from view with all that is linked to them."""
        return _all(one.now for one in self.sides if one.seal.conceals)


def seal_off(seals: Sequence[Seal], key: Key, identities: Identities) -> Sealed:
    """Sides of every record, seal by seal. Without seals there is nothing to look at."""
    if not seals:
        return Sealed()
    subjects = {s for seal in seals for s in (*seal.earlier, *seal.now, *seal.others)}
    named = matching(subjects, key, identities.record, identities.identifier)
    ties = Ties.around(set().union(*named.values()), identities.identifier)
    sides = [_spread(_named(seal, named), ties) for seal in seals]
    return Sealed(tuple(_with_lookalikes(sides, identities)))


def _named(seal: Seal, named: Named) -> Sides:
    """What the seal itself names. A record's own id says more than a number it holds."""
    earlier, its_numbers = _by_id(seal.earlier, named), _by_number(seal.earlier, named)
    now, now_numbers = _by_id(seal.now, named), _by_number(seal.now, named)
    return Sides(
        seal,
        closed=(earlier - now) | (its_numbers - now_numbers - now),
        now=(now - earlier) | (now_numbers - its_numbers - earlier),
        others=_all(named[subject] for subject in seal.others),
        apart=(earlier & now) | ((its_numbers & now_numbers) - earlier - now),
    )


def _by_id(side: Sequence[str], named: Named) -> Numbers:
    return _all(named[subject] for subject in side if subject.startswith(RECORD))


def _by_number(side: Sequence[str], named: Named) -> Numbers:
    return _all(named[subject] for subject in side if not subject.startswith(RECORD))


def _all(parts: Iterable[Collection[int]]) -> Numbers:
    return frozenset().union(*parts)


def _spread(sides: Sides, ties: Ties) -> Sides:
    """And what identifiers lead to from there: on one side if from one, on neither if from both."""
    stops = sides.closed | sides.now | sides.apart | sides.others
    from_closed, from_now = (ties.reach(one, stops) for one in (sides.closed, sides.now))
    return replace(
        sides,
        closed=sides.closed | (from_closed - from_now),
        now=sides.now | (from_now - from_closed),
        apart=sides.apart | (from_closed & from_now),
    )


def _with_lookalikes(sides: Sequence[Sides], identities: Identities) -> Iterator[Sides]:
    """Records that look like a closed identity stand apart, with all that their numbers lead to."""
    closed, now = _all(one.closed for one in sides), _all(one.now | one.others for one in sides)
    like = lookalikes(closed, identities.record, identities.address)
    ties = Ties.around(like.keys(), identities.identifier)
    for one in sides:
        near = {record for record, whom in like.items() if whom & one.closed} - now - closed
        more = near | (ties.reach(near, now | closed) if near else set())
        yield replace(one, apart=one.apart | more)
