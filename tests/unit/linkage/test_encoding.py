"""Orders found quickly are the orders that sorting gives."""

import numpy as np
import pyarrow as pa
import pytest

from wholeplace.pooling.linkage.encoding import order_of, text_order
from wholeplace.pooling.linkage.minting import mint_all


def sorted_rows(source: list, local_id: list) -> list[int]:
    return sorted(range(len(source)), key=lambda row: (source[row], local_id[row]))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("listed", [True, False], ids=["list by list", "in any order"])
def test_records_are_ordered_by_source_and_local_id(seed: int, listed: bool) -> None:
    chance = np.random.default_rng(seed)
    ids = [f"{number:04}" for number in chance.permutation(200)]
    rows = [(source, one) for source in ("roll", "arrests", "rent") for one in ids]
    rows = [rows[at] for at in chance.permutation(len(rows))]
    if listed:
        rows = [
            row for name in ("roll", "arrests", "rent") for row in sorted(rows) if row[0] == name
        ]
    source, local_id = map(list, zip(*rows, strict=True))

    found = order_of(pa.chunked_array([source]), pa.chunked_array([local_id[:90], local_id[90:]]))

    assert found.tolist() == sorted_rows(source, local_id)


def test_no_record_and_one_record_are_in_order() -> None:
    none = pa.chunked_array([pa.array([], pa.string())])
    one = pa.chunked_array([["roll"]])

    assert order_of(none, none).tolist() == []
    assert order_of(one, one).tolist() == [0]


@pytest.mark.parametrize(
    "texts",
    [
        mint_all("P", [str(number) for number in range(3_000)]).to_pylist(),
        ["PAAAAAAAAAAAAB", "PAAAAAAAAAAAAA", "PAAAAAAA2AAAAA"],  # alike in the first eight letters
        ["P2", "P10", "P1"],
        ["PAAAAAAAAAAAAA", "P1"],
        ["a much longer id than others have", "a much longer id than any one has"],
        [],
    ],
    ids=["minted", "near ties", "short", "of several lengths", "long", "none"],
)
def test_ids_are_ordered_as_texts_are(texts: list[str]) -> None:
    whole = pa.array(["before", *texts], pa.string())

    for array in (pa.array(texts, pa.string()), whole.slice(1)):
        assert [texts[place] for place in text_order(array)] == sorted(texts)
