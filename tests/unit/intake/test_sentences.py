"""How long a sentence is: twelve months is a calendar length and is not under twelve months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wholeplace.pooling.intake.values.sentences import (
    Length,
    NotAChain,
    Sentence,
    Term,
    length_between,
    length_of,
    term_in_words,
    term_of,
)

DAY = date(2013, 1, 10)


def alone(start=DAY, months=0, days=0):
    return length_of([Sentence("1", "", start, Term(months, days))])


def passed(*terms):
    """Sentences passed on one day: (number, the one it follows, months)."""
    return [Sentence(number, follows, DAY, Term(months)) for number, follows, months in terms]


@pytest.mark.parametrize(
    ("start", "term", "length"),
    [
        (DAY, Term(days=1), Length(1, None, "to_6_months")),
        (DAY, Term(days=2), Length(2, None, "to_6_months")),
        (DAY, Term(6), Length(181, 6, "to_6_months")),
        (DAY, Term(6, 1), Length(182, None, "under_12_months")),
        (DAY, Term(11, 30), Length(364, None, "under_12_months")),
        (DAY, Term(days=364), Length(364, None, "under_12_months")),
        (DAY, Term(days=365), Length(365, None, "under_2_years")),
        (DAY, Term(12), Length(365, 12, "under_2_years")),
        (date(2011, 3, 1), Term(12), Length(366, 12, "under_2_years")),
        (date(2011, 3, 1), Term(days=365), Length(365, None, "under_12_months")),
        (date(2011, 3, 1), Term(days=366), Length(366, None, "under_2_years")),
        (date(2012, 2, 29), Term(12), Length(365, 12, "under_2_years")),
        (DAY, Term(24), Length(730, 24, "under_4_years")),
        (DAY, Term(23, 30), Length(729, None, "under_2_years")),
        (DAY, Term(48), Length(1461, 48, "from_4_years")),
        (DAY, Term(47), Length(1430, 47, "under_4_years")),
    ],
)
def test_boundaries_by_the_calendar(start, term, length):
    assert length_of([Sentence("1", "", start, term)]) == length


@pytest.mark.parametrize(
    ("term", "band", "days"),
    [
        (Term(12), "under_2_years", None),
        (Term(11, 27), "under_12_months", None),
        (Term(11, 28), None, None),
        (Term(days=364), "under_12_months", 364),
        (Term(days=365), None, 365),
        (Term(days=366), "under_2_years", 366),
        (Term(6), "to_6_months", None),
        (Term(days=180), "to_6_months", 180),
        (Term(days=183), None, 183),
        (Term(days=185), "under_12_months", 185),
    ],
)
def test_without_a_day_only_what_holds_on_any_day_is_said(term, band, days):
    length = alone(None, term.months, term.days)

    assert (length.band, length.days) == (band, days)


@given(months=some.integers(0, 60), days=some.integers(1, 800))
def test_what_is_said_without_a_day_holds_on_every_day(months, days):
    told = alone(None, months, days).band
    starts = [date(2011, 1, 1) + timedelta(n) for n in range(0, 1461, 7)]
    bands = {alone(start, months, days).band for start in starts}

    assert told is None or bands == {told}


def test_consecutive_terms_add_up():
    length = length_of(passed(("1", "", 6), ("2", "1", 6)))

    assert length == Length(365, 12, "under_2_years")


def test_consecutive_terms_add_up_through_a_chain_in_any_order():
    length = length_of(passed(("3", "2", 2), ("1", "", 5), ("2", "1", 4)))

    assert (length.months, length.band) == (11, "under_12_months")


def test_of_concurrent_terms_the_longest_counts():
    length = length_of(passed(("1", "", 6), ("2", "", 9), ("3", "", 3)))

    assert (length.months, length.band) == (9, "under_12_months")


def test_a_concurrent_term_that_begins_later_and_ends_later_lengthens_the_whole():
    first = Sentence("1", "", DAY, Term(6))
    later = Sentence("2", "", DAY + timedelta(100), Term(6))
    length = length_of([first, later])

    assert length.days == (date(2013, 10, 20) - DAY).days
    assert (length.months, length.band) == (None, "under_12_months")


def test_a_concurrent_term_that_begins_later_and_ends_within_changes_nothing():
    later = Sentence("2", "", DAY + timedelta(30), Term(3))

    assert length_of([Sentence("1", "", DAY, Term(6)), later]) == alone(DAY, 6)


@pytest.mark.parametrize(
    "sentences",
    [
        passed(("1", "9", 6)),
        passed(("1", "1", 6)),
        passed(("1", "2", 6), ("2", "1", 6)),
        passed(("1", "", 6), ("2", "3", 6), ("3", "2", 6)),
    ],
)
def test_sentences_that_are_no_chain_have_no_length(sentences):
    with pytest.raises(NotAChain):
        length_of(sentences)


def test_undated_concurrent_terms_that_cannot_be_compared_have_no_length():
    months = Sentence("1", "", None, Term(1))
    days = Sentence("2", "", None, Term(days=30))

    assert length_of([months, days]) == Length(None, None, None)
    assert length_of([months, Sentence("2", "", None, Term(days=28))]).months == 1


def test_by_its_first_day_and_the_day_after_its_last():
    assert length_between(DAY, DAY + timedelta(365)).band == "under_2_years"
    assert length_between(DAY, DAY + timedelta(364)).band == "under_12_months"
    assert length_between(DAY, DAY + timedelta(364)).months is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1 year 6 months", Term(18)),
        ("12 months", Term(12)),
        ("1 yr, 2 mths and 3 days", Term(14, 3)),
        ("8 weeks", Term(0, 56)),
        ("28d", Term(0, 28)),
        ("6m", Term(6)),
        ("0 days", Term()),
        ("life", None),
        ("6 months suspended", None),
        ("", None),
        ("12", None),
    ],
)
def test_terms_in_words(text, term):
    assert term_in_words(text) == term


def test_terms_in_the_four_numbers_of_the_prisons():
    assert term_of(1, 2, 3, 4) == Term(14, 25)
    assert str(term_of(1, 1, 0, 2)) == "1 year 1 month 2 days"
