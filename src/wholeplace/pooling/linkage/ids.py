"""Durable person ids: the same person keeps the same id however often records are linked again.

The register remembers which id every record last had. A person takes the id that most of their
records already have; when one person turns out to be two, the larger part keeps it; when two turn
out to be one, the id with more records wins. An id is minted from the first record of a person, so
that the same history replayed on an empty register gives the same ids.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import minting
from .encoding import numbered
from .id_log import Change, log_changes
from .id_register import BETWEEN, keyed, read_register, register_hash, updated, write_register
from .lists import Ints

RecordKey = tuple[str, str]
Taken = Callable[[pa.Array], pa.Array]
"""Says of ids whether somebody has them already."""
_NOBODY = -1


def durable_ids(
    clusters: Sequence[int] | np.ndarray,
    record_keys: Sequence[RecordKey] | pa.Table,
    register: Path,
    retired: Collection[str] = (),
) -> pa.DictionaryArray:
    """The person id of each record, each id kept once; the register and its log are brought up.

    ``clusters`` gives each record's person by number, ``record_keys`` its (source, local id), as
    pairs or as a table with these columns, and ``register`` is the Parquet file that remembers.
    The file is replaced whole, after the log, so a run killed at any moment leaves the old ids or
    the new ones. ``retired`` ids go to nobody: a record that had one is as if it were new.
    """
    gone = pa.array(sorted(retired), pa.string())
    known = read_register(register)
    known = known.filter(pc.invert(pc.is_in(known["person"], value_set=gone)))
    before = known["person"].combine_chunks().dictionary_encode()
    records, order = _in_order(record_keys)
    numbers, cluster = numbered(np.asarray(clusters, dtype=np.int64)[order])
    claims = Claims.of(cluster, _ids_before(records, known, before.indices.to_numpy()))
    taken = partial(pc.is_in, value_set=pa.concat_arrays([before.dictionary, gone]))
    names = names_of(claims, len(numbers), cluster, records["key"], before.dictionary, taken)
    state = register_hash(register)[:16]
    log_changes(changes(claims, names, before.dictionary), register, state)
    person = names.take(pa.array(cluster))
    write_register(register, updated(known, records.append_column("person", person)))
    given = np.empty(len(order), dtype=np.int32)
    given[order] = cluster
    return pa.DictionaryArray.from_arrays(pa.array(given), names)


def mint(key: RecordKey, attempt: int = 0) -> str:
    """'P' and 13 letters or digits, from the SHA-256 of a record's source and local id."""
    return _mint(BETWEEN.join(key), attempt)


def _mint(key: str, attempt: int = 0) -> str:
    return minting.mint("P", f"{key}{BETWEEN}{attempt}" if attempt else key)


@dataclass(frozen=True)
class Claims:
    """Every (person now, person before) with records in common, how many, and the first of them.

    People now are numbered by their first record, people before are places in ``persons``.
    """

    cluster: Ints
    person: Ints
    size: Ints
    first: Ints

    @classmethod
    def of(cls, cluster: Ints, before: Ints) -> Claims:
        """The claims of records by their person now, and their person before (-1: none)."""
        had = np.flatnonzero(before != _NOBODY)
        codes = cluster[had].astype(np.int64) << 32 | before[had]
        pairs, which = numbered(codes)
        first = np.empty(len(pairs), dtype=np.int64)
        first[which[::-1]] = had[::-1]
        return cls(pairs >> 32, pairs & 0xFFFFFFFF, np.bincount(which), first)

    def contested(self) -> Ints:
        """Claims of a person to several ids, or to an id that others claim."""
        several = np.bincount(self.cluster)[self.cluster] > 1
        return np.flatnonzero(several | (np.bincount(self.person)[self.person] > 1))


def _in_order(record_keys: Sequence[RecordKey] | pa.Table) -> tuple[pa.Table, Ints]:
    """Columns source, local_id and key, sorted by key, and the row each came from."""
    if isinstance(record_keys, pa.Table):
        columns = [record_keys[name].cast(pa.string()) for name in ("source", "local_id")]
    else:
        columns = [pa.array([key[side] for key in record_keys], pa.string()) for side in (0, 1)]
    table = keyed(pa.table(dict(zip(("source", "local_id"), columns, strict=True))))
    key = table["key"]
    if len(key) < 2 or pc.all(pc.less_equal(key[:-1], key[1:])).as_py():
        return table, np.arange(len(key))
    order = pc.sort_indices(key)
    return table.take(order), order.to_numpy()


