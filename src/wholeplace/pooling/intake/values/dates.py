"""Read dates in the styles a source declares, with how much of the date is known."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wholeplace.place.sources import EXCEL_SERIAL

ISO = "%Y-%m-%d"
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTHS = {name.lower(): number for number, name in enumerate(month_abbr) if number}
_PARTS = {
    "%d": r"(?P<d>\d{1,2})",
    "%m": r"(?P<m>\d{1,2})",
    "%Y": r"(?P<Y>\d{4})",
    "%y": r"(?P<y>\d{2})",
    "%b": r"(?P<b>[A-Za-z]{3})",
    "%B": r"(?P<b>[A-Za-z]{3})[A-Za-z]*",
}
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_LONGEST = 60
"""Letters that a date may have; the patterns are not let loose on more."""
_PERIOD = re.compile(
    r".*\b\d{4}\s*(?:-|–|to|until)\s*.*\b\d{4}|(?:q|quarter|qtr)\s*[1-4]\b.*\d{2,4}", re.IGNORECASE
)
PLACEHOLDERS = frozenset(
    [
        *(date(1582, 10, 15), date(1800, 1, 1), date(1801, 1, 1)),
        *(date(1900, 1, 1), date(1900, 1, 31), date(9999, 12, 31)),
    ]
)
"""Dates that systems write when they know none."""

Read = tuple[date | None, str | None]
"""A date with its precision: 'day', 'month', 'year'; or no date and 'placeholder', 'period' (the
text names two days), or None for unreadable."""


@dataclass(frozen=True)
class Dates:
    """Reads one column's dates. Two-digit years fall in the hundred years up to ``latest``."""

    styles: tuple[str, ...]
    latest: date

    @classmethod
    def of(cls, styles: Sequence[str], latest: date) -> Dates:
        """Declared styles in order, then ISO, which cannot be mistaken."""
        return cls(tuple(dict.fromkeys([*styles, ISO])), latest)

    def reader(self) -> Callable[[str], Read]:
        """A function from text to a date and its precision."""
        patterns = [(compiled(style), style) for style in self.styles]

        def read(text: str) -> Read:
            if len(text) > _LONGEST:
                return None, None
            for pattern, style in patterns:
                found = pattern.fullmatch(text)
                if found:
                    day, precision = _made(found, style, self.latest)
                    if day:
                        return (None, "placeholder") if day in PLACEHOLDERS else (day, precision)
            return None, "period" if _PERIOD.fullmatch(text) else None

        return read


def compiled(style: str) -> re.Pattern[str]:
    """The pattern of a style; a time after the date is let pass."""
    if style == EXCEL_SERIAL:
        return re.compile(r"(?!(?:19|20)\d\d$)(?P<serial>\d{1,5})(?:\.\d+)?")  # a year is none
    pieces = re.split(r"(%.)", style)
    return re.compile("".join(_PARTS.get(p, re.escape(p)) for p in pieces) + _TIME)


def _made(found: re.Match[str], style: str, latest: date) -> Read:
    part = found.groupdict()
    try:
        if style == EXCEL_SERIAL:
            return _EXCEL_EPOCH + timedelta(int(part["serial"])), "day"
        month = _month(part)
        day = date(_year(part, latest), month or 1, int(part.get("d") or 1))
    except (ValueError, KeyError, OverflowError):
        return None, None
    return day, "day" if part.get("d") else "month" if month else "year"


def _month(part: dict[str, str]) -> int | None:
    if part.get("b"):
        return _MONTHS[part["b"].lower()]
    return int(part["m"]) if part.get("m") else None


def _year(part: dict[str, str], latest: date) -> int:
    if part.get("Y"):
        return int(part["Y"])
    year = latest.year - latest.year % 100 + int(part["y"])
    month, day = _month(part) or 1, int(part.get("d") or 1)
    return year - 100 if (year, month, day) > (latest.year, latest.month, latest.day) else year
