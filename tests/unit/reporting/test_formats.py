from datetime import date

import pytest

from wholeplace.reporting import formats


@pytest.mark.parametrize(
    ("pence", "exact", "whole", "short"),
    [
        (0, "£0.00", "£0", "£0"),
        (5, "£0.05", "£0", "£0"),
        (95_000, "£950.00", "£950", "£950"),
        (123_456, "£1,234.56", "£1,235", "£1,235"),
        (34_000_000, "£340,000.00", "£340,000", "£340k"),
        (99_999_999, "£999,999.99", "£1,000,000", "£1m"),
        (120_000_000, "£1,200,000.00", "£1,200,000", "£1.2m"),
        (210_000_000_000, "£2,100,000,000.00", "£2,100,000,000", "£2.1bn"),
        (-123_456, "−£1,234.56", "−£1,235", "−£1,235"),
        (None, "no data", "no data", "no data"),
    ],
)
def test_money(pence: int | None, exact: str, whole: str, short: str) -> None:
    assert formats.pounds(pence) == exact
    assert formats.pounds_whole(pence) == whole
    assert formats.pounds_short(pence) == short


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.2034, "20.3%"), (0.77, "77%"), (-0.05, "−5%"), (None, "no data")],
)
def test_percent(share: float | None, text: str) -> None:
    assert formats.percent(share) == text


def test_counts_and_words() -> None:
    assert formats.count(1234567) == "1,234,567"
    assert formats.count(27.25) == "27.2"
    assert formats.plural(1, "family", "families") == "1 family"
    assert formats.plural(1200, "family", "families") == "1,200 families"
    assert formats.listed(["a"]) == "a"
    assert formats.listed(["a", "b", "c"]) == "a, b and c"
    assert formats.listed([]) == ""


def test_dates_and_periods() -> None:
    assert formats.day(date(2014, 3, 31)) == formats.day("2014-03-31") == "31 March 2014"
    assert formats.years(2.5) == "2.5 years"
    assert formats.years(None) == "not within the years appraised"


def test_an_interval_with_an_unknown_end_is_no_data() -> None:
    assert formats.interval(0.181, 0.224, formats.percent) == "18.1% to 22.4%"
    assert formats.interval(None, 0.2, formats.percent) == "no data"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.25, "share", "25%"),
        (1_234_500, "pence", "£12.3k"),
        (12.5, "GBP", "£12"),
        (1234, "people", "1,234 people"),
        (0.2, "share of residents", "20% of residents"),
        (1_200_000, "GBP a year", "£1.2m a year"),
        (27, "weeks", "27 weeks"),
        (12.34, "per_1000", "12.3 per 1000"),
        (None, "share", "no data"),
    ],
)
def test_a_quantity_says_its_unit(value: float | None, unit: str, text: str) -> None:
    assert formats.quantity(value, unit) == text
