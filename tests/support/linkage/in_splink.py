"""Run Splink on DuckDB with what was exported for it, and hand back what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from wholeplace.pooling.linkage.in_splink import InSplink

_DROPPED = 1 << 32


def splink_linker(exported: InSplink) -> Any:
    """A linker on the prepared records, with every table of term frequencies registered."""
    from splink import DuckDBAPI, Linker

    database = DuckDBAPI()
    linker = Linker(database.register(exported.records), exported.settings, log_level="ERROR")
    for column, table in exported.frequencies.items():
        linker.table_management.register_term_frequency_lookup(database.register(table), column)
    return linker


def by_our_pairs(linker: Any, exported: InSplink) -> None:
    """Let the linker score our candidate pairs instead of finding its own."""
    pairs = linker._db_api.register(exported.pairs)
    linker.table_management.register_blocked_pairs_for_predict(pairs)


def weighed(linker: Any, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Splink's match weight of each pair of records, in the order given."""
    pairs = pa.table({"match_key": ["0"] * len(left), "join_key_l": left, "join_key_r": right})
    linker.table_management.register_blocked_pairs_for_predict(linker._db_api.register(pairs))
    found = predicted(linker)
    weight = dict(zip(_codes(found), found["match_weight"].to_pylist(), strict=True))
    asked = left.astype(np.int64) * _DROPPED + right
    return np.array([weight[code] for code in asked.tolist()])


def predicted(linker: Any) -> pa.Table:
    """Every pair that Splink scores, with its match weight."""
    return linker.inference.predict().as_duckdbpyrelation().to_arrow_table()


def pairs_of(found: pa.Table) -> set[int]:
    """The pairs of a table of predictions, one number each."""
    return set(_codes(found))


def _codes(found: pa.Table) -> list[int]:
    left, right = (found[f"unique_id_{side}"].to_numpy() for side in "lr")
    return (left.astype(np.int64) * _DROPPED + right).tolist()
