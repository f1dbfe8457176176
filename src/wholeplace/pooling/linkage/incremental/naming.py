"""Durable ids for the people whom a change touched; everybody else keeps theirs unasked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..encoding import distinct, numbered, stamps
from ..id_log import log_changes
from ..id_register import add_step, edition, keyed, steps
from ..ids import Claims, changes, names_of
from ..lists import Ints
from .id_index import IdIndex, index_arrays
from .shelf import Array
from .state import State


@dataclass(frozen=True)
class Named:
    """Records whose id is new or another than before, ready to go over the index."""

    rows: Ints
    people: pa.Array
    index: dict[str, Array]


def rename(state: State, touched: Ints, index: IdIndex, register: Path) -> Named:
    """Give ids to the people of these rows; the register and its log are brought up to date.

    ``index`` must say what the register says. The ids are those that ``durable_ids`` would give
    if it were asked about all records.
    """
    rows, records, marks = _with_all_who_claim(state, touched, index)
    had = index.people(marks).dictionary_encode()
    numbers, cluster = numbered(state.group[rows].astype(np.int64))
    claims = Claims.of(cluster, had.indices.fill_null(-1).to_numpy())
    names = names_of(claims, len(numbers), cluster, records["key"], had.dictionary, index.taken)
    said = f"{edition(register)}+{len(list(steps(register)))}"
    log_changes(changes(claims, names, had.dictionary), register, said)
    person = names.take(pa.array(cluster))
    fresh = np.flatnonzero(index.marks(marks) != stamps(person.to_pylist()))
    chosen = pa.array(fresh)
    if len(fresh):
        add_step(register, records.append_column("person", person).take(chosen))
    people = person.take(chosen)
    return Named(rows[fresh], people, index_arrays(marks[fresh], people))


def _with_all_who_claim(state: State, touched: Ints, index: IdIndex) -> tuple[Ints, pa.Table, Ints]:
    """Rows of the touched people and of any others who have an id these may claim.

    They come in the order of their keys, with their source, local id and key, and its stamp.
    """
    records = _records(state, touched)
    marks = stamps(records["key"].to_pylist())
    claimed = distinct(index.marks(marks))
    holders = state.rows_of(index.records_of(claimed[claimed > 0]))
    chosen = np.zeros(state.size, dtype=bool)
    chosen[state.group[touched]] = True
    others = distinct(state.group[holders[holders >= 0]])
    others = others[~chosen[others]]
    if len(others):
        chosen[:] = False
        chosen[others] = True
        theirs = np.flatnonzero(chosen[state.group] & state.alive)
        touched = np.concatenate([touched, theirs])
        records = _records(state, touched)
        marks = stamps(records["key"].to_pylist())
    order = np.asarray(pc.sort_indices(records["key"]))
    return touched[order], records.take(pa.array(order)), marks[order]


def _records(state: State, rows: Ints) -> pa.Table:
    return keyed(pa.table(dict(zip(("source", "local_id"), state.names(rows), strict=True))))
