"""A hash says what a table says, however it is stored."""

from datetime import date

import pyarrow as pa
import pytest

from wholeplace.pooling.store.fingerprint import BLOCK, RowHash, table_hash

COLUMNS = {
    "n": pa.array([1, None, 3], pa.int64()),
    "text": pa.array(["a", "", None]),
    "day": pa.array([date(2014, 3, 31), None, date(2011, 4, 1)]),
    "yes": pa.array([True, None, False]),
    "share": pa.array([0.1, None, 0.3]),
}


def table(**changed: pa.Array) -> pa.Table:
    return pa.table({**COLUMNS, **changed})


def test_the_same_rows_in_other_batches_have_the_same_hash() -> None:
    whole = pa.table({"n": pa.array(range(2 * BLOCK + 7)), "t": ["x"] * (2 * BLOCK + 7)})
    piecemeal = RowHash(whole.schema)
    for batch in whole.to_batches(max_chunksize=10_001):
        piecemeal.add(batch)

    assert piecemeal.hexdigest() == table_hash(whole)
    assert piecemeal.rows == whole.num_rows


def test_a_slice_is_hashed_as_what_it_shows() -> None:
    assert table_hash(table().slice(1)) == table_hash(
        pa.table({name: column.slice(1).to_pylist() for name, column in COLUMNS.items()}).cast(
            table().schema
        )
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"n": pa.array([1, 0, 3], pa.int64())},
        {"n": pa.array([3, None, 1], pa.int64())},
        {"text": pa.array(["a", None, None])},
        {"text": pa.array(["", "a", None])},
        {"day": pa.array([date(2014, 3, 30), None, date(2011, 4, 1)])},
        {"yes": pa.array([True, False, False])},
        {"share": pa.array([0.1, None, 0.300002])},
    ],
    ids=["null is not nought", "order", "null is not empty", "shift", "day", "flag", "share"],
)
def test_any_difference_shows(changed: dict[str, pa.Array]) -> None:
    assert table_hash(table(**changed)) != table_hash(table())


def test_the_last_bits_of_a_sum_of_probabilities_do_not_show() -> None:
    other = table(share=pa.array([0.1, None, 0.1 + 0.2]))

    assert table_hash(other) == table_hash(table())


def test_a_column_of_another_name_or_type_shows() -> None:
    renamed = table().rename_columns(["m", "text", "day", "yes", "share"])

    assert table_hash(renamed) != table_hash(table())
    assert table_hash(table(n=pa.array([1, None, 3], pa.int32()))) != table_hash(table())
