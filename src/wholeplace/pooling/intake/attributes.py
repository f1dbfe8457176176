"""An activity's typed attributes, as its kind declares them in the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from wholeplace.place import ActivityMap, Attribute, Mapping

from .context import Context
from .dates import read_dates
from .rows import Rows
from .tables import ATTRIBUTE, detail_schema
from .values import plain
from .values.distinct import distinct

_READ: dict[str, Callable[[str], Any]] = {
    "integer": plain.integer,
    "number": plain.real,
    "flag": plain.flag,
}
_MESSAGE = {
    "integer": "the value is not a whole number; it was taken as not known",
    "number": "the value is not a number; it was taken as not known",
    "flag": "the value says neither yes nor no, here or in the code map; it was taken as not known",
    "code": "the code is not one this attribute allows; it was taken as not known",
}


def attributes_of(rows: Rows, one: ActivityMap, mapping: Mapping, context: Context) -> pa.Table:
    """One column for each attribute of the kind; those not mapped are not known."""
    columns: dict[str, pa.Array] = {"activity": pa.nulls(len(rows), pa.int64())}
    for name, declared in context.kinds[one.kind].attributes.items():
        columns[name] = _column(rows, one, name, declared, mapping, context)
    return pa.table(columns).cast(detail_schema(context.kinds[one.kind]))


def _column(
    rows: Rows,
    one: ActivityMap,
    name: str,
    declared: Attribute,
    mapping: Mapping,
    context: Context,
) -> pa.Array:
    kind = ATTRIBUTE[declared.type]
    if name in one.constants:
        value = _reader(declared, {})(one.constants[name])
        return pa.repeat(pa.scalar(value, kind), len(rows))
    column = one.attributes.get(name)
    if column is None:
        return pa.nulls(len(rows), kind)
    if declared.type == "date":
        return read_dates(rows, column, mapping, context)
    codes = mapping.codes.get(f"{one.kind}.{name}", mapping.codes.get(name, {}))
    read = _reader(declared, {given.casefold(): meant for given, meant in codes.items()})
    if declared.type == "text":
        return distinct(rows.text(column), read, kind).values
    rule = "unknown-code" if declared.type in ("code", "flag") else "unreadable-number"
    found = distinct(rows.text(column), read, kind)
    not_known = distinct(rows.text(column), lambda v: codes.get(v, "-") != "" or None, pa.bool_())
    bad = np.setdiff1d(found.bad, not_known.bad)
    rows.tell(bad, column, rule, "warning", f"{name}: {_MESSAGE[declared.type]}")
    return found.values


def _reader(declared: Attribute, codes: dict[str, str]) -> Callable[[str], Any]:
    allowed = declared.values or {}
    read = _READ.get(declared.type)

    def meaning(given: str) -> Any:
        meant = codes.get(given.casefold(), given)
        if read:
            return read(meant)
        return meant if declared.type == "text" or not allowed or meant in allowed else None

    return meaning
