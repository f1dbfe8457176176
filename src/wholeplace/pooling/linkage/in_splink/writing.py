"""Our model as Splink's settings, with the table of records to run it on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ..blocking import candidates
from ..comparing import Comparer
from ..frequencies import Frequencies
from ..linking import in_order
from ..lists import Ints
from ..model import Comparison, Model, ModelError
from .crossings import SLOTS
from .layout import FIELDS, LISTS, RARE, Part, Slots, list_parts, parts
from .levels import conditions
from .records import identifier_columns, prepared
from .values import Values, values_of

Json = dict[str, Any]
DIALECT = "duckdb"  # what the conditions are written in
LABEL = "missing; for wholeplace: "


@dataclass(frozen=True)
class InSplink:
    """What Splink needs: settings, the records to run on, candidate pairs, term frequencies.

    Each table is named after the column whose ``register_term_frequency_lookup`` it is for;
    ``pairs`` is for ``register_blocked_pairs_for_predict``. Without it Splink blocks by ``keys``.
    """

    settings: Json
    records: pa.Table
    pairs: pa.Table
    frequencies: dict[str, pa.Table]


def to_splink(
    model: Model,
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    frequencies: Frequencies | None = None,
) -> InSplink:
    """A model as Splink 5 reads it, and these records as it compares them.

    Splink's match weight is then ours against strangers, when each table of term frequencies is
    registered for its column. The second rival, another member of the household, has no
    counterpart there. Its rates, and whatever else Splink has no place for, travel in the labels
    of the levels for missing values: Splink refuses keys it does not know and forgets
    descriptions, but keeps labels, so ``from_splink`` loses nothing. Without ``frequencies``
    values are as common as they are among these records.
    """
    order, fields, among = in_order(records, identifiers, addresses)
    shares = None if frequencies is None else frequencies.shares(fields)
    values = values_of(Comparer(fields, shares))
    local_ids = records["local_id"].take(pa.array(order)).combine_chunks()
    slots = {name: field.entries for name, field in values.items()}
    if max(map(len, slots.values())) > SLOTS:
        raise ModelError("some records hold too many names or addresses to lay out for Splink")
    columns = {f"id:{scheme}": c for c, scheme in identifier_columns(fields.identifiers).items()}
    return InSplink(
        settings=_settings(model, fields.sources[1:], columns, slots),
        records=prepared(fields, local_ids, among, values),
        pairs=_pairs(*candidates(fields, among)),
        frequencies=_frequencies(model, values, slots),
    )


def _pairs(left: Ints, right: Ints) -> pa.Table:
    key = pa.array(np.zeros(len(left), dtype=np.int8)).cast(pa.string())
    return pa.table({"match_key": key, "join_key_l": left, "join_key_r": right})


def _settings(
    model: Model, sources: Sequence[str], columns: Mapping[str, str], slots: Slots
) -> Json:
    comparisons = [_comparison(model.comparison(name), name, slots) for name in FIELDS]
    comparisons += [_comparison(model.comparison(name), c, slots) for name, c in columns.items()]
    return {
        "link_type": "dedupe_only",
        "sql_dialect": DIALECT,
        "linker_uid": "wholeplace",
        "unique_id_column_name": "unique_id",
        "additional_columns_to_retain": ["source", "local_id"],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}
        ],
        "probability_two_random_records_match": chance(model.prior),
        "comparisons": [*comparisons, _lists(model, sources, list(columns))],
    }


def chance(odds: float) -> float:
    """Splink turns its prior into odds; ours is used as it is, being so small."""
    return odds / (1 + odds)


def _comparison(comparison: Comparison, column: str, slots: Slots) -> Json:
    missing = conditions(comparison.field, column).missing
    rare = {name: slots[name] for (field, _), name in RARE.items() if field == comparison.field}
    kept = {"column": column, "slots": rare, **asdict(comparison)}
    levels = comparison.levels
    said = [
        _level(part, levels[part.level].m * part.share, levels[part.level].u * part.share)
        for part in parts(comparison, column, slots)
    ]
    return _with_null(column, missing, said, kept)


def _lists(model: Model, sources: Sequence[str], identifiers: Sequence[str]) -> Json:
    """Being on lists; its label for what is missing carries the rest of the model."""
    found = [model.comparison(f"{LISTS}:{name}") for name in (*sources, "several")]
    said = [
        _level(part, one.levels[0].m, one.levels[0].u)
        for part, one in zip(list_parts(sources), found, strict=True)
    ]
    here = {*FIELDS, *identifiers}
    rest = asdict(model) | {
        "comparisons": [
            one.field if one.field in here else asdict(one) for one in model.comparisons
        ]
    }
    kept = {"field": LISTS, "sources": list(sources), "model": rest}
    return _with_null(LISTS, "source_l is null or source_r is null", said, kept)


def _with_null(column: str, missing: str, levels: list[Json], kept: Json) -> Json:
    null = {
        "sql_condition": missing,
        "label_for_charts": LABEL + json.dumps(kept),
        "base_dialect_str": DIALECT,
        "is_null_level": True,
    }
    return {"output_column_name": column, "comparison_levels": [null, *levels]}


def _level(part: Part, m: float, u: float) -> Json:
    said = {
        "sql_condition": part.condition,
        "label_for_charts": part.label,
        "base_dialect_str": DIALECT,
        "m_probability": m,
        "u_probability": u,
    }
    if part.column is None:
        return said
    return {
        **said,
        "tf_adjustment_column": part.column,
        "tf_adjustment_weight": 1.0,
        "disable_tf_exact_match_detection": True,
    }


def _frequencies(model: Model, values: Mapping[str, Values], slots: Slots) -> dict[str, pa.Table]:
    """By column: shares of values, scaled so that Splink's u over share is our base over share."""
    found = {}
    for name in FIELDS:
        comparison = model.comparison(name)
        for part in parts(comparison, name, slots):
            level = comparison.levels[part.level]
            if part.column is not None and level.base:
                scale = level.u * part.share / level.base
                of = part.column.rpartition("_")[0]
                found[part.column] = values[of].frequencies(part.slot, part.column, scale)
    return found
