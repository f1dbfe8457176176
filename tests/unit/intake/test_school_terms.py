"""The days of a school census, and the terms it tells of."""

from datetime import date

import pytest

from wholeplace.pooling.intake.values.school_terms import census, census_named, easter


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2013, date(2013, 3, 31)),
        (2014, date(2014, 4, 20)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2038, date(2038, 4, 25)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_easter(year, day):
    assert easter(year) == day


@pytest.mark.parametrize(
    ("term", "day", "first", "after"),
    [
        ("aut", date(2024, 10, 3), date(2024, 4, 1), date(2024, 8, 1)),
        ("spr", date(2024, 1, 18), date(2023, 8, 1), date(2024, 1, 1)),
        ("sum", date(2024, 5, 16), date(2024, 1, 1), date(2024, 4, 1)),
    ],
)
def test_a_census_tells_of_the_term_before(term, day, first, after):
    found = census(2024, term)

    assert (found.day, found.first, found.after) == (day, first, after)


def test_the_terms_of_a_year_follow_each_other():
    spring, summer, autumn = (census(2014, term) for term in ("spr", "sum", "aut"))

    assert spring.after == summer.first
    assert summer.after == autumn.first
    assert autumn.after == census(2015, "spr").first


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("schools/2014 spring/pupilonroll.csv", date(2014, 1, 16)),
        ("Spring 2014.csv", date(2014, 1, 16)),
        ("census_spr_2014/x.csv", date(2014, 1, 16)),
        ("2013-14 spring/x.csv", date(2014, 1, 16)),
        ("Spring 2013/14/x.csv", date(2014, 1, 16)),
        ("autumn 2013-14/x.csv", date(2013, 10, 3)),
        ("2014Summer.csv", date(2014, 5, 15)),
    ],
)
def test_a_census_by_the_name_of_its_folder_or_file(name, day):
    found = census_named(name)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "name", ["pupilonroll.csv", "spring.csv", "2014/pupils.csv", "springfield 2014.csv"]
)
def test_other_names_speak_of_no_census(name):
    assert census_named(name) is None
