"""Splink as a knowledgeable user sets it up.

``tight-fast``: tight blocking keys, u from Splink's own number of pairs, expectation maximisation
without term frequencies. ``tuned``: four more keys, a six-level birth-date comparison that knows
swapped days and months, u from ten million pairs, training with term frequencies.

Both: the ready-made comparisons with term frequencies, expectation maximisation twice, pairs above
weight -5, connected components, nothing retained that is not needed. The table it reads is clean
(``making``), and its clock starts with reading it. For quality it gets the best of many thresholds,
which a user cannot know.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from .clock import Clock

THREADS = 2
KEPT_FROM = -5.0  # match weight
USUAL = 6.0  # the match weight at which the clock lets it cluster
THRESHOLDS = (-2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 17.0)

_TIGHT = (
    block_on("nhs"),
    block_on("forename", "surname", "substr(dob, 1, 4)"),
    block_on("surname", "dob"),
    block_on("forename", "dob"),
    block_on("postcode", "dob"),
    block_on("postcode", "forename"),
)
_MORE = (
    block_on("forename", "surname", "substr(dob, 6, 5)"),
    block_on("postcode", "surname", "substr(dob, 1, 4)"),
    block_on("uprn", "forename"),
    "l.forename = r.surname and l.surname = r.forename"
    " and substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
)  # fmt: skip


@dataclass(frozen=True)
class SetUp:
    """What differs between the two."""

    keys: tuple[Any, ...]
    birth_date: Any
    pairs_for_u: float
    fast: bool


def _birth_date_with_swap() -> Any:
    year, month, day = "substr(dob_{0}, 1, 4)", "substr(dob_{0}, 6, 2)", "substr(dob_{0}, 9, 2)"

    def same(one: str, other: str) -> str:
        return f"{one.format('l')} = {other.format('r')}"

    two = [f"{same(a, a)} and {same(b, b)}" for a, b in ((year, month), (year, day), (month, day))]
    swapped = f"{same(year, year)} and {same(month, day)} and {same(day, month)}"
    return comparisons.CustomComparison(
        [
            levels.NullLevel("dob"),
            levels.ExactMatchLevel("dob"),
            levels.CustomLevel(swapped, "day and month swapped"),
            levels.LevenshteinLevel("dob", 1),
            levels.CustomLevel(" or ".join(f"({one})" for one in two), "two parts"),
            levels.CustomLevel(same(year, year), "same year"),
            levels.ElseLevel(),
        ],
        output_column_name="dob",
    )


SET_UPS = {
    "tight-fast": SetUp(
        _TIGHT, comparisons.DateOfBirthComparison("dob", input_is_string=True), 1e6, True
    ),
    "tuned": SetUp(_TIGHT + _MORE, _birth_date_with_swap(), 1e7, False),
}


@dataclass(frozen=True)
class Ran:
    """What came of it: seconds by step, and what is needed to cluster again."""

    clock: Clock
    linker: Linker
    predicted: Any

    def clusters(self, size: int) -> Iterator[tuple[float, np.ndarray]]:
        """Each threshold with the cluster of each record."""
        for threshold in THRESHOLDS:
            table = _cluster(self.linker, self.predicted, threshold).as_pyarrow_table()
            people = np.empty(size, dtype=np.int64)
            people[table["unique_id"].to_numpy()] = table["cluster_id"].to_numpy()
            yield threshold, people

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Both records of each pair and its match weight."""
        table = self.predicted.as_pyarrow_table()
        return tuple(
            table[name].to_numpy() for name in ("unique_id_l", "unique_id_r", "match_weight")
        )


def run(table: str, setup: str, model: str | None = None) -> Ran:
    """Read a clean table, train unless there is a model, predict and cluster."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    chosen, clock = SET_UPS[setup], Clock()
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}; SET memory_limit = '10GB'")
    connection.execute(
        "CREATE TABLE people AS SELECT *, forename || ' ' || surname AS full_name"
        f" FROM read_parquet('{table}')"
    )
    people = DuckDBAPI(connection).register("people")
    linker = Linker(people, model or _settings(chosen), log_level="ERROR")
    clock.lap("read")
    if model is None:
        _train(linker, chosen, clock)
    predicted = linker.inference.predict(threshold_match_weight=KEPT_FROM)
    clock.lap("predict")
    _cluster(linker, predicted, USUAL)
    clock.lap("cluster")
    return Ran(clock, linker, predicted)


def _settings(chosen: SetUp) -> SettingsCreator:
    names = comparisons.ForenameSurnameComparison(
        "forename", "surname", forename_surname_concat_col_name="full_name"
    )
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            names,
            chosen.birth_date,
            comparisons.PostcodeComparison("postcode").configure(term_frequency_adjustments=True),
            comparisons.LevenshteinAtThresholds("nhs", 1),
            comparisons.ExactMatch("uprn"),
            comparisons.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=list(chosen.keys),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _train(linker: Linker, chosen: SetUp, clock: Clock) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("nhs"), block_on("forename", "surname", "dob")], recall=0.8
    )
    clock.lap("prior")
    training.estimate_u_using_random_sampling(max_pairs=chosen.pairs_for_u, seed=1)
    clock.lap("u")
    for rule in (block_on("dob"), block_on("forename", "surname")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=chosen.fast, max_pairs=5e6
        )
    clock.lap("m")


def _cluster(linker: Linker, predicted: Any, threshold: float) -> Any:
    return linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_weight=threshold
    )
