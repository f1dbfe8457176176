"""Judge every unit of a cohort, keeping the evidence for each verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Cohort, Criterion, Event, Test

from .facts import Facts, Row, Verdict
from .knowing import known
from .looking import age_verdict, as_described, day_of, is_about, looked_at, window
from .measuring import counts, enough, whole


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
        days = [day_of(self.test, row) for row in self.activities if counts(self.test, row)]
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
    return _so_many(
        [age_verdict(test.age, person, as_at) for test in criterion.tests], criterion.needed
    )


def _evidence(cohort: Cohort, test: Test, person: Row, facts: Facts, as_at: date) -> Evidence:
    days = {e.id: _happened(e, person, facts, as_at) for e in cohort.events}
    hung = [e for e in cohort.events if e.id in (test.since, test.until)]
    rows = looked_at(test, person, facts, as_at, days)
    said = _said(test, rows, known(test, person, facts, as_at, days))
    bounds = [_event(e, days[e.id], person, facts, as_at) for e in hung]
    verdict = min([said, *bounds, age_verdict(test.age, person, as_at)])
    return Evidence(person["person"], test, verdict, tuple(rows))


def _said(test: Test, rows: Sequence[Row], known: bool) -> Verdict:
    if test.inverted:
        if enough(test, rows):
            return Verdict.NOT_MET
        known = known and not (test.rate and whole(test, rows) == 0)
        return Verdict.MET if known else Verdict.NO_DATA
    if enough(test, rows):
        return Verdict.MET
    return Verdict.NOT_MET if known else Verdict.NO_DATA


def _happened(event: Event, person: Row, facts: Facts, as_at: date) -> date | None:
    """The day of an event, if it is known to have happened."""
    start, end = window(event, as_at, {})
    found = [
        day
        for row in facts.activities
        if is_about(event, row, person)
        and (day := day_of(event, row)) is not None
        and (start is None or start <= day)
        and day < end
        and as_described(event, row)
    ]
    if not found:
        return None
    return min(found) if event.first else max(found)


def _event(event: Event, day: date | None, person: Row, facts: Facts, as_at: date) -> Verdict:
    if day is not None:
        return Verdict.MET
    return Verdict.NOT_MET if known(event, person, facts, as_at, {}) else Verdict.NO_DATA
