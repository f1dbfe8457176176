"""How long a prison sentence is, when it is told in terms, in days, or by its first and last day.

Consecutive terms add up. Concurrent ones overlap: the sentence runs from the first day of the first
to the last day of the longest. Twelve months is a calendar length, not a number of days.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from wholeplace.place import add_months

_WORDS = re.compile(
    r"(\d{1,5})\s*(y(?:ea)?rs?|years?|y|months?|mths?|m|weeks?|wks?|w|days?|d)\b", re.I
)


@dataclass(frozen=True)
class Term:
    """A length as a court says it."""

    months: int = 0
    days: int = 0

    def __add__(self, other: Term) -> Term:
        return Term(self.months + other.months, self.days + other.days)

    def __bool__(self) -> bool:
        return bool(self.months or self.days)

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = [(years, "year"), (months, "month"), (self.days, "day")]
        return " ".join(f"{n} {unit}{'s' * (n != 1)}" for n, unit in parts if n)

    def after(self, start: date) -> date:
        """The first day after a term that begins on a day."""
        return _months_after(start, self.months) + timedelta(self.days)

    @property
    def shortest(self) -> int:
        """Days it may last at least, whenever it begins."""
        return min(_days_of(self.months)) + self.days

    @property
    def longest(self) -> int:
        """Days it may last at most, whenever it begins."""
        return max(_days_of(self.months)) + self.days


@dataclass(frozen=True)
class Sentence:
    """One sentence of a booking: its number, the one it follows if any, when it was passed."""

    number: str
    follows: str
    start: date | None
    term: Term


@dataclass(frozen=True)
class Length:
    """What is known of a length. ``months`` only where it is told in whole months."""

    days: int | None
    months: int | None
    band: str | None


class NotAChain(ValueError):
    """Sentences that follow each other in a ring, or follow one that is not there."""


def length_of(sentences: Sequence[Sentence]) -> Length:
    """The length of all sentences together. Raises NotAChain."""
    chains = [_chain(one, {s.number: s for s in sentences}) for one in sentences]
    starts = {start for start, _ in chains}
    if None in starts:
        return _undated([term for _, term in chains])
    dated = [(start, term) for start, term in chains if start is not None]
    first = min(start for start, _ in dated)
    last_start, last = max(dated, key=lambda one: (one[1].after(one[0]), one[0] == first))
    end = last.after(last_start)
    whole = last if last_start == first else Term(days=(end - first).days)
    return _from(first, end, whole)


def length_between(first: date, after: date) -> Length:
    """The length from the first day to the first day after; the terms are not known."""
    return _from(first, after, Term(days=(after - first).days))


def term_of(years: int, months: int, weeks: int, days: int) -> Term:
    """A term from the four numbers in which prisons write it."""
    return Term(12 * years + months, 7 * weeks + days)


def term_in_words(text: str) -> Term | None:
    """A term such as '1 year 6 months' or '28 days'; None when there is more in it, or nothing."""
    if _WORDS.sub("", text).strip(" ,and"):
        return None
    units: dict[str, int] = {}
    for number, unit in _WORDS.findall(text):
        units[unit[0].lower()] = units.get(unit[0].lower(), 0) + int(number)
    return term_of(*(units.get(unit, 0) for unit in "ymwd")) if units else None


def _chain(one: Sentence, by_number: Mapping[str, Sentence]) -> tuple[date | None, Term]:
    """The day on which the first of a chain began, and all its terms up to one added up."""
    total, seen = one.term, {one.number}
    while one.follows:
        if one.follows in seen or one.follows not in by_number:
            raise NotAChain
        one = by_number[one.follows]
        seen.add(one.number)
        total = total + one.term
    return one.start, total


def _undated(terms: Sequence[Term]) -> Length:
    """Sentences without a day are taken to begin together."""
    longest = max(terms, key=lambda term: (term.longest, term.shortest))
    sure = all(term.longest <= longest.shortest or term == longest for term in terms)
    if not sure:
        return Length(None, None, None)
    days = longest.days if not longest.months else None
    return Length(days, _exact(longest), _band(longest, longest.shortest, longest.longest))


def _from(first: date, after: date, term: Term) -> Length:
    days = (after - first).days
    return Length(days, _exact(term), _band_between(first, after))


def _exact(term: Term) -> int | None:
    return term.months if term.months and not term.days else None


def _band_between(first: date, after: date) -> str:
    for band in _bands():
        limit = _months_after(first, band.months) if band.months else date.max
        if after < limit or (band.or_equal and after == limit):
            return band.id
    raise AssertionError("the last band has no limit")


def _band(term: Term, least: int, most: int) -> str | None:
    """The band a length falls in whenever it begins; None where that depends on the day."""
    for band in _bands():
        if not band.months:
            return band.id
        if not term.days and term.months:
            if term.months < band.months or (band.or_equal and term.months == band.months):
                return band.id
            continue
        limit = Term(band.months)
        if most < limit.shortest or (band.or_equal and most == limit.shortest):
            return band.id
        if least < limit.longest or (band.or_equal and least == limit.longest):
            return None
    raise AssertionError("the last band has no limit")


@lru_cache(65_536)
def _months_after(first: date, months: int) -> date:
    return add_months(first, months)


@dataclass(frozen=True)
class _Band:
    id: str
    months: int | None
    or_equal: bool


@cache
def _bands() -> tuple[_Band, ...]:
    text = files(__package__).joinpath("sentence_bands.toml").read_text("utf-8")
    said = tomllib.loads(text)["band"]
    return tuple(_Band(b["id"], b.get("months"), b.get("or_equal", False)) for b in said)


@cache
def _days_of(months: int) -> frozenset[int]:
    """How many days so many months may be, over four years of first days."""
    first = date(2000, 3, 1)
    days = (first + timedelta(n) for n in range(1461))
    return frozenset((add_months(day, months) - day).days for day in days)
