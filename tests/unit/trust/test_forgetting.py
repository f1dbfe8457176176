"""What a hold stops, what it keeps, and when something is due."""

from datetime import date
from typing import Any

import pytest

from support.trust import agreement
from wholeplace.trust.forgetting import Act, Hold, Item, kept_by, stopped_by
from wholeplace.trust.retention import due

SAID: dict[str, Any] = {"by": "an office", "reason": "a reason"}
DAYS: dict[str, Any] = {"start": date(2014, 1, 1), "review": date(2015, 1, 1)}
HER = "record:police:TOKEN"


def hold(*covers: str) -> Hold:
    return Hold(id="H1", covers=covers, **DAYS, **SAID)


def act(why: Any = "erasure", **about: Any) -> Act:
    return Act(why=why, law="a law", **about, **SAID)


@pytest.mark.parametrize(
    ("covers", "asked", "stops"),
    [
        (("everything",), act(subjects=(HER,)), True),
        ((HER,), act(subjects=(HER, "record:b:C")), True),
        (("record:b:C",), act(subjects=(HER,)), False),
        (("source:police",), act(subjects=(HER,)), False),
        (("agreement:a",), act("expiry", agreement="a"), True),
        (("agreement:b",), act("expiry", agreement="a"), False),
        (("everything",), act("seal", subjects=(HER,)), False),
        ((HER,), act("seal", subjects=(HER,)), False),
    ],
)
def test_what_stops_an_act(covers: tuple[str, ...], asked: Act, stops: bool) -> None:
    assert bool(stopped_by(asked, [hold(*covers)])) is stops


@pytest.mark.parametrize(
    ("covers", "item", "kept"),
    [
        (("source:police",), Item("reading", "x", sources=frozenset({"police"})), True),
        (("source:police",), Item("reading", "x", sources=frozenset({"dwp"})), False),
        (("source:police",), Item("snapshot", "x", sources=frozenset({"dwp", "police"})), True),
        (("everything",), Item("linking", "x"), True),
        (("source:police",), Item("linking", "x"), False),
        (("everything",), Item("extract", "x", ours=False), False),
    ],
)
def test_what_a_hold_keeps(covers: tuple[str, ...], item: Item, kept: bool) -> None:
    assert bool(kept_by(item, [hold(*covers)])) is kept


def test_the_retention_clock() -> None:
    at = date(2014, 3, 31)
    agreements = [
        agreement("words", end=date(2013, 1, 1)),
        agreement("later", end=date(2013, 4, 1), retain_months=24),
        agreement("over", end=date(2013, 3, 31), retain_months=12),
        agreement("running", end=date(2014, 4, 1), retain_months=0),
    ]

    found = due(agreements, at)

    assert [(one.agreement, one.day, one.overdue(at)) for one in found] == [
        ("over", date(2014, 3, 31), True),
        ("later", date(2015, 4, 1), False),
        ("words", None, False),
    ]
