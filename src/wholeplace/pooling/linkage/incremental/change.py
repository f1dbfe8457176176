"""What is new: which records came, changed or went since the last linkage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..lists import Ints
from .state import State, record_stamps

_SAID = ("given", "family", "aliases", "birth_date", "birth_precision", "sex")
_SHIFT = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Change:
    """Records new or no longer as they were, with all they say, and the rows that are gone.

    A changed record is both: its row as it was is gone, and it comes anew.
    """

    records: pa.Table
    identifiers: pa.Table
    addresses: pa.Table
    gone: Ints

    @property
    def size(self) -> int:
        """How many records came, changed or went; a changed one counts twice."""
        return int(self.records.num_rows + len(self.gone))

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not self.size


def change_since(
    state: State, records: pa.Table, identifiers: pa.Table, addresses: pa.Table
) -> tuple[Change, Ints]:
    """Compare all records with those of the last linkage.

    Also tells under which row each record was kept, -1 for those that come with the change.
    """
    rows = state.rows_of(_stamps(records))
    known = np.flatnonzero(rows >= 0)
    said = prints(records, identifiers, addresses)
    rows[known[state.prints(rows[known]) != said[known]]] = -1
    gone = state.alive.copy()
    gone[rows[rows >= 0]] = False
    come = _only(records, identifiers, addresses, np.flatnonzero(rows < 0))
    return Change(*come, np.flatnonzero(gone)), rows


def change_by(
    state: State,
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    withdrawn: Ints | None = None,
) -> Change:
    """Take records as delivered, each new or in place of what it was; rows withdrawn are gone."""
    before = state.rows_of(_stamps(records))
    gone = before[before >= 0]
    if withdrawn is not None:
        gone = np.union1d(gone, withdrawn)
    return Change(records, identifiers, addresses, gone)


def prints(records: pa.Table, identifiers: pa.Table, addresses: pa.Table) -> Ints:
    """One number for all that each record says, in whatever order it says it."""
    said = _hashed(records, _SAID)
    order = np.argsort(records["record"].to_numpy())
    numbers = records["record"].to_numpy()[order]
    for table, columns in (
        (identifiers.filter(identifiers["valid"]), ("scheme", "value")),
        (addresses, ("uprn", "line", "postcode")),
    ):
        owner = order[np.searchsorted(numbers, table["record"].to_numpy())]
        entries = _hashed(table, columns) * _SHIFT
        np.add.at(said, owner, entries ^ (entries >> np.uint64(29)))
    return said


def _hashed(table: pa.Table, columns: tuple[str, ...]) -> Ints:
    hashed = np.zeros(table.num_rows, dtype=np.uint64)
    for column in columns:
        hashed = (hashed ^ _column_hashed(table[column].combine_chunks())) * _SHIFT
        hashed ^= hashed >> np.uint64(29)
    return hashed


def _column_hashed(column: pa.Array) -> Ints:
    if pa.types.is_date(column.type):
        days = column.cast(pa.int32()).fill_null(-(2**31)).to_numpy(zero_copy_only=False)
        return days.astype(np.uint64)
    coded = column.cast(pa.string()).dictionary_encode()
    texts = np.append(coded.dictionary.to_numpy(zero_copy_only=False), None)
    values = pd.util.hash_array(texts, categorize=False)
    return values[coded.indices.fill_null(len(texts) - 1).to_numpy(zero_copy_only=False)]


def _stamps(records: pa.Table) -> Ints:
    return record_stamps(records["source"].combine_chunks(), records["local_id"].combine_chunks())


def _only(
    records: pa.Table, identifiers: pa.Table, addresses: pa.Table, rows: Ints
) -> tuple[pa.Table, pa.Table, pa.Table]:
    some = records.take(pa.array(rows))
    kept = some["record"].combine_chunks()

    def theirs(table: pa.Table) -> pa.Table:
        return table.filter(pc.is_in(table["record"], value_set=kept))

    return some, theirs(identifiers), theirs(addresses)
