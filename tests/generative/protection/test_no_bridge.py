"""However records share numbers, names, dates and homes, nothing left leads behind a seal."""

from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from support.linkage.tables import Person, tables
from wholeplace.pooling.decisions.subjects import RECORD, Subject
from wholeplace.pooling.protection import seal_off
from wholeplace.pooling.store import Identities
from wholeplace.trust.keys import Key
from wholeplace.trust.seals import Seal

KEY = Key("register", b"k" * 32)
NOBODY = pa.table({"record": pa.array([], pa.int64()), "date": pa.array([], pa.date32())})
SAID: dict[str, Any] = {
    "from": date(2013, 5, 1),
    "by": "an office",
    "basis": "an order",
    "review": date(2113, 5, 1),
}
NUMBERS = {"nhs": ["9990000018", "9990000026"], "upn": ["H205209890014", "T213204445642"]}


@st.composite
def person(draw: st.DrawFn, number: int) -> Person:
    held = {s: draw(st.sampled_from([None, *v])) for s, v in NUMBERS.items()}
    return Person(
        "list",
        f"{number:02}",
        given=draw(st.sampled_from([None, "Ada", "Eve", "A"])),
        family=draw(st.sampled_from([None, "Birch", "Rowan"])),
        born=draw(st.sampled_from([None, date(2009, 12, 25), date(2009, 5, 4), date(2009, 4, 5)])),
        at=draw(st.sampled_from([[], [("1 Elm Way", "W2 1AB")], [(None, "W9 3XY")]])),
        ids={scheme: value for scheme, value in held.items() if value},
    )


@st.composite
def places(draw: st.DrawFn) -> tuple[list[Person], set[int], set[int]]:
    """People, those a seal names as the earlier life, and those it names as the present one."""
    people = [draw(person(number)) for number in range(draw(st.integers(2, 8)))]
    sides = [draw(st.sampled_from(["earlier", "now", None, None])) for _ in people]
    sides[0] = "earlier"
    return (
        people,
        {n for n, side in enumerate(sides) if side == "earlier"},
        {n for n, side in enumerate(sides) if side == "now"},
    )


@given(places())
@settings(max_examples=150, deadline=None)
def test_nothing_left_is_tied_to_what_is_closed(
    place: tuple[list[Person], set[int], set[int]],
) -> None:
    people, earlier, now = place
    named = [Subject(RECORD, "list", one.local_id).hidden(KEY) for one in people]
    seal = Seal(
        id="S1",
        kind="adoption",
        earlier=tuple(named[n] for n in sorted(earlier)),
        now=tuple(named[n] for n in sorted(now)),
        **SAID,
    )
    identities = Identities(*tables(people), NOBODY)

    (sides,) = seal_off([seal], KEY, identities).sides
    off = sides.closed | sides.apart
    left = set(range(len(people))) - off

    assert earlier <= sides.closed and now <= sides.now and now <= left
    assert sides.closed.isdisjoint(sides.now) and sides.apart.isdisjoint(sides.now | sides.closed)
    for one in left - now:
        for closed in earlier:
            assert not _share_a_number(people[one], people[closed])
    kept = identities.without(off)
    assert kept.record["record"].to_pylist() == list(range(len(left)))
    assert kept.record["local_id"].to_pylist() == [people[n].local_id for n in sorted(left)]
    assert set(kept.identifier["record"].to_pylist()) <= set(range(len(left)))


@given(places(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_records_is_no_matter(
    place: tuple[list[Person], set[int], set[int]], random: Any
) -> None:
    people, earlier, now = place
    order = list(range(len(people)))
    random.shuffle(order)

    def found(numbers: list[int]) -> list[set[str]]:
        said = [people[n] for n in numbers]
        hidden = {n: Subject(RECORD, "list", people[n].local_id).hidden(KEY) for n in numbers}
        sides = {
            "earlier": tuple(hidden[n] for n in sorted(earlier)),
            "now": tuple(hidden[n] for n in sorted(now)),
        }
        seal = Seal(id="S1", kind="adoption", **sides, **SAID)
        (at,) = seal_off([seal], KEY, Identities(*tables(said), NOBODY)).sides
        return [{said[n].local_id for n in side} for side in (at.closed, at.now, at.apart)]

    assert found(order) == found(sorted(order))


def _share_a_number(one: Person, other: Person) -> bool:
    return bool(set(one.ids.items()) & set(other.ids.items()))
