"""Money of one year in the prices of another, by the GDP deflator."""

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

SOURCE = (
    "HM Treasury, GDP deflators at market prices (December 2025 release), calendar years, "
    "2024 = 100; a financial year is 9/12 of its first calendar year and 3/12 of its second"
)


def uprate(pounds: Decimal, from_year: str, to_year: str) -> Decimal:
    """Pounds of ``from_year`` in prices of ``to_year``: '2012/13' or a calendar year '2012'."""
    return pounds * deflator(to_year) / deflator(from_year)


def deflator(year: str) -> Decimal:
    """The GDP deflator of a calendar year, or of a financial year by its quarters."""
    first, _, second = year.partition("/")
    if not second:
        return _calendar_year(first)
    return (9 * _calendar_year(first) + 3 * _calendar_year(str(int(first) + 1))) / 12


def _calendar_year(year: str) -> Decimal:
    series = _series()
    if year not in series:
        raise ValueError(
            f"no GDP deflator for {year}; the series runs from {min(series)} to {max(series)}, "
            "so choose a price year inside it"
        )
    return series[year]


@cache
def _series() -> dict[str, Decimal]:
    text = files("wholeplace.place").joinpath("data/gdp_deflator.csv").read_text("utf-8")
    return {row["year"]: Decimal(row["value"]) for row in csv.DictReader(text.splitlines())}
