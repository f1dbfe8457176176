"""The rival's side as a process: link a million, then take changes one after the other."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from splink import DuckDBAPI, Linker
from splink.clustering import cluster_pairwise_predictions_at_threshold as cluster

from .changes import split
from .clock import Clock, Laps
from .fresh import tell, wishes
from .splink_side import KEPT_FROM, SET_UPS, THREADS, USUAL, _settings, _train

EDGES = "unique_id_l, unique_id_r, match_weight, match_probability"


def main() -> None:
    """Nothing of training and of the first prediction is on the clock."""
    import duckdb

    asked = wishes()
    clean = pq.read_table(Path(asked["folder"]) / "clean.parquet")
    start, *later = split(clean.num_rows, asked["share"], asked["times"])
    con = duckdb.connect()
    con.execute(f"SET threads = {THREADS}; SET memory_limit = '10GB'")
    api = DuckDBAPI(con)
    linker = _begin(con, api, clean.take(pa.array(start)))
    laps = Laps(("load", "predict", "cluster"))
    for number, rows in enumerate(later):
        _change(con, api, linker, clean.take(pa.array(rows)), number, laps)
    tell(changes=laps.by_clock, processor=laps.by_processor)


def _load(con, table: pa.Table, name: str) -> None:
    con.register("arriving", table)
    con.execute(
        f"CREATE TABLE {name} AS SELECT *, forename || ' ' || surname AS full_name FROM arriving"
    )
    con.unregister("arriving")


def _begin(con, api: DuckDBAPI, clean: pa.Table) -> Linker:
    _load(con, clean, "people")
    linker = Linker(api.register("people"), _settings(SET_UPS["tight-fast"]), log_level="ERROR")
    _train(linker, SET_UPS["tight-fast"], Clock())
    for column in ("forename", "surname", "full_name", "dob", "postcode"):
        linker.table_management.compute_tf_table(column)
    edges = linker.inference.predict(threshold_match_weight=KEPT_FROM)
    con.execute(f"CREATE TABLE edges AS SELECT {EDGES} FROM {edges.physical_name}")
    con.execute("CREATE TABLE nodes AS SELECT unique_id FROM people")
    return linker


def _change(con, api: DuckDBAPI, linker: Linker, clean: pa.Table, number: int, laps: Laps) -> None:
    laps.begin()
    _load(con, clean, f"fresh{number}")
    fresh, people = api.register(f"fresh{number}"), api.register("people")
    laps.lap()
    between = linker.inference.predict_between(people, fresh, threshold_match_weight=KEPT_FROM)
    within = linker.inference.predict_within(fresh, threshold_match_weight=KEPT_FROM)
    for found in (between, within):
        con.execute(f"INSERT INTO edges SELECT {EDGES} FROM {found.physical_name}")
    con.execute(f"INSERT INTO nodes SELECT unique_id FROM fresh{number}")
    laps.lap()
    cluster("nodes", "edges", api, "unique_id", threshold_match_weight=USUAL)
    laps.lap()
    con.execute(f"INSERT INTO people SELECT * FROM fresh{number}")  # for the next change


if __name__ == "__main__":
    main()
