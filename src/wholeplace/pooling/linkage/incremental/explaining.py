"""Explain records as they were compared, without looking at any other."""

import numpy as np
import pyarrow as pa

from ..comparing import Comparer
from ..explaining import Explanation, Key, NoSuchRecord, explain_pairs, no_such_record
from ..frequencies import Frequencies
from ..lists import Ints
from ..model import Model
from .state import State, record_stamps


def explain_kept(
    state: State, model: Model, frequencies: Frequencies, a: Key, b: Key
) -> Explanation:
    """Compare two records of a linkage that was kept. Raises NoSuchRecord."""
    if a == b:
        raise NoSuchRecord(f"{' '.join(a)}: is one record; name two to compare")
    local_ids = pa.array([a[1], b[1]], pa.string())
    rows = state.rows_of(record_stamps([a[0], b[0]], local_ids))
    for key, row in zip((a, b), rows.tolist(), strict=True):
        if row < 0:
            raise no_such_record(key)
    return explain_rows(state, model, frequencies, rows[:1], rows[1:])[0]


def explain_rows(
    state: State, model: Model, frequencies: Frequencies, left: Ints, right: Ints
) -> list[Explanation]:
    """Compare pairs of rows."""
    rows = state.in_order(np.unique(np.concatenate([left, right])))
    place = np.zeros(state.size, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    fields, stamps = state.fields(rows)
    comparer = Comparer(fields, frequencies.shares(fields, stamps))
    one, other = place[left], place[right]
    return explain_pairs(comparer, model, np.minimum(one, other), np.maximum(one, other))
