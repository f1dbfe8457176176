"""Linking files that belong to no place: lists of another country, alone and two together."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from support.linkage.people import make_people
from wholeplace.pooling.linkage.files import LinkedFiles, Mapping, link_files, propose

TODAY = date(2026, 1, 1)
SYLLABLES = ["ka", "lo", "mi", "ren", "tas", "ver", "bol", "din", "fa", "gri", "hol", "jen"]
LETTERS = list("abcdefghijklmnopqrstuvwxyz")


def australians(count: int, seed: int) -> list[dict[str, str]]:
    """People as the Australian test lists have them: a postcode of digits, a security number."""
    chance = np.random.default_rng(seed)

    def name() -> str:
        return "".join(chance.choice(SYLLABLES, 3))

    return [
        {
            "person": f"p{number}",
            "given_name": name(),
            "surname": name(),
            "street_number": str(chance.integers(1, 200)),
            "address_1": f"{name()} street",
            "postcode": str(chance.integers(2000, 2400)),
            "date_of_birth": f"{date(1930, 1, 1) + timedelta(int(chance.integers(25_000))):%Y%m%d}",
            "soc_sec_id": str(chance.integers(10**6, 10**7)),
        }
        for number in range(count)
    ]


def copied(people: list[dict[str, str]], seed: int, errors: int = 2) -> list[dict[str, str]]:
    """The same people with some fields mistyped or missing."""
    chance = np.random.default_rng(seed)
    copies = []
    for person in people:
        copy = dict(person)
        for field in chance.choice(list(person)[1:], errors, replace=False):
            copy[field] = "" if chance.random() < 0.2 else _mistyped(copy[field], chance)
        copies.append(copy)
    return copies


def _mistyped(text: str, chance: np.random.Generator) -> str:
    at = int(chance.integers(len(text)))
    new = str(chance.integers(10)) if text[at].isdigit() else str(chance.choice(LETTERS))
    return text[:at] + new + text[at + 1 :]


def as_table(rows: list[dict[str, str]]) -> pa.Table:
    return pa.Table.from_pylist([{k: v or None for k, v in row.items()} for row in rows])


def linked(**files: pa.Table) -> tuple[LinkedFiles, dict[str, dict[str, float]]]:
    mapping = Mapping({name: propose(table, TODAY, ["person"]) for name, table in files.items()})
    found = link_files(files, mapping, TODAY)
    truth = [person for table in files.values() for person in table["person"].to_pylist()]
    return found, found.score(truth)


@pytest.mark.parametrize("copies", [1, 4])
def test_one_list_is_freed_of_its_duplicates(copies: int) -> None:
    """However often people are on it: being on the list twice is no evidence of being two.

    Two copies with two errors each may share no key; the record they were copied from joins them.
    """
    people = australians(800, seed=3)
    listed = [*people, *(c for n in range(copies) for c in copied(people[:400], seed=n))]

    found, score = linked(list=as_table(listed))

    assert score["pair"]["f1"] >= 0.97
    assert score["closure"]["f1"] >= 0.995
    assert found.linked.model.comparison("list:list").levels[0].m > 0.8


def test_two_lists_are_linked() -> None:
    people = australians(800, seed=4)

    _, score = linked(old=as_table(people[:600]), new=as_table(copied(people[200:], seed=5)))

    assert score["pair"]["f1"] >= 0.99
    assert score["closure"]["precision"] == 1


def test_one_list_without_duplicates_stays_as_it_is() -> None:
    people = australians(600, seed=6)

    found, _ = linked(list=as_table(people))

    assert found.people == 600


def test_persons_are_in_the_order_of_the_files_and_have_lasting_ids() -> None:
    people = australians(200, seed=7)
    one, other = as_table(people), as_table(copied(people[:50], seed=8))

    persons = linked(one=one, other=other)[0].persons
    again = linked(other=other, one=one)[0].persons

    assert persons["source"].to_pylist() == ["one"] * 200 + ["other"] * 50
    assert persons["record"].to_pylist()[:2] == ["2", "3"]
    assert set(persons["person"].to_pylist()) == set(again["person"].to_pylist())
    assert all(0.5 <= sure <= 1 for sure in persons["probability"].to_pylist())


def test_british_lists_with_households_link_as_in_a_place() -> None:
    """Families share doors and names, so a single file may not be trained to see them as one."""
    people = make_people(1500, seed=2)
    source = people.records["source"]
    listed = np.flatnonzero(np.isin(source.to_pylist(), ["school-roll", "housing-lettings"]))
    rows = people.records.take(pa.array(listed))
    at = {r["record"]: r for r in people.addresses.to_pylist()}
    places = [at.get(record, {}) for record in rows["record"].to_pylist()]
    table = pa.table(
        {
            "person": pa.array([str(people.truth[row]) for row in listed]),
            "forename": rows["given"],
            "surname": rows["family"],
            "dob": rows["birth_date"].cast(pa.string()),
            "sex": rows["sex"],
            "address": pa.array([place.get("line") for place in places], pa.string()),
            "postcode": pa.array([place.get("postcode") for place in places], pa.string()),
        }
    )
    everybody_once = table.take(pa.array(np.unique(people.truth[listed], return_index=True)[1]))
    twice = pa.concat_tables([everybody_once, everybody_once.slice(0, 200)])

    _, score = linked(list=twice)

    assert score["closure"]["f1"] >= 0.95
    assert score["closure"]["recall"] >= 0.99


def test_people_are_found_by_names_and_addresses_they_no_longer_have() -> None:
    """One list has maiden name and old address in columns of their own, the other only those."""
    people = australians(400, seed=11)
    now = australians(400, seed=12)
    register = [
        {
            "person": old["person"],
            "given_name": old["given_name"],
            "surname": new["surname"],
            "maiden_name": old["surname"],
            "date_of_birth": old["date_of_birth"],
            "postcode": new["postcode"],
            "previous_postcode": old["postcode"],
        }
        for old, new in zip(people, now, strict=True)
    ]
    fields = ("person", "given_name", "surname", "date_of_birth", "postcode")
    long_ago = [{field: person[field] for field in fields} for person in people[:200]]

    found, score = linked(now=as_table(register), then=as_table(long_ago))

    assert score["closure"]["f1"] >= 0.99
    assert found.linked.model.comparison("family").levels[0].m > 0.8


def test_a_saved_model_links_files_it_has_never_seen() -> None:
    people = australians(600, seed=13)
    first, _ = linked(old=as_table(people[:300]), new=as_table(copied(people[:300], seed=14)))
    later = {"a": as_table(people[300:]), "b": as_table(copied(people[300:], seed=15))}
    mapping = Mapping({name: propose(table, TODAY, ["person"]) for name, table in later.items()})

    again = link_files(later, mapping, TODAY, model=first.linked.model)

    truth = [person for table in later.values() for person in table["person"].to_pylist()]
    assert again.score(truth)["closure"]["f1"] >= 0.98
    assert again.linked.model == first.linked.model
