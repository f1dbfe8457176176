"""The same rules, slow and obvious, over plain lists: what the compiled form is held to.

Nothing here is shared with the compiler but the calendar. It walks people one at a time, days one
at a time, and keeps the evidence for each verdict, so that it also explains one unit to a reader.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

from wholeplace.place import Cohort, Criterion, Event, Test, age_at, before
from wholeplace.place.calendar import after
from wholeplace.place.cohorts import Ages, Condition, Range

Row = Mapping[str, Any]


class Verdict(IntEnum):
    """What can be said of a criterion. "Any of" is the greatest verdict, "all of" the least."""

    NOT_MET = 0
    NO_DATA = 1
    MET = 2


@dataclass(frozen=True)
class Facts:
    """Plain rows. An activity carries its attributes under ``detail``."""

    persons: Sequence[Row]
    members: Sequence[Row]
    activities: Sequence[Row]
    coverage: Sequence[Row]
    lasting: Collection[str]
    unread: Collection[tuple[str, str]] = ()
    """Person and kind of which their choice keeps something back."""


@dataclass(frozen=True)
class Evidence:
    """One person's verdict on one test, with the activities that were looked at."""

    person: str
    test: Test
    verdict: Verdict
    activities: tuple[Row, ...]

    @property
    def first(self) -> date | None:
        """The first day of an activity that counts towards a test that is met."""
        if self.verdict is not Verdict.MET:
            return None
        if self.test.inverted:
            return None
        days = [_day(self.test, row) for row in self.activities if _counts(self.test, row)]
        return min(day for day in days if day is not None)


@dataclass(frozen=True)
class Judged:
    """A unit's verdict on one criterion."""

    criterion: Criterion
    verdict: Verdict
    evidence: tuple[Evidence, ...]

    @property
    def first(self) -> date | None:
        """The first day of anything that counts, if the criterion is met."""
        days = [e.first for e in self.evidence if e.first is not None]
        return min(days) if days and self.verdict is Verdict.MET else None


@dataclass(frozen=True)
class Unit:
    """A person or household, judged."""

    id: str
    people: tuple[str, ...]
    criteria: tuple[Judged, ...]
    cohort: Cohort

    @property
    def deciding(self) -> list[Judged]:
        """Verdicts on the criteria that the selection names."""
        return [j for j in self.criteria if j.criterion.id in self.cohort.select.of]

    @property
    def points(self) -> int:
        """What the criteria that are met add up to."""
        return sum(j.criterion.worth for j in self.deciding if j.verdict is Verdict.MET)

    @property
    def certain(self) -> bool:
        """Enough criteria are met."""
        return self.points >= self.cohort.needed

    @property
    def possible(self) -> bool:
        """Not certain, but enough would be met if every silence hid a yes."""
        hoped = sum(j.criterion.worth for j in self.deciding if j.verdict is not Verdict.NOT_MET)
        return not self.certain and hoped >= self.cohort.needed

    @property
    def first(self) -> date | None:
        """The first day of anything that counts towards a criterion that decides."""
        return min((j.first for j in self.deciding if j.first is not None), default=None)


def judge(cohort: Cohort, facts: Facts, as_at: date) -> list[Unit]:
    """Every unit of the cohort, judged, in the order of their ids."""
    as_at = cohort.as_at or as_at
    cohort = cohort.on(as_at)
    persons = {p["person"]: p for p in facts.persons if _alive(p, as_at)}
    groups = _units(cohort, persons, facts.members, as_at)
    return [
        Unit(
            unit,
            tuple(people),
            tuple(
                _criterion(cohort, c, [persons[p] for p in people], facts, as_at)
                for c in cohort.criteria
            ),
            cohort,
        )
        for unit, people in sorted(groups.items())
    ]


def _alive(person: Row, as_at: date) -> bool:
    born, died = person["birth_date"], person["died"]
    return (born is None or born <= as_at) and (died is None or died > as_at)


