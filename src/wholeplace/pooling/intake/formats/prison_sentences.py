"""What a booking says of its sentences, and how long they are together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..values import plain
from ..values.dates import Dates
from ..values.sentences import (
    Length,
    NotAChain,
    Sentence,
    Term,
    length_between,
    length_of,
    term_in_words,
    term_of,
)

Row = Mapping[str, str]

STARTS = ("sentenceStartDate", "sentenceDate", "startDate")
NUMBERS = ("sentenceSequence", "lineSequence", "lineSeq")
FOLLOWS = ("consecutiveToSequence", "consecutiveTo")
UNITS = ("years", "months", "weeks", "days")
IN_LIST = ("sentenceYears", "sentenceMonths", "sentenceWeeks", "sentenceDays")
NOT_CUSTODY = "LIC"
"""The code of a term that is served on licence."""
LONGEST = 100_000
"""More than a term has of anything."""

Measured = tuple[Length, str, str]
"""A length, its terms in words, and whether it was told in terms, in days or by dates."""


class Said(NamedTuple):
    """What is said of one sentence, or of one term of it."""

    number: str
    follows: str
    start: str
    active: bool
    code: str
    term: tuple[str, ...]


def said_of(sentence: Row) -> Said:
    """What a row says of a sentence, under whichever names."""
    return Said(
        first_of([sentence], NUMBERS),
        first_of([sentence], FOLLOWS),
        start_of(sentence),
        sentence.get("sentenceStatus", "").upper().startswith("A"),
        (sentence.get("code") or sentence.get("sentenceTermCode", "")).upper(),
        tuple([sentence.get(unit, "") for unit in UNITS]),
    )


@lru_cache(65_536)
def measured_of(said: tuple[Said, ...], start: str, expires: str) -> tuple[Measured, str]:
    """The length, and which fault there is. Sentences alike are measured once."""
    unknown = Length(None, None, None), "", ""
    try:
        told = _live(said)
        if told:
            basis = "days" if all(not one.term.months for one in told) else "terms"
            return (length_of(told), _in_words(told), basis), ""
        first, last = _day(start), _day(expires)
        if first and last and last >= first:
            return (length_between(first, last + timedelta(1)), "", "dates"), ""
    except NotAChain:
        return unknown, "sentence-chain"
    except (ValueError, OverflowError):
        return unknown, "sentence-term"
    return unknown, ""


def _live(said: Sequence[Said]) -> list[Sentence]:
    """Active sentences with a term in custody; all of them where none is active any more."""
    terms: dict[tuple[str, str, str], Term] = {}
    for place, one in enumerate([one for one in said if one.active] or said):
        term = term_of(*map(_number, one.term))
        if term and one.code != NOT_CUSTODY:
            key = (one.number or f"-{place}", one.follows, one.start)
            terms[key] = terms.get(key, Term()) + term
    return [
        Sentence(number, follows, _day(start), term)
        for (number, follows, start), term in terms.items()
    ]


def _number(text: str) -> int:
    number = plain.integer(text) if text else 0
    if number is None or not 0 <= number < LONGEST:
        raise ValueError(text)
    return number


def _in_words(told: Sequence[Sentence]) -> str:
    """'6 months; 3 months consecutive; 28 days concurrent'."""
    parts = []
    for place, one in enumerate(told):
        how = " consecutive" if one.follows else " concurrent" if place else ""
        parts.append(f"{one.term}{how}")
    return "; ".join(parts)


def as_sentence(row: Row) -> Row | None:
    """The sentence that a row of a list tells, in whichever of the three ways."""
    if any(map(row.get, IN_LIST)):
        return {**row, **{u: row.get(n, "") for u, n in zip(UNITS, IN_LIST, strict=True)}}
    if row.get("sentenceLength"):
        term = term_in_words(row["sentenceLength"])
        days = row["sentenceLength"] if term is None else str(term.days)
        return {**row, "years": "", "months": str(term.months if term else 0), "days": days}
    return row if any(map(row.get, UNITS)) else None


def first_of(rows: Sequence[Row], names: Sequence[str]) -> str:
    """The first of some columns that says anything; '' when none does."""
    for row in rows:
        for name in names:
            if text := row.get(name):
                return text
    return ""


def start_of(row: Row) -> str:
    """The day on which a sentence began, YYYY-MM-DD; '' when it is not known."""
    day = _day(first_of([row], STARTS))
    return day.isoformat() if day else ""


@lru_cache(65_536)
def _day(text: str) -> date | None:
    return _READ(text)[0] if text else None


_READ = Dates.of(("%d/%m/%Y", "%d-%b-%Y"), date.max).reader()
