"""Which records are ever compared."""

from datetime import date

import numpy as np
import pytest

from support.linkage.tables import Person, tables
from wholeplace.pooling.linkage import blocking, prepare
from wholeplace.pooling.linkage.blocking import candidates, find_candidates, pairs_sharing
from wholeplace.pooling.linkage.blocks import pairs_in_blocks
from wholeplace.pooling.linkage.encoding import split_codes

ANN = {"given": "Ann", "family": "Lee", "born": date(1980, 4, 7), "at": [("1 High St", "W2 1AB")]}


def meet(one: dict, other: dict, zone: str = "named") -> bool:
    fields = prepare(*tables([Person("a", "1", **one), Person("b", "2", **other)]))
    left, _ = candidates(fields, np.array([True, zone == "named"]))
    return len(left) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"given": "Ann", "family": "Lee", "born": date(1980, 9, 9)},
        {"given": "Zoe", "family": "Lee", "born": date(1980, 4, 7)},
        {"given": "Ann", "family": "Poe", "born": date(1980, 4, 7)},
        {"given": "Lee", "family": "Zoe", "born": date(1980, 7, 4)},
        {"born": date(1980, 4, 7), "at": [(None, "W2 1AB")]},
        {"born": date(1980, 4, 9), "at": [(None, "W2 1AB")]},
        {"given": "Ann", "at": [(None, "W2 1AB")]},
        {"born": date(1980, 4, 7), "at": [(None, "N1 9AA"), (None, "W2 1AB")]},
    ],
)
def test_a_shared_telling_key_brings_records_together(other: dict) -> None:
    assert meet(ANN, other)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"family": "Lee", "at": [(None, "W2 1AB")]},
        {"born": date(1980, 4, 7)},
        {"given": "Ann", "family": "Poe", "born": date(1980, 9, 9)},
    ],
)
def test_a_loose_likeness_does_not(other: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "RARE_UP_TO", 0)

    assert not meet(ANN, other)


def test_in_a_small_file_one_rare_field_is_enough() -> None:
    assert meet(ANN, {"given": "Ann", "family": "Poe", "born": date(1980, 9, 9)})
    assert not meet(ANN, {})


def test_forms_of_a_name_share_a_key() -> None:
    bill = {"given": "Bill", "born": date(1980, 4, 7)}

    assert meet(bill, {"given": "William", "born": date(1980, 4, 7)})


def test_identifiers_bring_records_together() -> None:
    assert meet({"ids": {"nhs": "9990000018"}}, {"ids": {"nhs": "999 000 0018"}})


def test_records_outside_the_named_zone_are_never_candidates() -> None:
    assert not meet(ANN, ANN, zone="pseudonymised")


def test_every_pair_of_a_block_once() -> None:
    owners, keys = np.array([5, 3, 4, 9]), np.array([7, 7, 7, 8])

    left, right = split_codes(np.sort(pairs_sharing(owners, keys, largest=10)))

    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(3, 4), (3, 5), (4, 5)]


def test_a_block_that_tells_nobody_apart_is_left_out() -> None:
    crowd = np.zeros(12, dtype=np.int64) + 7

    assert len(pairs_sharing(np.arange(12), crowd, largest=10)) == 0


def test_too_large_a_block_is_cut_by_further_fields() -> None:
    crowd, name = np.full(12, 7), np.arange(12) // 2

    found = pairs_in_blocks("k", np.arange(12), crowd, 10, split=lambda some: [name[some] + 1])

    assert len(found.pairs) == 6
    assert found.crowded.tolist() == []


def test_who_is_in_a_crowd_however_it_is_cut_is_counted() -> None:
    crowd, name = np.full(14, 7), np.r_[np.ones(12, int), 2, 2]

    found = pairs_in_blocks("k", np.arange(14), crowd, 10, split=lambda some: [name[some]])

    assert found.crowded.tolist() == list(range(12))


def test_how_many_a_crowd_left_out_is_told() -> None:
    """Nameless, of one birth date, at one postcode: nothing tells them apart."""
    hostel = [
        Person("a", str(n), born=date(1980, 1, 1), at=[(None, "W2 1AB")], sex="male")
        for n in range(48)
    ]
    fields = prepare(*tables(hostel))

    found = find_candidates(fields, np.ones(fields.size, dtype=bool))

    assert found.crowded == {
        f"postcode, birth {two}": 48 for two in ("year and month", "year and day", "month and day")
    }


def test_a_record_is_no_pair_with_itself() -> None:
    assert len(pairs_sharing(np.array([1, 1]), np.array([7, 7]), largest=10)) == 0
