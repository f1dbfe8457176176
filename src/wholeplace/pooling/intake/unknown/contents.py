"""What a column's values look like, as shares of those that are not blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa

from wholeplace.place.sources import EXCEL_SERIAL

from ..values import identifiers, people_codes
from ..values.dates import ISO, Dates
from ..values.plain import flag, number
from ..values.postcodes import postcode

LATEST = date(2049, 12, 31)
"""Years of two digits are taken as 1950 to 2049 to judge a file; reading it uses the place's."""
STYLES = (
    *(ISO, "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%y", "%d-%b-%Y"),
    *("%d %B %Y", "%Y-%b-%d", "%Y/%m/%d", "%Y%m%d", "%m/%Y", "%b %Y"),
)
"""Where two styles read as much, the first is meant: the day comes before the month here."""
_ADDS = 0.005
"""Share of values a further date style must read to be proposed."""

_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?")
_LSOA = re.compile(r"[EWS]01\d{6}")
_UPN = re.compile(r"[A-Za-z]\d{11}[\dA-Za-z]")
_SEX_WORDS = {"m", "f", "male", "female"}


def _checks(scheme: str) -> Callable[[str], bool]:
    check = identifiers.checker(scheme, None, LATEST.year)
    return lambda value: bool(check(value)[1])


TESTS: dict[str, Callable[[str], bool]] = {
    **{scheme: _checks(scheme) for scheme in ("nhs", "upn", "nino", "pnc", "nomis")},
    "upn shape": lambda value: bool(_UPN.fullmatch(value)),
    "postcode": lambda value: postcode(value) is not None,
    "lsoa": lambda value: bool(_LSOA.fullmatch(value)),
    "sex": lambda value: people_codes.sex(value) is not None,
    "sex word": lambda value: value.casefold() in _SEX_WORDS,
    "ethnicity": lambda value: people_codes.ethnic_group(value) is not None,
    "flag": lambda value: flag(value) is not None,
    "number": lambda value: number(value) is not None,
    "name": lambda value: bool(_NAME.fullmatch(value)),
    "digit": lambda value: any(c.isdigit() for c in value),
}
"""What may be asked of a value."""


def is_value(cell: str) -> bool:
    """Whether a cell is plainly a value, so that its row holds no names of columns."""
    cell = cell.strip()
    plain = ("nhs", "upn", "nino", "pnc", "nomis", "postcode", "number")
    return any(TESTS[name](cell) for name in plain) or dates_in([cell], STYLES)[0] is not None


def dates_in(values: Sequence[str], styles: Sequence[str]) -> list[date | None]:
    """Each value's day in these styles; a placeholder counts as the last day there is."""
    read = Dates(tuple(styles), LATEST).reader()
    found = [read(value) for value in values]
    return [date.max if how == "placeholder" else day for day, how in found]


@dataclass(frozen=True)
class Column:
    """A column's title and its sampled values. Only shares and counts of these are ever told."""

    title: str
    given: list[str]

    @classmethod
    def all_of(cls, table: pa.Table) -> list[Column]:
        """Every column of a table."""
        return [
            cls(name, [v or "" for v in table[name].to_pylist()]) for name in table.schema.names
        ]

    @cached_property
    def values(self) -> list[str]:
        """Those that are not blank."""
        return [value for value in self.given if value]

    @cached_property
    def filled(self) -> float:
        """Share of rows with a value."""
        return len(self.values) / len(self.given)

    @cached_property
    def different(self) -> int:
        """How many different values there are."""
        return len(set(self.values))

    def share(self, test: str) -> float:
        """Share of values that pass a test; a column without values passes none."""
        if test == "date":
            return self.dated
        known = {value: TESTS[test](value) for value in set(self.values)}
        return sum(known[value] for value in self.values) / max(len(self.values), 1)

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """The fewest date styles that read what can be read, the most usual first."""
        left, chosen = list(self.values), []
        while left:
            best = max(STYLES, key=lambda style: _read(left, style))
            if _read(left, best) < max(_ADDS * len(self.values), 1):
                break
            chosen.append(best)
            left = [v for v, day in zip(left, dates_in(left, (best,)), strict=True) if day is None]
        return tuple(chosen) or self._serial

    @property
    def _serial(self) -> tuple[str, ...]:
        """Excel's count of days since 1899, believed only where every number is such a day."""
        serial = [v.isdecimal() and 10_000 < int(v) < 60_000 for v in self.values]
        return (EXCEL_SERIAL,) if serial and all(serial) else ()

    @cached_property
    def days(self) -> list[date | None]:
        """Each row's day, where it can be read."""
        return dates_in(self.given, self.styles)

    @cached_property
    def dated(self) -> float:
        """Share of values that are dates."""
        read = sum(day is not None for day in self.days)
        return read / max(len(self.values), 1) if self.styles else 0.0


def _read(values: Sequence[str], style: str) -> int:
    return sum(day is not None for day in dates_in(values, (style,)))
