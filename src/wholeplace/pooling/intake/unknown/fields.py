"""Decide which column is which field: by its name first, by its values where the name is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..files.header import normal
from . import words
from .contents import Column


@dataclass(frozen=True)
class Rule:
    """A field, what its values must pass, and how many: less will do when the name says it."""

    field: str
    test: str | None
    told: str
    named: float = 0.5
    silent: float | None = None
    """Share that is enough whatever the name; none when values alone prove nothing."""


RULES = (
    Rule("nhs", "nhs", "pass the NHS check digit", 0.1, 0.5),
    Rule("upn", "upn shape", "have the shape of a UPN", 0.1, 0.8),
    Rule("nino", "nino", "are shaped like a National Insurance number", 0.1, 0.5),
    Rule("pnc", "pnc", "are shaped like a PNC id", 0.1, 0.5),
    Rule("nomis", "nomis", "are shaped like a prison number", 0.1, 0.8),
    Rule("birth_date", "date", "are dates"),
    Rule("died", "date", "are dates"),
    Rule("given", "name", "read like names"),
    Rule("family", "name", "read like names"),
    Rule("aliases", None, ""),
    Rule("sex", "sex", "are usual codes for sex"),
    Rule("sex", "sex word", "are words for sex", 0.95, 0.95),
    Rule("ethnicity", "ethnicity", "are usual codes for ethnicity", 0.3),
    Rule("postcode", "postcode", "are shaped like postcodes", 0.3, 0.6),
    Rule("line", None, ""),
    Rule("uprn", "number", "are numbers"),
    Rule("lsoa", "lsoa", "are shaped like LSOA codes", 0.3, 0.8),
    Rule("restricted", "flag", "say yes or no"),
    Rule("household", None, ""),
)
IDENTIFIERS = ("nhs", "upn", "nino", "pnc", "nomis")
ADDRESS = ("uprn", "line", "postcode", "lsoa")
_INSTEAD = ("nomis", "upn", "nhs", "nino", "pnc", "household")
_ENOUGH = 0.8
"""Share of dates that makes a column one of days."""


@dataclass
class Fields:
    """Columns by field, with the evidence for each; and those left over."""

    columns: dict[str, Column] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    unused: list[Column] = field(default_factory=list)

    def give(self, name: str, column: Column, evidence: str) -> None:
        """Settle a field."""
        self.columns[name], self.evidence[name] = column, evidence


def fields_of(columns: Sequence[Column]) -> Fields:
    """Settle every field that a column answers to."""
    found, free = Fields(), list(columns)
    for rule in RULES:
        best = max(free, key=lambda c: _fit(c, rule), default=None)
        if rule.field not in found.columns and best is not None and _fit(best, rule) > 0:
            found.give(rule.field, best, _evidence(best, rule))
            free.remove(best)
    _local_id(found, free)
    _days(found, free)
    found.unused = free
    return found


def _fit(column: Column, rule: Rule) -> float:
    """Above zero when a column may be the field; a whole name beats a piece, a piece beats values.

    A column without values is believed by its whole name.
    """
    called = words.called(rule.field, column.title)
    if rule.test is None or not column.values:
        return 2.0 if called == 2 else 0.0
    share = column.share(rule.test)
    if called and share >= rule.named:
        return called + share
    return share if rule.silent is not None and share >= rule.silent else 0.0


def _evidence(column: Column, rule: Rule) -> str:
    if rule.test is None or not column.values:
        return f"by its name; {percent(column.filled)} filled"
    told = f"{percent(column.share(rule.test))} {rule.told}; {percent(column.filled)} filled"
    if rule.field == "upn":
        told = f"{told}; {percent(column.share('upn'))} pass the check letter"
    return told


def _local_id(found: Fields, free: list[Column]) -> None:
    """The partner's own id; an identifier, or a tenancy, will do where there is none."""
    able = [column for column in free if _may_be_an_id(column)]
    best = max(able, key=lambda c: words.called("local_id", c.title), default=None)
    best = best or next(filter(_instead, _settled(found, _INSTEAD)), None)
    if best is None:
        return
    if best in free:
        free.remove(best)
    born = found.columns.get("birth_date")
    same = f"; {percent(_one_each(best, born))} of them have one birth date" if born else ""
    found.give("local_id", best, f"{best.different:,} different in {len(best.given):,} rows{same}")


def _settled(found: Fields, names: Iterable[str]) -> list[Column]:
    return [found.columns[name] for name in names if name in found.columns]


def _instead(column: Column) -> bool:
    return column.filled >= 0.9 and column.share("digit") >= 0.9


def _may_be_an_id(column: Column) -> bool:
    named = words.called("local_id", column.title) or words.like_an_id(column.title)
    return bool(named) and column.filled >= 0.9 and column.share("digit") >= 0.5


def _one_each(key: Column, other: Column) -> float:
    """Share of ids that go with one value only."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one, value in zip(key.given, other.given, strict=True):
        if one and value:
            seen[one].add(value)
    return sum(len(values) == 1 for values in seen.values()) / max(len(seen), 1)


def _days(found: Fields, free: list[Column]) -> None:
    """When something began and ended; a name must say so, or every value be a date."""
    dated = [column for column in free if is_of_days(column) and not _of_the_file(column)]
    ends = [column for column in dated if words.says_end(column.title)]
    starts = [column for column in dated if column not in ends] or ends[:1]
    if not starts:
        return
    start = starts[0]
    found.give("start", start, _dated(start))
    free.remove(start)
    if ends and ends[0] is not start:
        kept = _in_order(start, ends[0])
        found.give("end", ends[0], f"{_dated(ends[0])}; {percent(kept)} on or after the start")
        free.remove(ends[0])


def is_of_days(column: Column) -> bool:
    """Whether a column holds days; bare numbers do only where the name says so."""
    plain_numbers = all(value.isdecimal() for value in column.values)
    return column.dated >= _ENOUGH and (words.says_when(column.title) or not plain_numbers)


def _of_the_file(column: Column) -> bool:
    """Whether the days are those of a report, the same for whole files."""
    return any(word in normal(column.title) for word in ("reporting", "extract", "census"))


def _dated(column: Column) -> str:
    return f"{percent(column.dated)} are dates; {percent(column.filled)} filled"


def _in_order(start: Column, end: Column) -> float:
    pairs = [(a, b) for a, b in zip(start.days, end.days, strict=True) if a and b]
    return sum(a <= b for a, b in pairs) / max(len(pairs), 1)


def styles_of(columns: Iterable[Column]) -> dict[str, list[str]]:
    """Each date style used, with the titles of the columns written in it."""
    used: dict[str, list[str]] = {}
    for column in columns:
        for style in column.styles:
            used.setdefault(style, []).append(column.title)
    return used


def years_of(column: Column) -> tuple[date, date] | None:
    """Whole financial years that hold the middle 98% of a column's days; placeholders left out."""
    days = sorted(day for day in column.days if day and day != date.max)
    if not days:
        return None
    first, last = days[len(days) // 100], days[-1 - len(days) // 100]
    return date(_began(first), 4, 1), date(_began(last) + 1, 4, 1)


def _began(day: date) -> int:
    return day.year - ((day.month, day.day) < (4, 1))


def percent(share: float) -> str:
    """A share, never rounded up to all of it."""
    return f"{int(share * 100 + 1e-9)}%"
