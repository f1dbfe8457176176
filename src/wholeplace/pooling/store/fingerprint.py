"""Hash what a table says, not how it is stored: rows in order, column by column, nulls marked."""

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BLOCK = 65_536
DECIMALS = 6
"""Sums of probabilities may differ in their last bits between machines; a hash must not."""


class RowHash:
    """SHA-256 over logical rows, the same however they arrive in batches."""

    def __init__(self, schema: pa.Schema):
        self.schema = schema
        self.rows = 0
        self._digest = hashlib.sha256()
        self._waiting: list[pa.RecordBatch] = []
        for field in schema:
            self._digest.update(f"{field.name}:{field.type};".encode())

    def add(self, batch: pa.RecordBatch) -> None:
        """Take more rows; they are hashed in blocks of one size."""
        self._waiting.append(batch)
        if sum(b.num_rows for b in self._waiting) >= BLOCK:
            table = pa.Table.from_batches(self._waiting, self.schema)
            whole = table.num_rows - table.num_rows % BLOCK
            for start in range(0, whole, BLOCK):
                self._block(table.slice(start, BLOCK))
            self._waiting = table.slice(whole).to_batches()

    def hexdigest(self) -> str:
        """The hash of all rows taken; call it once, at the end."""
        if self._waiting:
            self._block(pa.Table.from_batches(self._waiting, self.schema))
            self._waiting = []
        return self._digest.hexdigest()

    def _block(self, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        self.rows += rows.num_rows
        self._digest.update(rows.num_rows.to_bytes(8, "little"))
        for column in rows.combine_chunks().columns:
            self._column(column.chunk(0))

    def _column(self, column: pa.Array) -> None:
        said = column.is_valid().to_numpy(zero_copy_only=False)
        self._digest.update(np.packbits(said).tobytes())
        if pa.types.is_string(column.type):
            self._text(column)
        else:
            self._digest.update(_numbers(column).tobytes())

    def _text(self, column: pa.Array) -> None:
        filled = column.fill_null("")
        lengths = pc.binary_length(filled).to_numpy(zero_copy_only=False)
        self._digest.update(lengths.astype(np.int64).tobytes())
        offsets = np.frombuffer(filled.buffers()[1], np.int32)[filled.offset :]
        data = filled.buffers()[2]
        if data is not None and len(filled):
            self._digest.update(memoryview(data)[offsets[0] : offsets[len(filled)]])


def _numbers(column: pa.Array) -> np.ndarray[Any, Any]:
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    nought = False if pa.types.is_boolean(column.type) else 0
    plain: np.ndarray[Any, Any] = column.fill_null(nought).to_numpy(zero_copy_only=False)
    return np.round(plain, DECIMALS) + 0.0 if pa.types.is_floating(column.type) else plain


def table_hash(table: pa.Table) -> str:
    """The hash of a whole table."""
    rows = RowHash(table.schema)
    for batch in table.to_batches():
        rows.add(batch)
    return rows.hexdigest()
