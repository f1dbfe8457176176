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

from wholeplace.place import Cohort, Criterion, Test, age_at, before
from wholeplace.place.cohorts import Ages

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
        days: list[date] = [row["start"] for row in self.activities if _counts(self.test, row)]
        return min(days)


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
    def certain(self) -> bool:
        """Enough criteria are met."""
        return sum(j.verdict is Verdict.MET for j in self.deciding) >= self.cohort.select.needed

    @property
    def possible(self) -> bool:
        """Not certain, but enough would be met if every silence hid a yes."""
        hopeful = sum(j.verdict is not Verdict.NOT_MET for j in self.deciding)
        return not self.certain and hopeful >= self.cohort.select.needed

    @property
    def first(self) -> date | None:
        """The first day of anything that counts towards a criterion that decides."""
        return min((j.first for j in self.deciding if j.first is not None), default=None)


def judge(cohort: Cohort, facts: Facts, as_at: date) -> list[Unit]:
    """Every unit of the cohort, judged, in the order of their ids."""
    as_at = cohort.as_at or as_at
    persons = {p["person"]: p for p in facts.persons if _alive(p, as_at)}
    groups = _units(cohort, persons, facts.members, as_at)
    return [
        Unit(
            unit,
            tuple(people),
            tuple(
                _criterion(c, [persons[p] for p in people], facts, as_at) for c in cohort.criteria
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


def _criterion(criterion: Criterion, people: Sequence[Row], facts: Facts, as_at: date) -> Judged:
    evidence = {
        person["person"]: [_evidence(test, person, facts, as_at) for test in criterion.tests]
        for person in people
    }
    each = {name: max(e.verdict for e in found) for name, found in evidence.items()}
    verdict = max(each.values())
    if criterion.member == "all":
        asked = {p["person"]: _asked(criterion, p, as_at) for p in people}
        implied = [max(each[name], Verdict.MET - asked[name]) for name in each]
        verdict = Verdict(min([*implied, max(asked.values())]))
    return Judged(criterion, verdict, tuple(e for found in evidence.values() for e in found))


def _asked(criterion: Criterion, person: Row, as_at: date) -> Verdict:
    return max(_age(test.age, person, as_at) for test in criterion.tests)


def _evidence(test: Test, person: Row, facts: Facts, as_at: date) -> Evidence:
    rows = [row for row in facts.activities if _looked_at(test, row, person, facts, as_at)]
    if _enough(test, rows):
        said = Verdict.MET
    else:
        said = Verdict.NOT_MET if _covered(test, person, facts, as_at) else Verdict.NO_DATA
    verdict = min(said, _age(test.age, person, as_at))
    rows.sort(key=lambda row: (row["start"], row["activity"]))
    return Evidence(person["person"], test, verdict, tuple(rows))


def _age(ages: Ages | None, person: Row, as_at: date) -> Verdict:
    if ages is None:
        return Verdict.MET
    if person["birth_date"] is None:
        return Verdict.NO_DATA
    age = age_at(person["birth_date"], as_at)
    old_enough = ages.at_least is None or age >= ages.at_least
    young_enough = ages.below is None or age < ages.below
    return Verdict.MET if old_enough and young_enough else Verdict.NOT_MET


def _looked_at(test: Test, row: Row, person: Row, facts: Facts, as_at: date) -> bool:
    return (
        row["person"] == person["person"]
        and row["kind"] == test.kind
        and _in_window(test, row, test.kind in facts.lasting, as_at)
        and all(_is(row["detail"].get(name), value) for name, value in test.where.items())
        and (
            test.rate is None
            or None not in [row["detail"].get(name) for name in (test.numerator, test.denominator)]
        )
    )


def _is(found: object, wanted: object) -> bool:
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    return found is not None and found in values


def _in_window(test: Test, row: Row, lasting: bool, as_at: date) -> bool:
    start, end = row["start"], row["end"]
    if start is None or start > as_at:
        return False
    if test.open:
        return end is None or end > as_at
    first_day = _first_day(test, as_at)
    if first_day is None or start >= first_day:
        return True
    return lasting and (end is None or end > first_day)


def _first_day(test: Test, as_at: date) -> date | None:
    return before(as_at + timedelta(days=1), test.within) if test.within else None


def _enough(test: Test, rows: Sequence[Row]) -> bool:
    least = Fraction(test.threshold if test.threshold is not None else 1)
    if test.rate:
        part = sum(row["detail"][test.numerator] for row in rows)
        whole = sum(row["detail"][test.denominator] for row in rows)
        return whole > 0 and Fraction(part, whole) >= least
    if test.sum:
        return sum((_thousandths(row["quantity"]) for row in rows), Fraction(0)) >= least
    return len(rows) >= least


def _thousandths(quantity: float | None) -> Fraction:
    """A quantity to the nearest thousandth, halves away from nought."""
    scaled = Decimal((quantity or 0.0) * 1000)
    return Fraction(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), 1000)


def _counts(test: Test, row: Row) -> bool:
    """Whether an activity adds anything to what the test measures."""
    if test.rate:
        return bool(row["detail"][test.numerator] > 0)
    return test.sum is None or (row["quantity"] or 0) > 0


def _covered(test: Test, person: Row, facts: Facts, as_at: date) -> bool:
    """Whether some delivery would hold the kind for this person on every day that is looked at."""
    if (person["person"], test.kind) in facts.unread:
        return False
    first_day = as_at if test.open else _first_day(test, as_at) or as_at
    days = [first_day + timedelta(days=n) for n in range((as_at - first_day).days + 1)]
    born = person["birth_date"]
    ages = range(130) if born is None else [age_at(born, as_at)]
    rows = [
        row
        for row in facts.coverage
        if row["kind"] == test.kind and row["area"] == person["borough"]
    ]
    return all(_every_day([row for row in rows if _fits(row, age)], days) for age in ages)


def _fits(row: Row, age: int) -> bool:
    young_enough = age < row["age_to"] or row["age_to"] >= 130
    right: bool = row["age_from"] <= age and young_enough
    return right


def _every_day(rows: Sequence[Row], days: Sequence[date]) -> bool:
    return all(any(row["start"] <= day < row["end"] for row in rows) for day in days)
