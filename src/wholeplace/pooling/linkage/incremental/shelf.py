"""Named arrays in one file, mapped into memory: written once, never changed, opened in no time.

The file is Arrow's own format with a single row, in which each column holds one whole array.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

Array = np.ndarray | pa.Array


class Shelf:
    """Arrays by name; numbers come as numpy arrays, texts as Arrow arrays."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = dict(arrays)

    @classmethod
    def open(cls, path: Path) -> "Shelf":
        """Map a file; nothing is read before it is looked at."""
        batch = pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)
        columns = zip(batch.schema.names, batch.columns, strict=True)
        return cls({name: _opened(column.values) for name, column in columns})

    def write(self, path: Path) -> None:
        """Write all arrays and wait until the disk has them."""
        columns = {name: _as_cell(array) for name, array in self._arrays.items()}
        batch = pa.record_batch(columns)
        with path.open("wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
            writer.write_batch(batch)
            writer.close()
            file.flush()
            os.fsync(file.fileno())

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def texts(self, name: str) -> list[str]:
        """A short array of texts as a list."""
        texts: list[str] = self._arrays[name].to_pylist()
        return texts


def _opened(values: pa.Array) -> Array:
    return values if pa.types.is_string(values.type) else values.to_numpy(zero_copy_only=True)


def _as_cell(array: Array) -> pa.Array:
    values = array if isinstance(array, pa.Array) else pa.array(array)
    return pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)
