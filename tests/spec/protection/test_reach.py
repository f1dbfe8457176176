"""Who has moved away, as far as addresses tell."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from wholeplace.pooling.store import connect, load, reachability
from wholeplace.pooling.store.schemas import ADDRESS, PERSON, PERSON_RECORD

AT = date(2014, 3, 31)
THEN, LATER = date(2012, 5, 1), date(2013, 8, 1)
HERE = {"postcode": "W2 1AB", "borough": "E09000033", "lsoa": "E01000001"}
AWAY = {"postcode": "ZE1 0AA", "borough": None}


def left(*addresses: dict[str, Any], **person: Any) -> tuple[date | None, bool]:
    """Since when one person has left, and whether they live in a refuge."""
    con = connect()
    known = {"person": "P1", "communal": False, "borough": "E09000033", "lsoa": "E01000001"}
    load(con, "person", pa.Table.from_pylist([{**known, **person}], schema=PERSON))
    linked = [{"person": "P1", "record": 0, "probability": 1.0}]
    load(con, "person_record", pa.Table.from_pylist(linked, schema=PERSON_RECORD))
    rows = [{"record": 0, **address} for address in addresses]
    load(con, "address", pa.Table.from_pylist(rows, schema=ADDRESS))
    snapshot: Any = SimpleNamespace(connect=lambda identity: con)
    (row,) = reachability(snapshot, AT).to_pylist()
    return row["left"], row["refuge"]


@pytest.mark.parametrize(
    ("addresses", "since"),
    [
        ([], None),
        ([HERE], None),
        ([{**HERE, "start": THEN}, {**AWAY, "start": LATER}], LATER),
        ([{**AWAY, "start": THEN}, {**HERE, "start": LATER}], None),
        ([HERE, {**AWAY, "start": LATER}], LATER),
        ([{**HERE, "start": THEN, "end": LATER}], LATER),
        ([{**HERE, "start": THEN, "end": LATER}, HERE], None),
        ([{**HERE, "start": THEN, "end": date(2014, 4, 1)}], None),
        ([{**HERE, "start": THEN}, {**AWAY, "start": date(2014, 4, 1)}], None),
        ([{**HERE, "start": THEN}, {"postcode": "ZE1", "start": LATER}], None),
        ([{**HERE, "start": THEN}, {"postcode": None, "line": "abroad", "start": LATER}], None),
        ([{**HERE, "start": LATER}, {**AWAY, "start": LATER}], None),
    ],
)
def test_since_when_somebody_has_left(addresses: list[dict[str, Any]], since: date | None) -> None:
    assert left(*addresses) == (since, False)


@pytest.mark.parametrize(
    ("person", "refuge"),
    [
        ({"communal": True, "borough": None, "lsoa": None}, True),
        ({"communal": True}, False),
        ({"communal": False, "borough": None, "lsoa": None}, False),
    ],
)
def test_who_lives_in_a_refuge(person: dict[str, Any], refuge: bool) -> None:
    assert left(HERE, **person)[1] is refuge
