"""The days of a school census, and of the term whose attendance it collects.

Three censuses a year: on the first Thursday in October, the third in January and the third in May.
Each tells of the term before: from August to December, to Easter Sunday, or from Easter Monday to
July. From the school census guides of the Department for Education, 2015/16 to 2025/26.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_TERM = r"(?P<term>aut(?:umn)?|spr(?:ing)?|sum(?:mer)?)(?![a-z])"
_YEAR = r"(?P<year>20\d\d)(?:[-_/ ]?(?P<next>\d\d)(?!\d))?"
_NAMED = (
    re.compile(rf"{_YEAR}[^a-z0-9]{{0,3}}{_TERM}"),
    re.compile(rf"(?<![a-z]){_TERM}[^a-z0-9]{{0,3}}{_YEAR}"),
)
THURSDAY = 3


@dataclass(frozen=True)
class Census:
    """The day of a census, and the first day of its term and the first after it."""

    day: date
    first: date
    after: date

    @property
    def school_year(self) -> int:
        """The calendar year of its summer: 2025 for 2024/25."""
        return self.day.year + (self.day.month > 8)


def census_named(text: str) -> Census | None:
    """The census that a name such as '2025 spring' or 'autumn 2024-25' speaks of."""
    found = next((m for named in _NAMED if (m := named.search(text.casefold()))), None)
    if found is None:
        return None
    year, term = int(found["year"]), found["term"][:3]
    if found["next"] and term != "aut":
        year += 1
    return census(year, term)


def census(year: int, term: str) -> Census:
    """The census of a calendar year, 'aut', 'spr' or 'sum'."""
    monday = easter(year) + timedelta(1)
    if term == "spr":
        return Census(_thursday(year, 1, 3), date(year - 1, 8, 1), date(year, 1, 1))
    if term == "sum":
        return Census(_thursday(year, 5, 3), date(year, 1, 1), monday)
    return Census(_thursday(year, 10, 1), monday, date(year, 8, 1))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def _thursday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((THURSDAY - first.weekday()) % 7 + 7 * (which - 1))