def _units(
    cohort: Cohort, persons: Mapping[str, Row], members: Iterable[Row], as_at: date
) -> dict[str, list[str]]:
    if cohort.unit == "person":
        return {person: [person] for person in persons}
    groups: dict[str, set[str]] = {}
    for member in members:
        since, until = member["start"], member["end"]
        there = (since is None or since <= as_at) and (until is None or until > as_at)
        if there and member["person"] in persons:
            groups.setdefault(member["household"], set()).add(member["person"])
    return {household: sorted(people) for household, people in groups.items()}


def _criterion(
    cohort: Cohort, criterion: Criterion, people: Sequence[Row], facts: Facts, as_at: date
) -> Judged:
    evidence = {
        person["person"]: [_evidence(cohort, t, person, facts, as_at) for t in criterion.tests]
        for person in people
    }
    each = {
        name: _so_many([e.verdict for e in found], criterion.needed)
        for name, found in evidence.items()
    }
    verdict = max(each.values())
    if criterion.member == "all":
        about = {p["person"]: _about(criterion, p, as_at) for p in people}
        implied = [max(each[name], Verdict.MET - about[name]) for name in each]
        verdict = Verdict(min([*implied, max(about.values())]))
    return Judged(criterion, verdict, tuple(e for found in evidence.values() for e in found))


def _so_many(verdicts: Iterable[Verdict], needed: int) -> Verdict:
    """At least so many: as good as the last of the best that are needed."""
    return sorted(verdicts, reverse=True)[needed - 1]


def _about(criterion: Criterion, person: Row, as_at: date) -> Verdict:
    """Whether the criterion asks about a person of this age at all."""
    return _so_many([_age(test.age, person, as_at) for test in criterion.tests], criterion.needed)


def _evidence(cohort: Cohort, test: Test, person: Row, facts: Facts, as_at: date) -> Evidence:
    days = {e.id: _happened(e, person, facts, as_at) for e in cohort.events}
    hung = [e for e in cohort.events if e.id in (test.since, test.until)]
    rows = _looked_at(test, person, facts, as_at, days)
    said = _said(test, rows, _known(test, person, facts, as_at, days))
    bounds = [_event(e, days[e.id], person, facts, as_at) for e in hung]
    verdict = min([said, *bounds, _age(test.age, person, as_at)])
    return Evidence(person["person"], test, verdict, tuple(rows))


def _said(test: Test, rows: Sequence[Row], known: bool) -> Verdict:
    if test.inverted:
        if _enough(test, rows):
            return Verdict.NOT_MET
        known = known and not (test.rate and _whole(test, rows) == 0)
        return Verdict.MET if known else Verdict.NO_DATA
    if _enough(test, rows):
        return Verdict.MET
    return Verdict.NOT_MET if known else Verdict.NO_DATA


def _happened(event: Event, person: Row, facts: Facts, as_at: date) -> date | None:
    """The day of an event, if it is known to have happened."""
    start, end = _window(event, as_at, {})
    found = [
        day
        for row in facts.activities
        if _is_about(event, row, person)
        and (day := _day(event, row)) is not None
        and (start is None or start <= day)
        and day < end
        and _as_described(event, row)
    ]
    if not found:
        return None
    return min(found) if event.first else max(found)


def _event(event: Event, day: date | None, person: Row, facts: Facts, as_at: date) -> Verdict:
    if day is not None:
        return Verdict.MET
    return Verdict.NOT_MET if _known(event, person, facts, as_at, {}) else Verdict.NO_DATA


def _age(ages: Ages | None, person: Row, as_at: date) -> Verdict:
    if ages is None:
        return Verdict.MET
    if person["birth_date"] is None:
        return Verdict.NO_DATA
    age = age_at(person["birth_date"], as_at)
    old_enough = ages.at_least is None or age >= ages.at_least
    young_enough = ages.below is None or age < ages.below
    return Verdict.MET if old_enough and young_enough else Verdict.NOT_MET


