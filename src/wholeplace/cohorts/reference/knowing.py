"""Whether silence would mean no: day by day, and age by age where a birth date is not known."""

from collections.abc import Sequence
from datetime import date, timedelta

from wholeplace.place import Event, Test, age_at

from .facts import Facts, Row
from .looking import Events, window


def known(
    asked: Test | Event,
    person: Row,
    facts: Facts,
    as_at: date,
    events: Events,
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
    start, end = window(asked, as_at, events)
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
