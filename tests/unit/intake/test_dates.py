"""Dates are read in the styles a source declares, and nothing is guessed."""

from datetime import date

import pytest

from wholeplace.place import Mapping
from wholeplace.pooling.intake.values.dates import Dates

DAY = date(2014, 3, 31)
SPEND = {"payee": "a", "paid": "b", "pounds": "c"}


def read(text, *styles, latest=DAY):
    return Dates.of(styles, latest).reader()(text)


@pytest.mark.parametrize(
    ("text", "style", "meant"),
    [
        ("27/03/2008", "%d/%m/%Y", date(2008, 3, 27)),
        ("7/3/2008", "%d/%m/%Y", date(2008, 3, 7)),
        ("2015-03-27", "%d/%m/%Y", date(2015, 3, 27)),
        ("2020-Apr-25 00:00:00", "%Y-%b-%d", date(2020, 4, 25)),
        ("2022-01-27 00:00:00", "%Y-%m-%d", date(2022, 1, 27)),
        ("2022-01-27T09:30:00Z", "%Y-%m-%d", date(2022, 1, 27)),
        ("44629", "excel-serial", date(2022, 3, 9)),
        ("26-May-11", "%d-%b-%y", date(2011, 5, 26)),
        ("26 MAY 2011", "%d %b %Y", date(2011, 5, 26)),
        ("26 September 2011", "%d %B %Y", date(2011, 9, 26)),
        ("29/02/2012", "%d/%m/%Y", date(2012, 2, 29)),
    ],
)
def test_declared_styles(text, style, meant):
    assert read(text, style) == (meant, "day")


@pytest.mark.parametrize(
    ("text", "style", "meant", "precision"),
    [
        ("03/2008", "%m/%Y", date(2008, 3, 1), "month"),
        ("Mar-08", "%b-%y", date(2008, 3, 1), "month"),
        ("1954", "%Y", date(1954, 1, 1), "year"),
    ],
)
def test_what_is_known_of_a_date_is_kept(text, style, meant, precision):
    assert read(text, style) == (meant, precision)


@pytest.mark.parametrize("text", ["1800-01-01", "1900-01-01", "9999-12-31"])
def test_placeholders_are_not_dates(text):
    assert read(text) == (None, "placeholder")


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2013",
        "29/02/2013",
        "03-27-2008",
        "44629",
        "",
        "2013-13-01",
    ],
)
def test_what_does_not_fit_is_not_guessed(text):
    assert read(text, "%d/%m/%Y") == (None, None)


@pytest.mark.parametrize(
    "text", ["July 2010-September 2010", "01/04/2010 to 30/06/2010", "Q2 2010"]
)
def test_a_period_is_no_day(text):
    assert read(text, "%d/%m/%Y") == (None, "period")


def test_a_year_is_no_serial_number_of_a_day():
    assert read("2013", "excel-serial") == (None, None)
    assert read("41671", "excel-serial") == (date(2014, 2, 1), "day")


def test_two_digit_years_fall_in_the_hundred_years_before():
    style = "%d-%b-%y"

    assert read("26-May-81", style)[0] == date(1981, 5, 26)
    assert read("31-Mar-14", style)[0] == date(2014, 3, 31)
    assert read("01-Apr-14", style)[0] == date(1914, 4, 1)


def test_someone_on_a_list_of_adults_was_not_born_last_year():
    adult = date(1998, 3, 31)

    assert read("26-May-13", "%d-%b-%y", latest=adult)[0] == date(1913, 5, 26)
    assert read("26-May-97", "%d-%b-%y", latest=adult)[0] == date(1997, 5, 26)


def test_the_first_style_that_fits_is_taken():
    assert read("03/04/2012", "%m/%d/%Y", "%d/%m/%Y")[0] == date(2012, 3, 4)
    assert read("25/04/2012", "%m/%d/%Y", "%d/%m/%Y")[0] == date(2012, 4, 25)


@pytest.mark.parametrize("style", ["%H:%M", "dd/mm/yyyy", "%Q", ""])
def test_a_style_that_cannot_be_read_is_refused_in_the_definition(style):
    with pytest.raises(ValueError, match="no date style"):
        Mapping.model_validate({"dates": [style], "spend": SPEND})
