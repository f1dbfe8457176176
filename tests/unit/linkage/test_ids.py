"""Person ids that last: through merges, splits, withdrawals and replays."""

import json
from pathlib import Path

import pytest

from wholeplace.pooling.linkage import durable_ids, forget_ids, mint, where_now
from wholeplace.pooling.linkage.id_log import LOG_NAME

A, B, C, D = [("gp", letter) for letter in "abcd"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "register" / "person_ids.parquet"


def ids(register: Path, *people: tuple) -> dict:
    """Run once over people given as tuples of record keys; id by record."""
    keys = [key for person in people for key in person]
    clusters = [number for number, person in enumerate(people) for _ in person]
    return dict(zip(keys, durable_ids(clusters, keys, register).tolist(), strict=True))


def log(register: Path) -> list[dict]:
    path = register.with_name(LOG_NAME)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_an_id_is_minted_from_the_first_record_of_a_person(register: Path) -> None:
    found = ids(register, (B, A), (C,))

    assert found == {A: mint(A), B: mint(A), C: mint(C)}
    assert len(mint(A)) == 14
    assert mint(A).startswith("P")


def test_the_same_people_keep_their_ids(register: Path) -> None:
    first = ids(register, (A, B), (C,))

    assert ids(register, (A, B), (C,)) == first
    assert log(register) == []


def test_a_record_that_sorts_first_does_not_change_the_id(register: Path) -> None:
    ids(register, (B, C))

    assert ids(register, (A, B, C))[A] == mint(B)


def test_in_a_merge_the_id_with_more_records_wins(register: Path) -> None:
    ids(register, (A,), (B, C))

    merged = ids(register, (A, B, C))

    assert set(merged.values()) == {mint(B)}
    assert [(e["what"], e["before"], e["after"]) for e in log(register)] == [
        ("merge", sorted([mint(A), mint(B)]), [mint(B)])
    ]


def test_in_an_even_merge_the_smaller_id_wins(register: Path) -> None:
    ids(register, (A,), (B,))

    assert set(ids(register, (A, B)).values()) == {min(mint(A), mint(B))}


def test_in_a_split_the_larger_part_keeps_the_id(register: Path) -> None:
    ids(register, (A, B, C))

    split = ids(register, (A,), (B, C))

    assert split[B] == split[C] == mint(A)
    assert split[A] not in {mint(A), mint(B)}
    assert [(e["what"], e["before"]) for e in log(register)] == [("split", [mint(A)])]


def test_an_old_id_leads_to_the_new_one(register: Path) -> None:
    ids(register, (A,), (B, C))
    ids(register, (A, B, C))

    assert where_now(mint(A), register) == (mint(B),)
    assert where_now(mint(B), register) == (mint(B),)


def test_an_id_that_was_split_leads_to_all_its_parts(register: Path) -> None:
    ids(register, (A, B, C))
    split = ids(register, (A,), (B, C))

    assert where_now(mint(A), register) == tuple(sorted(set(split.values())))


def test_withdrawn_records_keep_their_id_for_when_they_return(register: Path) -> None:
    ids(register, (A, B), (C,))
    ids(register, (C,))

    assert ids(register, (A, B), (C,))[A] == mint(A)


def test_the_id_of_a_withdrawn_person_is_given_to_nobody_else(register: Path) -> None:
    first = ids(register, (A, B))
    second = ids(register, (A,), (C, D))

    assert second[C] != first[A]


def test_a_run_killed_after_the_log_writes_it_once(register: Path) -> None:
    ids(register, (A,), (B, C))
    before = register.read_bytes()
    ids(register, (A, B, C))
    register.write_bytes(before)

    ids(register, (A, B, C))

    assert len(log(register)) == 1


def test_nothing_else_is_left_in_the_register(register: Path) -> None:
    ids(register, (A, B))
    ids(register, (A,), (B,))

    assert {path.name for path in register.parent.iterdir()} == {register.name, LOG_NAME}


def test_a_retired_id_goes_to_nobody_and_what_had_it_is_as_if_new(register: Path) -> None:
    first = ids(register, (A, B), (C,))
    keys = [A, B, C]

    again = durable_ids([0, 0, 1], keys, register, retired={first[A]}).tolist()

    assert again[0] == again[1] != first[A]
    assert again[2] == first[C]
    assert log(register) == []
    assert durable_ids([0, 0, 1], keys, register, retired={first[A]}).tolist() == again


def test_the_log_speaks_no_more_of_an_id_that_is_forgotten(register: Path) -> None:
    ids(register, (A,), (B, C))
    ids(register, (A, B, C))
    ids(register, (A, B, C), (D,))

    assert forget_ids({mint(A)}, register) == 1
    assert log(register) == []
    assert forget_ids({mint(A)}, register) == 0
    assert where_now(mint(A), register) == (mint(A),)
