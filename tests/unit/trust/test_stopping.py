"""Whom nobody is to contact."""

from datetime import date

import pytest

from wholeplace.trust.stopping import (
    DEAD,
    KEPT_FROM_VIEW,
    MOVED,
    OBJECTS,
    REFUGE,
    Reachable,
    stopped,
)

AT = date(2014, 3, 31)


@pytest.mark.parametrize(
    ("person", "reasons"),
    [
        (Reachable(), ()),
        (Reachable(died=AT), (DEAD,)),
        (Reachable(died=date(2014, 4, 1)), ()),
        (Reachable(left=date(2013, 1, 1)), (MOVED,)),
        (Reachable(left=date(2015, 1, 1)), ()),
        (Reachable(objects=AT), (OBJECTS,)),
        (Reachable(refuge=True), (REFUGE,)),
        (Reachable(died=AT, left=AT, objects=AT, refuge=True), (DEAD, MOVED, OBJECTS, REFUGE)),
        (None, (KEPT_FROM_VIEW,)),
    ],
)
def test_reasons(person: Reachable | None, reasons: tuple[str, ...]) -> None:
    assert stopped(person, AT) == reasons
