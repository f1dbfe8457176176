"""Which records a test or an event looks at, one person, one record and one day at a time."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wholeplace.place import Event, Test, age_at, before
from wholeplace.place.calendar import after
from wholeplace.place.cohorts import Ages, Condition, Range

from .facts import Facts, Row, Verdict

Events = Mapping[str, date | None]
"""The day of each event of a rule, for one person."""


def age_verdict(ages: Ages | None, person: Row, as_at: date) -> Verdict:
    """Whether a person has an age on a day; any, if none is asked for."""
    if ages is None:
        return Verdict.MET
    if person["birth_date"] is None:
        return Verdict.NO_DATA
    age = age_at(person["birth_date"], as_at)
    old_enough = ages.at_least is None or age >= ages.at_least
    young_enough = ages.below is None or age < ages.below
    return Verdict.MET if old_enough and young_enough else Verdict.NOT_MET


def looked_at(test: Test, person: Row, facts: Facts, as_at: date, events: Events) -> list[Row]:
    """The records a test counts, in the order of their days."""
    lasting = test.kind in facts.lasting
    rows = [
        row
        for row in facts.activities
        if is_about(test, row, person) and _in_window(test, row, lasting, as_at, events)
    ]
    rows.sort(key=lambda row: (day_of(test, row), row["activity"]))
    if test.first:
        rows = rows[:1]
    elif test.last:
        rows = rows[-1:]
    return [row for row in rows if as_described(test, row)]


def is_about(asked: Test | Event, row: Row, person: Row) -> bool:
    """Whether a record is the person's, of the kind, dated, and from the right time of life."""
    if row["person"] != person["person"] or row["kind"] != asked.kind:
        return False
    day = day_of(asked, row)
    return day is not None and (
        asked.age_then is None or age_verdict(asked.age_then, person, day) is Verdict.MET
    )


def day_of(asked: Test | Event, row: Row) -> date | None:
    """The day of a record: when it began, or when it ended."""
    day: date | None = row[asked.day]
    return day


def as_described(asked: Test | Event, row: Row) -> bool:
    """Whether attributes are as asked; what is not known is not as asked."""
    if not all(_is(row["detail"].get(name), value) for name, value in asked.where.items()):
        return False
    rated = (*asked.parts, asked.denominator) if isinstance(asked, Test) and asked.rate else ()
    return None not in [row["detail"].get(name) for name in rated]


def _is(found: Any, wanted: Condition) -> bool:
    if found is None:
        return False
    if isinstance(wanted, Range):
        high_enough = wanted.at_least is None or found >= wanted.at_least
        return high_enough and (wanted.below is None or found < wanted.below)
    return found in (wanted if isinstance(wanted, tuple) else (wanted,))


def window(asked: Test | Event, as_at: date, events: Events) -> tuple[date | None, date]:
    """First day, if there is one, and the first day after the last."""
    tomorrow = as_at + timedelta(days=1)
    since, until = (
        (events.get(asked.since or ""), events.get(asked.until or ""))
        if isinstance(asked, Test)
        else (None, None)
    )
    if isinstance(asked, Test) and asked.open:
        return as_at, tomorrow
    end = tomorrow if until is None else until + timedelta(days=1)
    if since is not None and asked.within:
        end = min(after(since, asked.within), tomorrow)
    start = since
    if start is None and asked.within:
        start = before(end, asked.within)
    if start is not None:
        end = max(end, start + timedelta(days=1))
    return start, end


def _in_window(test: Test, row: Row, lasting: bool, as_at: date, events: Events) -> bool:
    if any(events.get(name) is None for name in (test.since, test.until) if name):
        return False
    day, row_end = day_of(test, row), row["end"]
    start, end = window(test, as_at, events)
    if day is None or day >= end or day > as_at:
        return False
    if test.open:
        return row_end is None or row_end > as_at
    if start is None or day >= start:
        return True
    return lasting and test.day == "start" and (row_end is None or row_end > start)
