"""Learn m with Splink's expectation maximisation, where no two agencies share an identifier.

Splink gets the same fields cut into the same levels, looks at pairs with one birth date, and its m
replaces the beliefs of the default model. The birth date itself keeps its belief: looking at pairs
with one name, expectation maximisation takes father and son for one man with two birth dates. What
needs no labels (u and h) is counted as always. Splink is imported only here.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from .comparing import Comparer
from .fields import Fields, sectors
from .lists import Ints, Lists
from .model import Comparison, Model
from .names import main_form
from .names_alike import SOMEWHAT_ALIKE, TYPING_ERROR
from .training import train

LARGEST_SAMPLE = 300_000  # records that Splink learns from
_PAIRS = 1_000_000
_LEAST = 1e-6

_ALIKE = "jaro_winkler_similarity({0}_l, {0}_r) >= {1}"
# Per field the column that may be missing, and a condition per level; the last level is "else".
_LEVELS = {
    "given": (
        "given",
        [
            "given_l = given_r",
            "form_l = form_r",
            _ALIKE.format("given", TYPING_ERROR),
            "given_l = family_r",
            _ALIKE.format("given", SOMEWHAT_ALIKE),
        ],
    ),
    "family": ("family", ["family_l = family_r", _ALIKE.format("family", TYPING_ERROR), "false"]),
    "sex": ("sex", ["sex_l = sex_r"]),
    "postcode": ("postcode", ["postcode_l = postcode_r", "sector_l = sector_r"]),
}


def train_by_em(comparer: Comparer, among: Ints, seed: int = 0) -> Model:
    """A model whose m comes from Splink, and from belief where Splink found nothing to learn."""
    model = train(comparer, among, seed)
    table = _table(comparer.fields, among, seed)
    learned = _learned(table, seed) if table.num_rows > 1 else {}
    changed = [_with_m(model.comparison(field), m) for field, m in learned.items()]
    return model.replacing(changed, trained_on="splink-em", pairs_seen=0)


def _table(fields: Fields, among: Ints, seed: int) -> pa.Table:
    """The first name and address of each record, as text; empty becomes null."""
    rows = np.flatnonzero(among)
    if len(rows) > LARGEST_SAMPLE:
        rows = np.random.default_rng(seed).choice(rows, LARGEST_SAMPLE, replace=False)
    words, sector = np.array(fields.words, dtype=object), sectors(fields.postcodes)[0]
    given, family = (words[_first(fields.names, name)[rows]] for name in ("given", "family"))
    postcode = _first(fields.addresses, "postcode")[rows]
    return pa.table(
        {
            "unique_id": rows,
            "given": _text(given),
            "form": _text([main_form(name) for name in given]),
            "family": _text(family),
            "born": _text([str(day) if day else "" for day in fields.births.whole[rows]]),
            "sex": _text([str(sex) if sex else "" for sex in fields.sex[rows]]),
            "postcode": _text(np.array(fields.postcodes, dtype=object)[postcode]),
            "sector": _text([str(code) if code else "" for code in sector[postcode]]),
        }
    )


def _first(lists: Lists, column: str) -> Ints:
    """Each record's first entry of a column, 0 where it has none."""
    has = lists.counts > 0
    first = np.zeros(len(lists.counts), dtype=np.int64)
    first[has] = lists[column][lists.starts[:-1][has]]
    return first


def _text(values: Any) -> pa.Array:
    return pa.array([value or None for value in values], pa.string())


def _learned(table: pa.Table, seed: int) -> dict[str, list[float | None]]:
    """Field to the m of each level as Splink estimated it; None where it could not."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    database, same_birth_date = DuckDBAPI(), block_on("born")
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[_comparison(field) for field in _LEVELS],
        blocking_rules_to_generate_predictions=[same_birth_date],
        linker_uid="wholeplace",
    )
    linker = Linker(database.register(table), settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=seed + 1)
    _expect_and_maximise(linker, same_birth_date)
    return {
        c["output_column_name"]: _ms(c) for c in linker.misc.save_model_to_json()["comparisons"]
    }


def _comparison(field: str) -> Any:
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons

    column, conditions = _LEVELS[field]
    return comparisons.CustomComparison(
        [
            levels.NullLevel(column),
            *(levels.CustomLevel(condition) for condition in conditions),
            levels.ElseLevel(),
        ],
        output_column_name=field,
    )


def _expect_and_maximise(linker: Any, rule: Any) -> None:
    """Run one round; no pairs, or a level whose rate falls to nothing, teach nothing."""
    from splink.internals.exceptions import EMTrainingException

    try:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=_PAIRS
        )
    except (EMTrainingException, ValueError):
        return


def _ms(comparison: dict[str, Any]) -> list[float | None]:
    levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    return [level.get("m_probability") for level in levels]


def _with_m(comparison: Comparison, m: list[float | None]) -> Comparison:
    """Replace m where it was learned. A household has one address, so there h follows m."""
    moves = comparison.field == "postcode"
    levels = []
    for level, rate in zip(comparison.levels, m, strict=True):
        learned = level.m if rate is None else max(float(rate), _LEAST)
        levels.append(replace(level, m=learned, h=learned if moves else level.h))
    return Comparison(comparison.field, tuple(levels))
