"""Connections are confined to what they were given."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.store.handmade import place_in, pooled
from wholeplace.pooling.store import arrow, build_snapshot, connect, memory_backend
from wholeplace.pooling.store.engine import confine


def test_a_backend_in_memory_lists_and_reads_what_it_was_given() -> None:
    backend = memory_backend({"b": pa.table({"n": [1, 2]}), "a": pa.table({"n": [3]})})

    assert backend.list_tables() == ["a", "b"]
    assert backend.table("b").n.sum().to_pyarrow().as_py() == 3


def test_what_does_not_fit_in_memory_goes_to_disk_even_when_confined(tmp_path: Path) -> None:
    con = connect(memory="60MB")
    confine(con, [tmp_path])

    found = arrow(
        con, "SELECT count(DISTINCT range::VARCHAR || 'abcdefghijkl') AS n FROM range(3000000)"
    )

    assert found["n"].to_pylist() == [3_000_000]


def test_a_quote_in_a_path_is_part_of_the_path(tmp_path: Path) -> None:
    con = connect(tmp_path / "o'clock")

    assert arrow(con, "SELECT 1 AS one")["one"].to_pylist() == [1]


def test_a_snapshot_shows_names_only_when_asked_and_reads_nothing_else(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    outside = tmp_path / "outside.parquet"
    pq.write_table(pa.table({"n": [1]}), outside)

    with build_snapshot(place, pooled(place, tmp_path / "read")) as snapshot:
        payload, identity = snapshot.ibis(), snapshot.ibis(identity=True)

        assert not {"record", "identifier", "address", "person_record"} & {*payload.list_tables()}
        assert {"record", "person", "detail_offence"} <= {*identity.list_tables()}
        with pytest.raises(Exception, match="Permission"):
            snapshot.connect().execute(f"SELECT * FROM read_parquet('{outside}')").fetchall()
