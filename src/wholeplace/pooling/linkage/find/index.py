"""An index of all records that may be found, kept with a snapshot and mapped into memory."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow as pa

from ..incremental.kept_fields import fields_to_arrays
from ..incremental.key_index import Entries, entries_of, index_to_arrays
from ..incremental.shelf import Shelf
from ..incremental.state import State, record_stamps
from ..lists import Ints
from .query import wide_keys

RecordKey = tuple[str, str]


def find_index(
    state: State, rows: Ints, records: Ints, people: pa.Array, sealed: Collection[RecordKey] = ()
) -> Shelf:
    """Everything that finding needs of the rows of a linkage.

    ``records`` and ``people`` give the number and the person of each row. Records under the keys
    ``sealed`` are left out, so nothing of them can be found.
    """
    kept = np.flatnonzero(~np.isin(rows, _rows_of(state, sealed)))
    rows, records, people = rows[kept], records[kept], people.take(pa.array(kept))
    fields, stamped = state.fields(rows)
    numbers = np.arange(len(rows), dtype=np.int32)
    owners, keys = wide_keys(fields, stamped)
    entries = {
        **entries_of(stamped.values(fields), np.zeros(len(rows), np.uint64), numbers),
        "wide": Entries(owners.astype(np.int32), keys),
    }
    coded = people.dictionary_encode()
    by_person = np.argsort(coded.indices.to_numpy(), kind="stable")
    return Shelf(
        {
            **fields_to_arrays(fields, stamped),
            **index_to_arrays(entries),
            "record": records.astype(np.int64),
            "person": coded.indices.to_numpy().astype(np.int32),
            "people": coded.dictionary,
            "by person": by_person.astype(np.int32),
            "person starts": _starts(coded.indices.to_numpy(), len(coded.dictionary)),
        }
    )


def _rows_of(state: State, keys: Collection[RecordKey]) -> Ints:
    local_ids = pa.array([local_id for _, local_id in keys], pa.string())
    return state.rows_of(record_stamps([source for source, _ in keys], local_ids))


def _starts(codes: Ints, size: int) -> Ints:
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(codes, minlength=size), out=starts[1:])
    return starts.astype(np.int32)
