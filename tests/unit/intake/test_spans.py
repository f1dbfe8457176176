"""Stretches of days: joined, cut, and put in a frame."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wholeplace.pooling.intake.sequence.spans import Span, inside, together, without

FIRST = date(2013, 1, 1)
PAIRS = st.tuples(st.integers(0, 20), st.integers(0, 20))


def span(start: int, end: int) -> Span:
    return Span(FIRST + timedelta(start), FIRST + timedelta(end))


def days(spans: list[Span]) -> set[int]:
    return {
        day for s in spans for day in range((s.start - FIRST).days, max((s.end - FIRST).days, 0))
    }


@given(st.lists(PAIRS, max_size=6), PAIRS)
def test_spans_hold_the_days_that_sets_would(pairs, other):
    spans, frame = [span(*sorted(p)) for p in pairs], span(*sorted(other))
    plain = {day for p in pairs for day in range(min(p), max(p))}
    cut = set(range(min(other), max(other)))

    assert days(together(spans)) == plain
    assert days(without(spans, frame)) == plain - cut
    assert days(inside(spans, frame)) == plain & cut


@given(st.lists(PAIRS, max_size=6))
def test_spans_that_touch_are_one(pairs):
    joined = together(span(*sorted(p)) for p in pairs)

    assert all(a.end < b.start for a, b in pairwise(joined))


def test_an_empty_span_is_none():
    assert together([span(3, 3)]) == []
