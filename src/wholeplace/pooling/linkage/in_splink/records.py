"""The records as Splink compares them: one row each, cleaned, with a column for all that SQL needs.

Everything is prepared for one record at a time; whatever concerns two records is left to Splink.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from ..fields import SEXES, Births, Fields
from ..lists import Ints, Lists
from ..names import forms_of
from ..places import is_whole, sector_of
from .keys import keys_of
from .values import Values

TEXT, TEXTS = pa.string(), pa.list_(pa.string())


def prepared(
    fields: Fields, local_ids: pa.Array, among: Ints, values: Mapping[str, Values]
) -> pa.Table:
    """The table that Splink compares; ``among`` marks the records that may be linked."""
    columns: dict[str, pa.Array] = {
        "unique_id": pa.array(np.arange(fields.size)),
        "source": pa.array(fields.sources).take(pa.array(fields.source)),
        "local_id": local_ids,
        "names": _names(fields, values),
        "places": _places(fields, values),
        "sex": pa.array([None, *SEXES]).take(pa.array(fields.sex)),
        **_births(fields.births),
    }
    for column, scheme in identifier_columns(fields.identifiers).items():
        lists, words = fields.identifiers[scheme], fields.id_values[scheme]
        columns[column] = _listed(lists, pa.array(words).take(pa.array(lists["value"])))
    for name, field in values.items():
        columns |= {f"{name}_{n}": field.column(n) for n in range(1, len(field.entries))}
    keys = keys_of(fields, among)
    columns["keys"] = _listed(keys, pa.array(keys["key"]))
    return pa.table(columns).filter(pa.array(among))


def identifier_columns(schemes: Iterable[str]) -> dict[str, str]:
    """The column of each scheme, in letters that SQL needs no quotes for."""
    columns: dict[str, str] = {}
    for scheme in sorted(schemes):
        column = "id_" + re.sub(r"\W", "_", scheme.lower(), flags=re.ASCII)
        while column in columns:
            column += "_"
        columns[column] = scheme
    return columns


def _births(births: Births) -> dict[str, pa.Array]:
    parts = {"year": births.year, "month": births.month, "day": births.day}
    whole = [f"{day:08}" if day else None for day in births.whole.tolist()]
    return {
        "born": pa.array(whole, TEXT),
        **{f"birth_{name}": pa.array(part, mask=part == 0) for name, part in parts.items()},
    }


def _names(fields: Fields, values: Mapping[str, Values]) -> pa.Array:
    forms = [sorted(forms_of(word)) if len(word) > 1 else [] for word in fields.words]
    facts: dict[str, pa.Array] = {"n": _places_in(fields.names)}
    for name in ("given", "family"):
        codes = pa.array(fields.names[name])
        facts[name] = pa.array(fields.words).take(codes)
        facts[f"{name}_forms"] = pa.array(forms, TEXTS).take(codes)
        facts[f"{name}_slot"] = _slot(values[name])
    words = pa.array([word.split() for word in fields.words], TEXTS)
    facts["family_words"] = words.take(pa.array(fields.names["family"]))
    return _structs(fields.names, facts)


def _places(fields: Fields, values: Mapping[str, Values]) -> pa.Array:
    at, postcodes, lines = fields.addresses, fields.postcodes, fields.lines
    numbers, streets = zip(*(line.partition("|")[::2] for line in lines), strict=True)
    of_postcode: dict[str, Sequence] = {
        "postcode": postcodes,
        "whole": list(map(is_whole, postcodes)),
        "sector": list(map(sector_of, postcodes)),
        "outward": [postcode.partition(" ")[0] for postcode in postcodes],
    }
    of_line: dict[str, Sequence] = {"line": lines, "numbers": numbers, "street": streets}
    facts = {
        "n": _places_in(at),
        "uprn": pa.array(at["uprn"]),
        "door": pa.array(at["door"]),
        "door_slot": _slot(values["door"]),
        "postcode_slot": _slot(values["postcode"]),
        **{
            name: pa.array(said).take(pa.array(at["postcode"]))
            for name, said in of_postcode.items()
        },
        **{name: pa.array(said).take(pa.array(at["line"])) for name, said in of_line.items()},
    }
    return _structs(at, facts)


def _slot(values: Values) -> pa.Array:
    return pa.array(values.slot[values.codes])


def _places_in(lists: Lists) -> pa.Array:
    """The place of each entry among its record's."""
    return pa.array(np.arange(int(lists.starts[-1])) - lists.starts[lists.owners()])


def _structs(lists: Lists, facts: Mapping[str, pa.Array]) -> pa.Array:
    return _listed(lists, pa.StructArray.from_arrays(list(facts.values()), names=list(facts)))


def _listed(lists: Lists, entries: pa.Array) -> pa.Array:
    """Entries as one list per record, null for a record without any."""
    return pa.ListArray.from_arrays(
        pa.array(lists.starts.astype(np.int32)), entries, mask=pa.array(lists.counts == 0)
    )