def _looked_at(
    test: Test, person: Row, facts: Facts, as_at: date, events: Mapping[str, date | None]
) -> list[Row]:
    """The records a test counts, in the order of their days."""
    lasting = test.kind in facts.lasting
    rows = [
        row
        for row in facts.activities
        if _is_about(test, row, person) and _in_window(test, row, lasting, as_at, events)
    ]
    rows.sort(key=lambda row: (_day(test, row), row["activity"]))
    if test.first:
        rows = rows[:1]
    elif test.last:
        rows = rows[-1:]
    return [row for row in rows if _as_described(test, row)]


def _is_about(asked: Test | Event, row: Row, person: Row) -> bool:
    if row["person"] != person["person"] or row["kind"] != asked.kind:
        return False
    day = _day(asked, row)
    return day is not None and (
        asked.age_then is None or _age(asked.age_then, person, day) is Verdict.MET
    )


def _day(asked: Test | Event, row: Row) -> date | None:
    day: date | None = row[asked.day]
    return day


def _as_described(asked: Test | Event, row: Row) -> bool:
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


def _window(
    asked: Test | Event, as_at: date, events: Mapping[str, date | None]
) -> tuple[date | None, date]:
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


def _in_window(
    test: Test, row: Row, lasting: bool, as_at: date, events: Mapping[str, date | None]
) -> bool:
    if any(events.get(name) is None for name in (test.since, test.until) if name):
        return False
    day, row_end = _day(test, row), row["end"]
    start, end = _window(test, as_at, events)
    if day is None or day >= end or day > as_at:
        return False
    if test.open:
        return row_end is None or row_end > as_at
    if start is None or day >= start:
        return True
    return lasting and test.day == "start" and (row_end is None or row_end > start)


def _enough(test: Test, rows: Sequence[Row]) -> bool:
    least = Fraction(test.threshold)
    if test.rate:
        whole = _whole(test, rows)
        part = sum(row["detail"][name] for row in rows for name in test.parts)
        return whole > 0 and Fraction(part, whole) >= least
    if test.of:
        return Fraction(sum(row["detail"].get(test.of) or 0 for row in rows)) >= least
    if test.sum:
        return sum((_thousandths(row["quantity"]) for row in rows), Fraction(0)) >= least
    return len(rows) >= least


def _whole(test: Test, rows: Sequence[Row]) -> int:
    return sum(row["detail"][test.denominator] for row in rows)


def _thousandths(quantity: float | None) -> Fraction:
    """A quantity to the nearest thousandth, halves away from nought."""
    scaled = Decimal((quantity or 0.0) * 1000)
    return Fraction(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), 1000)


def _counts(test: Test, row: Row) -> bool:
    """Whether an activity adds anything to what the test measures."""
    if test.rate:
        return bool(sum(row["detail"][name] for name in test.parts) > 0)
    if test.of:
        return bool((row["detail"].get(test.of) or 0) > 0)
    return test.sum is None or (row["quantity"] or 0) > 0


def _known(
    asked: Test | Event,
    person: Row,
    facts: Facts,
    as_at: date,
    events: Mapping[str, date | None],
) -> bool:
    """Whether some delivery would hold the kind for this person on every day that is looked at."""
    hung = [asked.since, asked.until] if isinstance(asked, Test) else []
    if any(events.get(name) is None for name in hung if name):
        return False
    if (person["person"], asked.kind) in facts.unread:
        return False
    born = person["birth_date"]
    if asked.age_then is not None and born is None:
        return False
    start, end = _window(asked, as_at, events)
    first_day = start or end - timedelta(days=1)
    days = [first_day + timedelta(days=n) for n in range((end - first_day).days)]
    ages = range(130) if born is None else [age_at(born, as_at)]
    rows = [
        row
        for row in facts.coverage
        if row["kind"] == asked.kind and row["area"] == person["borough"]
    ]
    return all(_every_day([row for row in rows if _fits(row, age)], days) for age in ages)


def _fits(row: Row, age: int) -> bool:
    young_enough = age < row["age_to"] or row["age_to"] >= 130
    right: bool = row["age_from"] <= age and young_enough
    return right


def _every_day(rows: Sequence[Row], days: Sequence[date]) -> bool:
    return all(any(row["start"] <= day < row["end"] for row in rows) for day in days)
