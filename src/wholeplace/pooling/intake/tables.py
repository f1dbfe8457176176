"""The tables one source becomes, before people are linked: keyed by the source's own local id."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Kind

from .files.sheet import LABEL

TEXT, DAY, YES, I64 = LABEL, pa.date32(), pa.bool_(), pa.int64()

RECORD = pa.schema(
    [
        ("source", TEXT),
        ("local_id", TEXT),
        ("partner", TEXT),
        ("zone", TEXT),
        ("given", TEXT),
        ("family", TEXT),
        ("aliases", TEXT),
        ("birth_date", DAY),
        ("birth_precision", TEXT),
        ("sex", TEXT),
        ("sex_given", TEXT),
        ("ethnicity", TEXT),
        ("ethnicity_given", TEXT),
        ("died", DAY),
        ("restricted", YES),
        ("household_given", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
IDENTIFIER = pa.schema([("local_id", TEXT), ("scheme", TEXT), ("value", TEXT), ("valid", YES)])
ADDRESS = pa.schema(
    [
        ("local_id", TEXT),
        ("uprn", TEXT),
        ("line", TEXT),
        ("postcode", TEXT),
        ("start", DAY),
        ("end", DAY),
        ("seen", DAY),
        ("lsoa", TEXT),
        ("ward", TEXT),
        ("borough", TEXT),
    ]
)
"""``seen`` is the last day on which the agency said so: an address known for years is not stale."""

RELATIONSHIP = pa.schema(
    [
        ("local_id", TEXT),
        ("role", TEXT),
        ("other_id", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
"""``role`` is what the person is to the other, both by the source's local ids."""

ACTIVITY = pa.schema(
    [
        ("activity", I64),
        ("local_id", TEXT),
        ("kind", TEXT),
        ("group", TEXT),
        ("start", DAY),
        ("end", DAY),
        ("quantity", pa.float64()),
        ("partner", TEXT),
        ("provider", TEXT),
        ("outcome", TEXT),
        ("pence", I64),
        ("pence_basis", TEXT),
        ("source", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
CONTACT = pa.schema(
    [
        ("local_id", TEXT),
        ("worker", TEXT),
        ("name", TEXT),
        ("role", TEXT),
        ("team", TEXT),
        ("start", DAY),
        ("end", DAY),
        ("file", TEXT),
        ("row", I64),
    ]
)
SPEND = pa.schema(
    [
        ("partner", TEXT),
        ("payee", TEXT),
        ("service", TEXT),
        ("purpose", TEXT),
        ("category", TEXT),
        ("capital", TEXT),
        ("paid", DAY),
        ("pence", I64),
        ("source", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
SERVICE = pa.schema(
    [
        ("service", TEXT),
        ("name", TEXT),
        ("description", TEXT),
        ("organisation", TEXT),
        ("status", TEXT),
        ("url", TEXT),
        ("email", TEXT),
        ("phone", TEXT),
        ("contacts", TEXT),
        ("eligibility", TEXT),
        ("minimum_age", pa.float64()),
        ("maximum_age", pa.float64()),
        ("areas", TEXT),
        ("schedule", TEXT),
        ("fees", TEXT),
        ("assured", DAY),
        ("modified", DAY),
        ("source", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
SERVICE_LOCATION = pa.schema(
    [
        ("service", TEXT),
        ("address", TEXT),
        ("postcode", TEXT),
        ("lsoa", TEXT),
        ("ward", TEXT),
        ("borough", TEXT),
        ("source", TEXT),
        ("delivery", TEXT),
        ("file", TEXT),
        ("row", I64),
    ]
)
AGGREGATE = pa.schema(
    [
        ("source", TEXT),
        ("kind", TEXT),
        ("area", TEXT),
        ("start", DAY),
        ("end", DAY),
        ("count", I64),
    ]
)

ATTRIBUTE = {
    "text": TEXT,
    "code": TEXT,
    "integer": I64,
    "number": pa.float64(),
    "date": DAY,
    "flag": YES,
}


def detail_schema(kind: Kind) -> pa.Schema:
    """An activity's number with the attributes its kind declares."""
    typed = [(name, ATTRIBUTE[a.type]) for name, a in kind.attributes.items()]
    return pa.schema([("activity", I64), *typed])


def same(value: str | None, rows: int) -> pa.Array:
    """One text on every row."""
    if value is None:
        return pa.nulls(rows, TEXT)
    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), pa.array([value]))


def write(table: pa.Table, name: str, folder: Path) -> None:
    """Keep a table that has rows. Text is plain text to whoever reads it."""
    if table.num_rows:
        path = folder / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd", store_schema=False)
