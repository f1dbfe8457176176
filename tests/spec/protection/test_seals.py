"""What a seal takes out: what it names, what identifiers lead to, and what looks like it."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from pydantic import ValidationError

from support.linkage.tables import Person, tables
from wholeplace.pooling.decisions.subjects import IDENTIFIER, RECORD, Subject
from wholeplace.pooling.protection import Sides, seal_off
from wholeplace.pooling.store import Identities
from wholeplace.trust.keys import Key
from wholeplace.trust.seals import Seal, seal_kinds

KEY = Key("register", b"k" * 32)
BORN = date(2009, 12, 25)
OLD, NEW = "999 000 0018", "999 000 0026"
NOBODY = pa.table({"record": pa.array([], pa.int64()), "date": pa.array([], pa.date32())})


def before(local_id: str = "B", **facts: Any) -> Person:
    """The child as a council knew it before the order."""
    known = {"given": "Ada", "family": "Birch", "born": BORN, "at": [("1 Elm Way", "W2 1AB")]}
    return Person("children-in-need", local_id, **{**known, **facts})


def after(local_id: str = "A", **facts: Any) -> Person:
    """And as a school knows it after the order: new names, new home."""
    known = {"given": "Eve", "family": "Rowan", "born": BORN, "at": [("9 Oak Rise", "W9 3XY")]}
    return Person("school-roll", local_id, **{**known, **facts})


def other(local_id: str = "X", **facts: Any) -> Person:
    """A record of a third agency."""
    return Person("police-offences", local_id, **facts)


def by_id(person: Person) -> str:
    return Subject(RECORD, person.source, person.local_id).hidden(KEY)


def by_nhs(value: str) -> str:
    return Subject(IDENTIFIER, "nhs", value.replace(" ", "")).hidden(KEY)


def sealed(people: list[Person], *, kind: str = "adoption", **sides: tuple[str, ...]) -> Sides:
    seal = Seal(id="S1", kind=kind, **sides, **SAID)
    return seal_off([seal], KEY, Identities(*tables(people), NOBODY)).sides[0]


SAID: dict[str, Any] = {
    "from": date(2013, 5, 1),
    "by": "adoption team",
    "basis": "order of the family court",
    "review": date(2113, 5, 1),
}


def test_what_the_seal_names_is_closed_and_the_rest_is_not() -> None:
    found = sealed([before(), after(), other()], earlier=(by_id(before()),))

    assert found.counts == {"closed": 1, "now": 0, "apart": 0}
    assert found.closed == {0}


def test_a_number_closes_every_record_that_holds_it_however_it_is_written() -> None:
    people = [before(ids={"nhs": "9990000018"}), other("X", ids={"nhs": "999 000 0018"})]

    assert sealed(people, earlier=(by_nhs(OLD),)).closed == {0, 1}


def test_numbers_lead_from_record_to_record() -> None:
    """A to C by one number, C to D by another: all three are the earlier life."""
    people = [
        before(ids={"nhs": OLD}),
        other("C", ids={"nhs": OLD, "upn": "H205209890014"}),
        other("D", ids={"upn": "H205209890014"}),
    ]

    assert sealed(people, earlier=(by_id(before()),)).closed == {0, 1, 2}


def test_a_number_held_on_both_sides_leads_to_neither() -> None:
    """The old NHS number was typed onto the new file: who else holds it cannot be told."""
    people = [before(ids={"nhs": OLD}), after(ids={"nhs": OLD}), other(ids={"nhs": OLD})]

    found = sealed(people, earlier=(by_id(people[0]),), now=(by_id(people[1]),))

    assert (found.closed, found.now, found.apart) == ({0}, {1}, {2})


def test_a_chain_of_numbers_from_one_side_to_the_other_stands_apart_whole() -> None:
    people = [
        before(ids={"nhs": OLD}),
        other("C", ids={"nhs": OLD, "upn": "H205209890014"}),
        other("D", ids={"upn": "H205209890014", "nhs": NEW}),
        after(ids={"nhs": NEW}),
    ]

    found = sealed(people, earlier=(by_id(people[0]),), now=(by_id(people[3]),))

    assert (found.closed, found.now, found.apart) == ({0}, {3}, {1, 2})


def test_a_record_that_holds_both_numbers_stands_apart() -> None:
    people = [other("C", ids={"nhs": OLD}), other("D", ids={"nhs": NEW})]
    both = other("E")
    found = tables([*people, both])
    extra = pa.Table.from_pylist(
        [{"record": 2, "scheme": "nhs", "value": v, "valid": True} for v in (OLD, NEW)],
        schema=found[1].schema,
    )
    identities = Identities(found[0], pa.concat_tables([found[1], extra]), found[2], NOBODY)
    seal = Seal(id="S1", kind="adoption", earlier=(by_nhs(OLD),), now=(by_nhs(NEW),), **SAID)

    (sides,) = seal_off([seal], KEY, identities).sides

    assert (sides.closed, sides.now, sides.apart) == ({0}, {1}, {2})


def test_a_record_named_by_its_own_id_is_where_the_seal_says_whatever_number_it_holds() -> None:
    people = [before(ids={"nhs": OLD}), after(ids={"nhs": OLD})]

    found = sealed(people, earlier=(by_nhs(OLD),), now=(by_id(people[1]),))

    assert (found.closed, found.now) == ({0}, {1})


@pytest.mark.parametrize(
    "facts",
    [
        {"given": "Ada", "born": BORN},
        {"family": "Birch", "born": BORN},
        {"at": [(None, "W2 1AB")], "born": BORN},
        {"given": "Ada", "family": "Birch"},
        {"given": "ADA", "born": date(2009, 12, 25), "family": "Rowan"},
        {"family": "birch", "at": [("1 Elm Way", "W2 1AB")]},
        {"aliases": "Ada Birch", "family": "Rowan"},
        {"given": "A", "born": BORN, "at": [("1 Elm Way", "W2 1AB")]},
        {"given": "Ada", "born": BORN, "at": [("9 Oak Rise", "W9 3XY")], "family": "Rowan"},
    ],
)
def test_what_looks_like_the_earlier_life_stands_apart(facts: dict[str, Any]) -> None:
    found = sealed([before(), after(), other(**facts)], earlier=(by_id(before()),), now=(
        by_id(after()),
    ))  # fmt: skip

    assert (found.closed, found.now, found.apart) == ({0}, {1}, {2})


def test_a_birth_date_with_day_and_month_swapped_is_the_same() -> None:
    one = before(born=date(2009, 5, 4))
    swapped = other(given="Ada", born=date(2009, 4, 5))

    assert sealed([one, swapped], earlier=(by_id(one),)).apart == {1}


@pytest.mark.parametrize(
    "facts",
    [
        {"born": BORN},
        {"given": "Ada"},
        {"given": "Ada", "family": "Birch", "born": date(1990, 2, 3)},
        {"given": "Tom", "family": "Reed", "born": BORN, "at": [("3 Ash Row", "W9 9AA")]},
        {"given": "Tom", "family": "Birch", "born": BORN, "at": [("1 Elm Way", "W2 1AB")]},
    ],
)
def test_one_fact_in_common_or_another_birth_date_is_somebody_else(facts: dict[str, Any]) -> None:
    assert sealed([before(), other(**facts)], earlier=(by_id(before()),)).apart == frozenset()


def test_numbers_lead_on_from_a_lookalike() -> None:
    people = [
        before(),
        other("C", given="Ada", born=BORN, ids={"nhs": OLD}),
        other("D", ids={"nhs": OLD}),
    ]

    assert sealed(people, earlier=(by_id(before()),)).apart == {1, 2}


def test_what_the_office_names_as_now_is_not_held_back_for_its_looks() -> None:
    """Adopted by a step-parent: given name, birth date and home stay."""
    people = [before(), after(given="Ada", at=[("1 Elm Way", "W2 1AB")], ids={"nhs": NEW})]

    found = sealed(people, earlier=(by_id(people[0]),), now=(by_nhs(NEW),))

    assert (found.closed, found.now, found.apart) == ({0}, {1}, frozenset())


def test_a_twin_by_name_is_somebody_else() -> None:
    assert sealed([before(), before("T", given="Ben")], earlier=(by_id(before()),)).apart == set()


def test_a_twin_without_a_name_stands_apart_until_the_office_says_who_it_is() -> None:
    people = [before(), before("T", given=None)]

    assert sealed(people, earlier=(by_id(people[0]),)).apart == {1}
    assert sealed(people, earlier=(by_id(people[0]),), others=(by_id(people[1]),)).apart == set()


def test_a_placeholder_number_ties_nobody() -> None:
    crowd = [other(f"X{n}", ids={"nhs": OLD}) for n in range(60)]

    assert sealed([before(ids={"nhs": OLD}), *crowd], earlier=(by_id(before()),)).closed == {0}


def test_a_number_that_is_not_valid_ties_nobody() -> None:
    people = [before(ids={"nhs": OLD}), other(ids={"nhs": OLD}, invalid=("nhs",))]

    assert sealed(people, earlier=(by_id(people[0]),)).closed == {0}


def test_a_protected_person_is_concealed_and_not_closed() -> None:
    seal = Seal(id="S1", kind="protected-person", now=(by_id(before()),), **SAID)

    found = seal_off([seal], KEY, Identities(*tables([before(), after()]), NOBODY))

    assert (found.off, found.concealed) == (frozenset(), {0})


@pytest.mark.parametrize(
    ("kind", "sides", "said"),
    [
        ("adoption", {"now": ("record:a:b",)}, "name the earlier identity"),
        ("protected-person", {"earlier": ("record:a:b",)}, "name the person as they are now"),
        ("staff-relative", {"earlier": ("record:a:b",)}, "closes no earlier identity"),
        ("secret", {"earlier": ("record:a:b",)}, "is no kind of seal"),
    ],
)
def test_a_seal_covers_what_its_kind_is_about(kind: str, sides: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Seal(id="S1", kind=kind, **sides, **SAID)


def test_every_kind_says_the_law_it_rests_on() -> None:
    assert {*seal_kinds()} == {
        *("adoption", "gender-recognition", "protected-person", "staff-relative"),
    }
    assert all(kind.rule and kind.citation for kind in seal_kinds().values())
