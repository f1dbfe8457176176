"""Dates as policy counts them: ages by anniversary, April years, windows that are half-open."""

import re
from calendar import monthrange
from datetime import date
from typing import Literal

_PERIOD = re.compile(r"^(\d+) (day|week|month|year)s?$")


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_at(born: date, day: date) -> int:
    """Completed years by calendar anniversary; someone born on 29 February turns on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def before(day: date, period: str) -> date:
    """The start of the ``period`` ('12 months', '90 days') that ends on ``day``."""
    number, unit = length(period)
    return _moved(day, -number, unit)


def after(day: date, period: str) -> date:
    """The end of the ``period`` that starts on ``day``; the first day that is not in it."""
    number, unit = length(period)
    return _moved(day, number, unit)


def length(period: str) -> tuple[int, Literal["day", "month"]]:
    """A period as a number of days or of months: '2 weeks' is 14 days, '1 year' 12 months."""
    match = _PERIOD.match(period)
    if not match:
        raise ValueError(f"'{period}' is not a period; write it like '12 months' or '90 days'")
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        return number * (7 if unit == "week" else 1), "day"
    return number * (12 if unit == "year" else 1), "month"


def _moved(day: date, number: int, unit: str) -> date:
    if unit == "day":
        return date.fromordinal(day.toordinal() + number)
    return add_months(day, number)


def financial_year(day: date) -> str:
    """The April-to-March year a day falls in: 2014-03-31 is in '2013/14'."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def year_start(year: str) -> date:
    """The first of April that opens a financial year."""
    return date(int(year[:4]), 4, 1)


def years_from(year: str, count: int) -> list[str]:
    """``count`` financial years from ``year`` on."""
    first = int(year[:4])
    return [financial_year(date(first + n, 4, 1)) for n in range(count)]
