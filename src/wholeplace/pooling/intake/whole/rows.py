"""Which row of its file each record stood in, as a spreadsheet counts; the header is row 1."""

import json

import numpy as np
import pyarrow as pa

_KEY = b"wholeplace.rows"


def with_rows(table: pa.Table, rows: np.ndarray) -> pa.Table:
    """A table that remembers its rows, where they do not simply follow the header."""
    if np.array_equal(rows, rows_of(table)):
        return table
    return table.replace_schema_metadata({_KEY: json.dumps(rows.tolist()).encode()})


def rows_of(table: pa.Table) -> np.ndarray:
    """The rows a table remembers, else 2, 3, 4 …"""
    kept = (table.schema.metadata or {}).get(_KEY)
    return np.arange(2, table.num_rows + 2) if kept is None else np.array(json.loads(kept), int)
