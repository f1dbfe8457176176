"""A definition as one Ibis expression: a row to every unit, a verdict to every criterion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from wholeplace.place import Rule, Test

from .checks import require_sound
from .frames import Frames
from .hits import hits
from .records import happened
from .verdicts import MET, NO_DATA, NOT_MET, asked, event_verdict, so_many, verdict_on
from .windows import at

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["MET", "NOT_MET", "NO_DATA", "living", "living_together", "units"]


def units(rule: Rule, frames: Frames, as_at: date) -> ir.Table:
    """Every person or household: ``met_0`` … a verdict each, ``date_0`` …, people, borough.

    The rule's parameters are those of one day already, see ``Cohort.on``.
    """
    require_sound(rule, frames.vocabulary)
    people = _judged(rule, frames, as_at)
    if rule.unit == "household":
        return _households(rule, people, living_together(frames, as_at))
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


def _judged(rule: Rule, frames: Frames, as_at: date) -> ir.Table:
    """Each living person: the verdict on every criterion, and since when."""
    tests = [test for criterion in rule.criteria for test in criterion.tests]
    events = _events(rule, frames, as_at)
    people = living(frames, as_at)
    if events is not None:
        people = people.left_join(events, "person").drop("person_right")
    people = people.left_join(_found(tests, frames, as_at, events), "person")
    people = _with_unread(people, rule.kinds, frames)
    people = people.mutate(
        **{f"event_{e.id}": event_verdict(e, people, frames, as_at) for e in rule.events}
    )
    verdicts = [verdict_on(t, n, people, frames, as_at) for n, t in enumerate(tests)]
    dates = [_when(verdict, people[f"date_{n}"]) for n, verdict in enumerate(verdicts)]
    columns, start = {}, 0
    for n, criterion in enumerate(rule.criteria):
        own = slice(start, start := start + len(criterion.tests))
        columns[f"met_{n}"] = so_many(verdicts[own], criterion.needed)
        if criterion.member == "all":
            columns[f"asked_{n}"] = asked(criterion, people, as_at)
        columns[f"date_{n}"] = _earliest(dates[own])
    return people.select("person", "borough", **columns)


def _events(rule: Rule, frames: Frames, as_at: date) -> ir.Table | None:
    """Everyone to whom any event of the rule happened: ``person``, and ``at_EVENT`` or null."""
    import ibis

    found = [happened(event, frames, as_at) for event in rule.events]
    if not found:
        return None
    names = [at(event.id) for event in rule.events]
    wide = [
        days.select(
            "person", **{n: days[n] if n in days.columns else ibis.null("date") for n in names}
        )
        for days in found
    ]
    together = reduce(lambda one, other: one.union(other), wide)
    return together.group_by("person").agg(**{name: together[name].max() for name in names})


def _found(tests: Sequence[Test], frames: Frames, as_at: date, events: ir.Table | None) -> ir.Table:
    """One row to a person who gives any test something: ``enough_0``, ``seen_0``, ``date_0`` …"""
    import ibis

    parts = [hits(test, number, frames, as_at, events) for number, test in enumerate(tests)]
    found = ibis.union(*parts) if len(parts) > 1 else parts[0]
    columns = {}
    for n, test in enumerate(tests):
        own = found.test == n
        columns[f"enough_{n}"] = (own & found.enough).any()
        columns[f"date_{n}"] = found.first.min(where=own & found.enough)
        if test.inverted and test.rate:
            columns[f"seen_{n}"] = own.any()
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


def _households(rule: Rule, people: ir.Table, member: ir.Table) -> ir.Table:
    rows = member.join(people, "person")
    columns: dict[str, Any] = {"people": rows.count(), "borough": rows.borough.min()}
    for n, criterion in enumerate(rule.criteria):
        met = rows[f"met_{n}"]
        every = criterion.member == "all"
        columns[f"met_{n}"] = _all(met, rows[f"asked_{n}"]) if every else met.max()
        columns[f"date_{n}"] = rows[f"date_{n}"].min()
    return rows.group_by("household").agg(**columns).rename(unit="household")


def _all(met: Any, about: Any) -> Any:
    """Met by every member of an age it asks about, and there is one."""
    import ibis

    return ibis.least(ibis.greatest(met, MET - about).min(), about.max())


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
