"""Durable ids for the people whom a change touched; everybody else keeps theirs unasked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..encoding import distinct, numbered, stamps
from ..id_log import Change, log_changes
from ..id_register import add_step, edition, keyed, steps
from ..ids import Claims, changes, names_of
from ..lists import Ints
from .id_index import IdIndex, index_of_some
from .meeting import sorted_distinct
from .shelf import Array
from .state import State


@dataclass(frozen=True)
class Named:
    """How many records have another id than before, and what goes over the index."""

    changed: int
    index: dict[str, Array]


def rename(state: State, index: IdIndex, register: Path, retired: Collection[str] = ()) -> Named:
    """Give ids to the people of the rows last touched; the register is brought up to date.

    ``index`` must say what the register says. The ids are those that ``durable_ids`` would give
    if it were asked about all records. ``retired`` ids go to nobody.
    """
    known = _Known.of(state, index, retired)
    rows = _with_all_who_claim(state, known)
    given = _given(state, known, rows)
    said = f"{edition(register)}+{len(list(steps(register)))}"
    log_changes(given.told, register, said)
    changed = np.flatnonzero(given.marks != known.marks[rows])
    if len(changed):
        records = _records(state, rows[changed])
        add_step(register, records.append_column("person", given.people(changed)))
    return Named(len(changed), _index_of(known, rows, given))


@dataclass(frozen=True)
class _Known:
    """What the register says of the rows of a state: a fresh row has what its record had."""

    index: IdIndex
    indexed: Ints  # the mark of each row as the index has it
    marks: Ints
    texts: Ints  # the row whose id is this row's, or -1 - n for the n-th remembered record
    remembered: pa.Array
    fresh: Ints
    before: Ints  # of each fresh row, the row that its record went by, -1 if none
    retired: pa.Array

    @classmethod
    def of(cls, state: State, index: IdIndex, retired: Collection[str] = ()) -> _Known:
        """Look the fresh rows up by their records; the others have what the index says."""
        fresh, keys = state.fresh_records()
        before = state.rows_ever(keys)
        indexed, texts = index.marks(state.size), np.arange(state.size)
        marks = indexed.copy()
        once = np.flatnonzero(before >= 0)
        marks[fresh[once]], texts[fresh[once]] = marks[before[once]], before[once]
        never = np.flatnonzero(before < 0)
        marks[fresh[never]], remembered = index.remembered(keys[never])
        texts[fresh[never]] = -1 - np.arange(len(never))
        marks[before[once]] = 0  # that record goes by the fresh row now
        gone = pa.array(sorted(retired), pa.string())
        return cls(index, indexed, marks, texts, remembered, fresh, before, gone)

    def people(self, rows: Ints) -> pa.Array:
        """The ids of rows; null where they have none."""
        has = self.marks[rows] > 0
        from_row = has & (self.texts[rows] >= 0)
        kept = self.index.people(self.texts[rows[from_row]])
        place = np.full(len(rows), -1, dtype=np.int64)
        place[from_row] = np.arange(len(kept))
        other = has & ~from_row
        place[other] = len(kept) - 1 - self.texts[rows[other]]
        both = pa.concat_arrays([kept, self.remembered])
        return both.take(pa.array(place, mask=place < 0))

    def taken(self, state: State, people: pa.Array) -> pa.Array:
        """Whether any record has each of these ids, or nobody may."""
        marks = stamps(people.to_pylist())
        had, rows = self.index.holders(np.sort(marks))
        held = [had[self.marks[rows] == had], self.marks[self.fresh]]
        records, absent = self.index.remembering(marks)
        held.append(absent[state.rows_ever(records, fresh=True) < 0])
        used = pa.array(np.isin(marks, np.concatenate(held)))
        return pc.or_(used, pc.is_in(people, value_set=self.retired))


def _with_all_who_claim(state: State, known: _Known) -> Ints:
    """Rows of the touched people and of any others who have an id these may claim."""
    touched = state.touched
    claimed = distinct(known.marks[touched])
    had, holders = known.index.holders(claimed[claimed > 0])
    holders = holders[(known.marks[holders] == had) & state.alive[holders]]
    chosen = np.zeros(state.size, dtype=bool)
    chosen[state.group[touched]] = True
    others = distinct(state.group[holders][~chosen[state.group[holders]]])
    if not len(others):
        return touched
    chosen[:] = False
    chosen[others] = True
    return np.concatenate([touched, np.flatnonzero(chosen[state.group] & state.alive)])


@dataclass(frozen=True)
class _Given:
    """Who is who now: marks of rows, their ids as far as they are asked for, and what changed."""

    marks: Ints
    known: _Known
    source: Ints  # the row whose id each has, or -1 - n for the n-th name
    names: pa.Array
    told: list[Change]

    def people(self, places: Ints) -> pa.Array:
        """The ids of some rows, by their places."""
        source = self.source[places]
        own = source < 0
        kept = self.known.people(source[~own])
        place = np.empty(len(places), dtype=np.int64)
        place[~own] = np.arange(len(kept))
        place[own] = len(kept) - 1 - source[own]
        return pa.concat_arrays([kept, self.names]).take(pa.array(place))


def _given(state: State, known: _Known, rows: Ints) -> _Given:
    """Ids for some rows. Only people with rival claims, or without an id, are looked at singly."""
    _, cluster = sorted_distinct(state.group[rows])
    plain, example = _plain(cluster, known.marks[rows])
    source = rows[example[cluster]].astype(np.int64)
    marks = known.marks[source]
    special = np.flatnonzero(~plain[cluster])
    names, told = pa.array([], pa.string()), []
    if len(special):
        records = _records(state, rows[special])
        order = np.asarray(pc.sort_indices(records["key"]))
        special, keys = special[order], records["key"].take(pa.array(order))
        which, names, told = _singly(state, known, rows[special], cluster[special], keys)
        source[special] = -1 - which
        marks[special] = stamps(names.to_pylist())[which]
    return _Given(marks, known, source, names, told)


def _singly(
    state: State, known: _Known, rows: Ints, cluster: Ints, keys: pa.ChunkedArray
) -> tuple[Ints, pa.Array, list[Change]]:
    """The person of each row by number, their ids, and what merged and split."""
    had = known.people(rows).dictionary_encode()
    numbers, which = numbered(cluster)
    claims = Claims.of(which, had.indices.fill_null(-1).to_numpy())
    names = names_of(
        claims, len(numbers), which, keys, had.dictionary, lambda ids: known.taken(state, ids)
    )
    return which, names, changes(claims, names, had.dictionary)


def _plain(cluster: Ints, marks: Ints) -> tuple[np.ndarray, Ints]:
    """Which people claim one id that nobody else does, and the place of a row of theirs with it."""
    size = 1 + int(cluster.max(initial=-1))
    has = np.flatnonzero(marks)
    _, person = sorted_distinct(marks[has])
    claims = distinct(cluster[has] << 32 | person)
    of_cluster = np.bincount(claims >> 32, minlength=size)
    of_person = np.bincount(claims & 0xFFFFFFFF, minlength=1)
    rival = np.zeros(size, dtype=bool)
    rival[cluster[has[of_person[person] > 1]]] = True
    example = np.zeros(size, dtype=np.int64)
    example[cluster[has]] = has
    return (of_cluster == 1) & ~rival, example


def _records(state: State, rows: Ints) -> pa.Table:
    return keyed(pa.table(dict(zip(("source", "local_id"), state.names(rows), strict=True))))


def _index_of(known: _Known, rows: Ints, given: _Given) -> dict[str, Array]:
    """Rows with another mark than the index has, and rows whose record goes by a later one."""
    differ = np.flatnonzero(given.marks != known.indexed[rows])
    left = distinct(known.before[known.before >= 0])
    every = np.concatenate([rows[differ], left])
    order = np.argsort(every)
    nobody = pa.array([""] * len(left), pa.string())
    people = pa.concat_arrays([given.people(differ), nobody])
    return index_of_some(every[order], people.take(pa.array(order)))
