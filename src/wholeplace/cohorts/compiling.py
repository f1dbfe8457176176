"""A definition as one Ibis expression: a row to every unit, a verdict to every criterion.

Verdicts are numbers, so that "any of" is the greatest and "all of" the least of them in every
engine: 2 met, 1 no data, 0 not met.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from wholeplace.place import Cohort, Criterion, Test
from wholeplace.place.cohorts import Ages

from .checks import require_sound
from .coverage import covered
from .frames import Frames
from .hits import hits
from .windows import AGE_LIMIT, latest_birth, window

if TYPE_CHECKING:
    import ibis.expr.types as ir

MET, NO_DATA, NOT_MET = 2, 1, 0


def units(cohort: Cohort, frames: Frames, as_at: date) -> ir.Table:
    """Every person or household: ``met_0`` … a verdict each, ``date_0`` …, people, borough."""
    require_sound(cohort, frames.vocabulary)
    people = _judged(cohort, frames, as_at)
    if cohort.unit == "household":
        return _households(cohort, people, living_together(frames, as_at))
    return people.rename(unit="person").mutate(people=1)


def living(frames: Frames, as_at: date) -> ir.Table:
    """People born by the day who had not died by it."""
    person = frames.person
    return person.filter(
        person.died.isnull() | (person.died > as_at),
        person.birth_date.isnull() | (person.birth_date <= as_at),
    )


def living_together(frames: Frames, as_at: date) -> ir.Table:
    """Who lives in which household on the day, each once."""
    member = frames.household_member
    there = member.filter(
        member.start.isnull() | (member.start <= as_at), member.end.isnull() | (member.end > as_at)
    )
    return there.select("household", "person").distinct().semi_join(living(frames, as_at), "person")


def _judged(cohort: Cohort, frames: Frames, as_at: date) -> ir.Table:
    """Each living person: the verdict on every criterion, and since when."""
    tests = [test for criterion in cohort.criteria for test in criterion.tests]
    people = living(frames, as_at).left_join(_found(tests, frames, as_at), "person")
    people = _with_unread(people, cohort.kinds, frames)
    verdicts = [_verdict(t, n, people, frames, as_at) for n, t in enumerate(tests)]
    dates = [_when(verdict, people[f"date_{n}"]) for n, verdict in enumerate(verdicts)]
    columns, start = {}, 0
    for n, criterion in enumerate(cohort.criteria):
        own = slice(start, start := start + len(criterion.tests))
        columns[f"met_{n}"] = _greatest(verdicts[own])
        if criterion.member == "all":
            columns[f"asked_{n}"] = _asked(criterion, people, as_at)
        columns[f"date_{n}"] = _earliest(dates[own])
    return people.select("person", "borough", **columns)


def _found(tests: Sequence[Test], frames: Frames, as_at: date) -> ir.Table:
    """One row to a person who meets any test: ``hit_0`` whether the first is met, ``date_0`` …"""
    import ibis

    parts = [hits(test, number, frames, as_at) for number, test in enumerate(tests)]
    found = ibis.union(*parts) if len(parts) > 1 else parts[0]
    columns = {}
    for n in range(len(tests)):
        columns[f"hit_{n}"] = (found.test == n).any()
        columns[f"date_{n}"] = found.first.min(where=found.test == n)
    return found.group_by("person").agg(**columns)


def _with_unread(people: ir.Table, kinds: Sequence[str], frames: Frames) -> ir.Table:
    """``unread_KIND``: whether people's choices keep something of a kind from this question."""
    for kind in kinds:
        unread = frames.unread(kind)
        if unread is not None:
            flagged = unread.select(unread_person="person")
            people = people.left_join(flagged, people.person == flagged.unread_person)
            people = people.mutate(**{f"unread_{kind}": people.unread_person.notnull()})
            people = people.drop("unread_person")
    return people


def _verdict(test: Test, n: int, people: ir.Table, frames: Frames, as_at: date) -> Any:
    """Met with the right age; no data where that, or silence, cannot be judged."""
    import ibis

    known = _covered(test, people, frames, as_at)
    if f"unread_{test.kind}" in people.columns:
        known &= ~people[f"unread_{test.kind}"]
    silence = ibis.ifelse(known, NOT_MET, NO_DATA)
    said = ibis.ifelse(people[f"hit_{n}"].fill_null(False), MET, silence)
    return said if test.age is None else ibis.least(said, _age(test.age, people, as_at))


def _age(ages: Ages, people: ir.Table, as_at: date) -> Any:
    import ibis

    inside = ibis.literal(True)
    if ages.at_least is not None:
        inside &= people.birth_date <= latest_birth(ages.at_least, as_at)
    if ages.below is not None:
        inside &= people.birth_date > latest_birth(ages.below, as_at)
    return ibis.cases((people.birth_date.isnull(), NO_DATA), (inside, MET), else_=NOT_MET)


def _asked(criterion: Criterion, people: ir.Table, as_at: date) -> Any:
    """Whether the criterion is about a person of this age at all."""
    import ibis

    if any(t.age is None for t in criterion.tests):
        return ibis.literal(MET)
    return _greatest([_age(t.age, people, as_at) for t in criterion.tests if t.age is not None])


def _covered(test: Test, people: ir.Table, frames: Frames, as_at: date) -> Any:
    import ibis

    start, end = window(test, as_at).known
    cells = []
    for cell in covered(frames.coverage_rows, test.kind, start, end):
        inside = people.borough == cell.area
        if cell.age_from > 0:
            inside &= people.birth_date <= latest_birth(cell.age_from, as_at)
        if cell.age_to < AGE_LIMIT:
            inside &= people.birth_date > latest_birth(cell.age_to, as_at)
        cells.append(inside.fill_null(False))
    return reduce(or_, cells, ibis.literal(False))


def _households(cohort: Cohort, people: ir.Table, member: ir.Table) -> ir.Table:
    rows = member.join(people, "person")
    columns: dict[str, Any] = {"people": rows.count(), "borough": rows.borough.min()}
    for n, criterion in enumerate(cohort.criteria):
        met = rows[f"met_{n}"]
        every = criterion.member == "all"
        columns[f"met_{n}"] = _all(met, rows[f"asked_{n}"]) if every else met.max()
        columns[f"date_{n}"] = rows[f"date_{n}"].min()
    return rows.group_by("household").agg(**columns).rename(unit="household")


def _all(met: Any, asked: Any) -> Any:
    """Met by every member of an age it asks about, and there is one."""
    import ibis

    return ibis.least(ibis.greatest(met, MET - asked).min(), asked.max())


def _when(verdict: Any, first: Any) -> Any:
    import ibis

    return ibis.ifelse(verdict == MET, first, ibis.null("date"))


def _earliest(dates: Sequence[Any]) -> Any:
    """The least of the dates that are known; engines differ on what a missing one means."""
    import ibis

    if len(dates) == 1:
        return dates[0]
    far = date(9999, 12, 31)
    return ibis.least(*[d.fill_null(far) for d in dates]).nullif(far)


def _greatest(verdicts: Sequence[Any]) -> Any:
    import ibis

    return ibis.greatest(*verdicts) if len(verdicts) > 1 else verdicts[0]
