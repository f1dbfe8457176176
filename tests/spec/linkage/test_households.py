"""Who lives with whom, and who does not."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import pyarrow as pa
import pytest

from wholeplace.place import CommunalPlace
from wholeplace.place.communal import CommunalKind
from wholeplace.pooling.linkage import Households, households

AS_AT = date(2014, 3, 31)
FLAT = ("2 Elm Court", "W2 1AB")
HOUSE = ("9 Oak Road", "W9 3XY")


@dataclass
class Said:
    """One record with one address, about a person known by a letter."""

    person: str
    at: tuple[str | None, str | None] | None = FLAT
    family: str | None = None
    since: date | None = None
    until: date | None = None
    uprn: str | None = None
    household: str | None = None
    died: date | None = None
    seen: date | None = None


def living(*said: Said, places: tuple[CommunalPlace, ...] = ()) -> tuple[list[set[str]], set[str]]:
    """The households as sets of people, and the people in communal places."""
    members, communal, _ = lived(*said, places=places)
    return members, set(communal)


def lived(
    *said: Said, places: tuple[CommunalPlace, ...] = ()
) -> tuple[list[set[str]], dict[str, str], set[str]]:
    """Households, communal kinds by person, and the people whose home goes on."""
    found = housed(*said, places=places)
    members: dict[str, set[str]] = {}
    for row in found.members.to_pylist():
        members.setdefault(row["household"], set()).add(row["person"])
    kinds = {row["person"]: row["kind"] for row in found.communal.to_pylist()}
    at_home = set(found.homes["person"].to_pylist())
    return sorted(members.values(), key=min), kinds, at_home


def housed(
    *said: Said, care: tuple[tuple[str, str], ...] = (), places: tuple[CommunalPlace, ...] = ()
) -> Households:
    """Households of those who say so; ``care`` pairs carers with those they care for."""
    numbers = range(len(said))
    records = pa.table(
        {
            "record": pa.array(numbers, pa.int64()),
            "source": pa.array(["dwp-benefits"] * len(said)),
            "family": pa.array([s.family for s in said], pa.string()),
            "household_given": pa.array([s.household for s in said], pa.string()),
            "died": pa.array([s.died for s in said], pa.date32()),
        }
    )
    known = [(n, s) for n, s in enumerate(said) if s.at]
    addresses = pa.table(
        {
            "record": pa.array([n for n, _ in known], pa.int64()),
            "uprn": pa.array([s.uprn for _, s in known], pa.string()),
            "line": pa.array([s.at[0] for _, s in known], pa.string()),
            "postcode": pa.array([s.at[1] for _, s in known], pa.string()),
            "start": pa.array([s.since for _, s in known], pa.date32()),
            "end": pa.array([s.until for _, s in known], pa.date32()),
        }
    )
    seen = pa.table(
        {
            "record": pa.array([n for n, s in enumerate(said) if s.seen], pa.int64()),
            "date": pa.array([s.seen for s in said if s.seen], pa.date32()),
        }
    )
    people = [s.person for s in said]
    ties = pa.table({"person": [a for a, _ in care], "other": [b for _, b in care]})
    return households(
        records, addresses, people, AS_AT, seen=seen, care=ties if care else None, places=places
    )


def test_people_at_one_door_are_one_household() -> None:
    assert living(Said("a"), Said("b"), Said("c", HOUSE))[0] == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize("line", ["2, Elm Ct", "2 ELM COURT", "2 Elm Cuort"])
def test_a_door_is_one_however_it_is_written(line: str) -> None:
    assert living(Said("a"), Said("b", (line, "W2 1AB")))[0] == [{"a", "b"}]


@pytest.mark.parametrize("at", [("12 Elm Court", "W2 1AB"), ("2 Elm Court", "W2 1AD")])
def test_another_number_or_postcode_is_another_door(at: tuple[str, str]) -> None:
    assert living(Said("a"), Said("b", at))[0] == [{"a"}, {"b"}]


def test_one_uprn_is_one_door_however_the_line_reads() -> None:
    one, other = Said("a", uprn="100"), Said("b", ("Garden Flat", "W2 1AB"), uprn="100")

    assert living(one, other)[0] == [{"a", "b"}]


def test_the_newer_statement_wins() -> None:
    before = Said("a", FLAT, since=date(2011, 5, 1))
    now = Said("a", HOUSE, since=date(2013, 11, 1))

    assert living(before, now, Said("b", FLAT), Said("c", HOUSE))[0] == [{"a", "c"}, {"b"}]


def test_an_old_address_still_believed_last_month_is_fresh() -> None:
    kept = Said("a", FLAT, since=date(2009, 5, 1), seen=date(2014, 3, 1))
    older = Said("a", HOUSE, since=date(2012, 6, 1))

    assert living(kept, older, Said("b", FLAT))[0] == [{"a", "b"}]


def test_two_agencies_outweigh_one_of_the_same_age() -> None:
    once = [Said("a", HOUSE, since=date(2013, 1, 1))]
    twice = [Said("a", FLAT, since=date(2013, 1, 1))] * 2

    assert living(*once, *twice, Said("b", FLAT))[0] == [{"a", "b"}]


def test_addresses_that_ended_or_have_not_begun_do_not_count() -> None:
    left = Said("a", FLAT, until=AS_AT)
    to_come = Said("b", FLAT, since=date(2014, 4, 1))

    assert living(left, to_come, Said("c", FLAT))[0] == [{"c"}]


def test_the_dead_live_nowhere() -> None:
    assert living(Said("a", died=date(2013, 2, 2)), Said("b"))[0] == [{"b"}]


def test_who_dies_later_still_lives_here() -> None:
    assert living(Said("a", died=date(2015, 2, 2)), Said("b"))[0] == [{"a", "b"}]


COMMUNAL = [
    ("refuge", "St Mary's Refuge, 4 Elm Court"),
    ("refuge", "Women's Aid, 4 Elm Court"),
    ("hostel", "Ashdown Hostel"),
    ("temporary-accommodation", "Room 3, Elm B&B"),
    ("temporary-accommodation", "2 Elm Court (temporary accommodation)"),
    ("childrens-home", "Rowan Children's Home"),
    ("prison", "HMP Elm"),
    ("hospital", "Elm Hospital, Ward 3"),
    ("care-home", "Calder Care Home"),
    ("approved-premises", "Elm Approved Premises"),
]


@pytest.mark.parametrize(("kind", "line"), COMMUNAL)
def test_a_communal_place_is_no_household(kind: str, line: str) -> None:
    at = (line, "W2 1AB")

    members, kinds, _ = lived(Said("a", at), Said("b", at), Said("c", HOUSE))

    assert (members, kinds) == ([{"c"}], {"a": kind, "b": kind})


@pytest.mark.parametrize("kind", get_args(CommunalKind))
@pytest.mark.parametrize("by", ["uprn", "line", "postcode"])
def test_a_place_that_is_declared_is_none_whatever_its_address_looks_like(
    kind: Any, by: str
) -> None:
    """Two strangers, and a mother with her child, at a door like any other."""
    where = {"uprn": {"uprn": "100"}, "line": {"line": "2, Elm Ct"}, "postcode": {}}[by]
    place = CommunalPlace(kind=kind, postcode="w2 1ab", source="a test", **where)
    people = [Said(p, uprn="100", family=f) for p, f in (("a", "Lee"), ("b", "Lee"), ("c", "Poe"))]

    assert living(*people, Said("d", HOUSE))[0] == [{"a", "b", "c"}, {"d"}]
    members, kinds, _ = lived(*people, Said("d", HOUSE), places=(place,))
    assert (members, kinds) == ([{"d"}], dict.fromkeys("abc", kind))


def test_a_declared_postcode_holds_those_known_by_postcode_alone() -> None:
    place = CommunalPlace(kind="hostel", postcode="W2 1AB", source="a test")
    loose = [Said(p, (None, "W2 1AB"), family="Lee") for p in ("a", "b")]

    assert living(*loose)[0] == [{"a", "b"}]
    assert living(*loose, places=(place,)) == ([], {"a", "b"})


def test_a_place_is_communal_only_while_it_stands() -> None:
    closed = CommunalPlace(kind="hostel", postcode="W2 1AB", end=AS_AT, source="a test")

    assert living(Said("a"), Said("b"), places=(closed,))[0] == [{"a", "b"}]


def test_who_fled_to_a_refuge_lives_with_nobody_whatever_other_files_say() -> None:
    """Two agencies still have the home she fled; one newer word says where she is."""
    fled = Said("a", ("Elm Refuge", "W9 3XY"), since=date(2014, 1, 1))
    files = [Said("a", FLAT, since=date(2013, 1, 1), seen=date(2014, 3, 1))] * 2

    members, kinds, at_home = lived(*files, fled, Said("b", FLAT))

    assert (members, kinds, at_home) == ([{"b"}], {"a": "refuge"}, {"b"})


def test_a_refuge_left_years_ago_does_not_keep_a_family_apart() -> None:
    once = Said("a", ("Elm Refuge", "W9 3XY"), since=date(2010, 1, 1))

    assert living(once, Said("a", FLAT, since=date(2013, 1, 1)), Said("b", FLAT))[0] == [{"a", "b"}]


def test_the_postcode_of_a_refuge_goes_no_further() -> None:
    secret = CommunalPlace(kind="refuge", postcode="W2 1AB", source="a test")

    assert lived(Said("a"), Said("b", HOUSE), places=(secret,))[2] == {"b"}


def test_a_crowd_of_unrelated_people_is_no_household() -> None:
    crowd = [Said(f"p{n:02}", family=f"Name{chr(65 + n)}") for n in range(14)]

    assert living(*crowd) == ([], {f"p{n:02}" for n in range(14)})


def test_a_large_family_is_one() -> None:
    family = [Said(f"p{n:02}", family="Lee") for n in range(14)]

    assert living(*family)[0] == [{f"p{n:02}" for n in range(14)}]


def test_a_postcode_alone_joins_the_one_household_of_the_name() -> None:
    loose = Said("z", (None, "W2 1AB"), family="Lee")
    others = Said("b", ("7 Elm Court", "W2 1AB"), family="Poe")

    assert living(Said("a", family="Lee"), others, loose)[0] == [{"a", "z"}, {"b"}]


def test_two_households_of_the_name_leave_it_open() -> None:
    loose = Said("z", (None, "W2 1AB"), family="Lee")
    namesake = Said("b", ("7 Elm Court", "W2 1AB"), family="Lee")

    assert living(Said("a", family="Lee"), namesake, loose)[0] == [{"a"}, {"b"}]


def test_a_postcode_alone_without_any_tie_is_no_home() -> None:
    assert living(Said("a"), Said("z", (None, "W2 1AB")))[0] == [{"a"}]


def test_those_who_lived_together_moved_together() -> None:
    """A nameless hospital postcode at the new place, where the family of the old one lives now."""
    old = [Said(p, HOUSE, since=date(2010, 1, 1)) for p in ("a", "z")]
    moved = Said("a", FLAT, since=date(2013, 9, 1))
    hospital = Said("z", (None, "W2 1AB"), since=date(2014, 1, 1))

    assert living(*old, moved, hospital)[0] == [{"a", "z"}]


def test_people_of_one_name_and_postcode_without_any_line_live_together() -> None:
    court = [Said(p, (None, "W2 1AB"), family="Lee") for p in ("a", "b")]

    assert living(*court)[0] == [{"a", "b"}]


def test_declared_members_live_where_the_household_lives() -> None:
    tenant, child = Said("a", household="T1"), Said("b", None, household="T1")

    assert living(tenant, child)[0] == [{"a", "b"}]


def test_nobody_at_all() -> None:
    assert living() == ([], set())


NEARBY = (None, "W2 1AB")


def together(found: Households) -> dict[str, tuple[str, str]]:
    """The household of each person, and how it is known."""
    return {r["person"]: (r["household"], r["known"]) for r in found.members.to_pylist()}


def test_a_carer_known_by_postcode_joins_the_household_of_whom_they_care_for() -> None:
    found = together(housed(Said("a"), Said("b", NEARBY), care=(("b", "a"),)))

    assert found["a"][0] == found["b"][0]
    assert (found["a"][1], found["b"][1]) == ("address", "carer")


def test_a_carer_of_another_postcode_lives_elsewhere() -> None:
    found = together(housed(Said("a"), Said("b", (None, "W2 1AD")), care=(("b", "a"),)))

    assert set(found) == {"a"}


def test_neighbours_without_care_stay_apart() -> None:
    assert set(together(housed(Said("a"), Said("b", NEARBY)))) == {"a"}


def test_carer_and_cared_for_known_by_one_postcode_are_a_household() -> None:
    found = together(
        housed(Said("a", NEARBY), Said("b", NEARBY), Said("c", NEARBY), care=(("b", "a"),))
    )

    assert set(found) == {"a", "b"}
    assert found["a"] == (found["b"][0], "carer")


def test_having_lived_together_is_a_stronger_tie_than_care() -> None:
    once = Said("b", HOUSE, since=date(2009, 1, 1)), Said("c", HOUSE, since=date(2009, 1, 1))
    now = [Said(who, at, since=date(2014, 1, 1)) for who, at in (("b", NEARBY), ("c", FLAT))]
    found = together(housed(*once, *now, Said("a", ("5 Elm Court", "W2 1AB")), care=(("b", "a"),)))

    assert found["b"][0] == found["c"][0] != found["a"][0]


def test_care_for_somebody_nobody_knows_changes_nothing() -> None:
    assert set(together(housed(Said("a"), Said("b", NEARBY), care=(("b", "z"),)))) == {"a"}
