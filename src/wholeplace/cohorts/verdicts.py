"""What can be said of a test for each person: met, not met, or no data.

Verdicts are numbers, so that "any of" is the greatest and "all of" the least of them in every
engine: 2 met, 1 no data, 0 not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

from wholeplace.place import Criterion, Event, Test
from wholeplace.place.cohorts import Ages

from .coverage import OLDEST, Cell, covered, of_every_age, told
from .frames import Frames
from .windows import at, hung_window, latest_birth, window

if TYPE_CHECKING:
    import ibis.expr.types as ir

MET, NO_DATA, NOT_MET = 2, 1, 0


def verdict_on(test: Test, number: int, people: ir.Table, frames: Frames, as_at: date) -> ir.Value:
    """Of the people that ``people`` holds, with ``enough_N`` and ``seen_N``.

    A test that hangs on an event is no more than that event is.
    """
    import ibis

    known = _known(test, people, frames, as_at)
    if test.inverted and test.rate:
        known &= people[f"seen_{number}"].fill_null(False)
    hit, silent = (NOT_MET, MET) if test.inverted else (MET, NOT_MET)
    enough = people[f"enough_{number}"].fill_null(False)
    said = ibis.ifelse(enough, hit, ibis.ifelse(known, silent, NO_DATA))
    bounds = [people[f"event_{name}"] for name in _hangs_on(test)]
    if test.age is not None:
        bounds.append(age_verdict(test.age, people, as_at))
    return ibis.least(said, *bounds) if bounds else said


def event_verdict(event: Event, people: ir.Table, frames: Frames, as_at: date) -> ir.Value:
    """Whether it happened: met, not met where deliveries would show it, or no data."""
    import ibis

    known = _known(event, people, frames, as_at)
    return ibis.ifelse(people[at(event.id)].notnull(), MET, ibis.ifelse(known, NOT_MET, NO_DATA))


def asked(criterion: Criterion, people: ir.Table, as_at: date) -> Any:
    """Whether the criterion is about a person of this age at all."""
    import ibis

    ages = [
        ibis.literal(MET) if t.age is None else age_verdict(t.age, people, as_at)
        for t in criterion.tests
    ]
    return so_many(ages, criterion.needed)


def age_verdict(ages: Ages, people: ir.Table, as_at: date) -> Any:
    """Whether people have an age on the day."""
    import ibis

    inside = ibis.literal(True)
    if ages.at_least is not None:
        inside &= people.birth_date <= latest_birth(ages.at_least, as_at)
    if ages.below is not None:
        inside &= people.birth_date > latest_birth(ages.below, as_at)
    return ibis.cases((people.birth_date.isnull(), NO_DATA), (inside, MET), else_=NOT_MET)


def so_many(verdicts: Sequence[Any], needed: int) -> Any:
    """At least so many of them: any is one, all is every one."""
    import ibis

    if len(verdicts) == 1:
        return verdicts[0]
    if needed == 1:
        return ibis.greatest(*verdicts)
    if needed == len(verdicts):
        return ibis.least(*verdicts)
    met, hoped = (
        reduce(add, [ibis.ifelse(verdict >= least, 1, 0) for verdict in verdicts])
        for least in (MET, NO_DATA)
    )
    return ibis.cases((met >= needed, MET), (hoped >= needed, NO_DATA), else_=NOT_MET)


def _hangs_on(test: Test) -> list[str]:
    return list(dict.fromkeys(filter(None, (test.since, test.until))))


def _known(one: Test | Event, people: ir.Table, frames: Frames, as_at: date) -> Any:
    """Whether silence would mean no."""
    known = _covered(one, people, frames, as_at)
    if f"unread_{one.kind}" in people.columns:
        known &= ~people[f"unread_{one.kind}"]
    if one.age_then is not None:
        known &= people.birth_date.notnull()
    return known


def _covered(one: Test | Event, people: ir.Table, frames: Frames, as_at: date) -> Any:
    if isinstance(one, Test) and _hangs_on(one):
        return _told_of_each(one, people, frames, as_at)
    days = window(one, as_at).known
    cells = covered(frames.coverage_rows, one.kind, *days)
    return _any(_lives_in(cell, people, as_at) for cell in cells)


def _told_of_each(test: Test, people: ir.Table, frames: Frames, as_at: date) -> Any:
    """The same where the days are each person's own. Without a birth date every age must do."""
    start, end = hung_window(test, people, as_at).known
    cells = told(frames.coverage_rows, test.kind)
    holds = {
        cell: _any((start >= first) & (end <= last) for first, last in days)
        for cell, days in cells.items()
    }
    known = [_lives_in(cell, people, as_at) & held for cell, held in holds.items()]
    ageless = [
        people.birth_date.isnull()
        & (people.borough == area)
        & reduce(and_, (holds[cell] for cell in own))
        for area, own in of_every_age(cells).items()
    ]
    happened = (people[at(name)].notnull() for name in _hangs_on(test))
    return reduce(and_, happened, _any([*known, *ageless]))


def _any(conditions: Iterable[Any]) -> Any:
    import ibis

    return reduce(or_, (one.fill_null(False) for one in conditions), ibis.literal(False))


def _lives_in(cell: Cell, people: ir.Table, as_at: date) -> Any:
    inside = people.borough == cell.area
    if cell.age_from > 0:
        inside &= people.birth_date <= latest_birth(cell.age_from, as_at)
    if cell.age_to < OLDEST:
        inside &= people.birth_date > latest_birth(cell.age_to, as_at)
    return inside