def _ids_before(records: pa.Table, known: pa.Table, person: Ints) -> Ints:
    """By record, the place of its id among the register's, -1 if it has none."""
    if records["key"].equals(known["key"]):
        return person
    place = pc.index_in(records["key"], value_set=known["key"].combine_chunks())
    place = place.combine_chunks().fill_null(len(person)).to_numpy(zero_copy_only=False)
    return np.append(person, _NOBODY)[place]


def names_of(
    claims: Claims,
    size: int,
    cluster: Ints,
    keys: pa.ChunkedArray,
    before: pa.Array,
    taken: Taken,
) -> pa.Array:
    """The id of each person now: one they had, or a new one that nobody has."""
    inherited = _inherited(claims, size, before)
    fresh = np.flatnonzero(inherited == _NOBODY)
    first = np.empty(size, dtype=np.int64)
    first[cluster[::-1]] = np.arange(len(cluster))[::-1]
    minted = _minted(fresh, first[fresh], cluster, keys, taken)
    place = inherited.copy()
    place[fresh] = len(before) + np.arange(len(fresh))
    return pa.concat_arrays([before, minted]).take(pa.array(place))


def _inherited(claims: Claims, size: int, before: pa.Array) -> Ints:
    """Give each old id to one cluster and each cluster at most one: most records in common first.

    Ties go to the smaller id, then to the cluster whose first record comes first.
    """
    names = np.full(size, _NOBODY, dtype=np.int64)
    contested = claims.contested()
    names[claims.cluster] = claims.person
    names[claims.cluster[contested]] = _NOBODY
    text = before.take(pa.array(claims.person[contested])).to_pylist()
    taken: set[str] = set()
    rank = sorted(
        zip(-claims.size[contested], text, claims.first[contested], contested, strict=True)
    )
    for *_, person, _, claim in rank:
        cluster = claims.cluster[claim]
        if names[cluster] == _NOBODY and person not in taken:
            names[cluster] = claims.person[claim]
            taken.add(person)
    return names


def _minted(
    fresh: Ints, first: Ints, cluster: Ints, keys: pa.ChunkedArray, taken: Taken
) -> pa.Array:
    """New ids, from each unnamed cluster's first record whose id nobody has."""
    minted = minting.mint_all("P", keys.take(pa.array(first)).combine_chunks())
    clash = taken(minted).to_numpy(zero_copy_only=False)
    if not clash.any() and pc.count_distinct(minted).as_py() == len(minted):
        return minted
    ids, used = minted.to_pylist(), set[str]()
    for place, person in enumerate(ids):
        if clash[place] or person in used:
            others = keys.take(pa.array(np.flatnonzero(cluster == fresh[place]))).to_pylist()
            tried = (_mint(key, attempt) for attempt in count() for key in others)
            ids[place] = next(
                p for p in tried if p not in used and not taken(pa.array([p]))[0].as_py()
            )
        used.add(ids[place])
    return pa.array(ids, pa.string())


def changes(claims: Claims, names: pa.Array, persons: pa.Array) -> list[Change]:
    """Merges and splits among records that had an id before."""
    contested = claims.contested()
    old = persons.take(pa.array(claims.person[contested])).to_pylist()
    new = names.take(pa.array(claims.cluster[contested])).to_pylist()
    into: dict[str, set[str]] = {}
    out_of: dict[str, set[str]] = {}
    for before, after in zip(old, new, strict=True):
        into.setdefault(after, set()).add(before)
        out_of.setdefault(before, set()).add(after)
    merged, split = sorted(into.items()), sorted(out_of.items())
    return [
        *(Change("merge", tuple(sorted(b)), (new,)) for new, b in merged if len(b) > 1),
        *(Change("split", (old,), tuple(sorted(a))) for old, a in split if len(a) > 1),
    ]
