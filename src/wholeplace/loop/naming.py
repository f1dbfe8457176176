"""Durable ids for linked people: all of them, or those whom the last change touched."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.pooling.linkage import durable_ids
from wholeplace.pooling.linkage.id_register import keyed, read_register
from wholeplace.pooling.linkage.incremental import IdIndex, Shelf, State, index_of_all, rename

from .linking import STATE

_INDEX = "ids-{:04}.arrow"


def name_people(
    linked: Path, register: Path, out: Path, before: Path | None, retired: Collection[str] = ()
) -> None:
    """Write which person each record is; the register of ids is brought up to date.

    ``before`` is the folder of the naming that the linkage was laid over, if the register is still
    as that left it. Then only the people touched since are named. ``retired`` ids go to nobody.
    """
    found = pq.read_table(linked / "clusters.parquet")
    if before is None:
        ids = _name_all(found, register, out, retired)
    else:
        ids = _name_some(found, linked, register, out, before, retired)
    probability = np.round(found["probability"].to_numpy(), 6)
    named = {"person": ids, "record": found["record"], "probability": probability}
    pq.write_table(pa.table(named), out / "person_record.parquet")


def _name_all(found: pa.Table, register: Path, out: Path, retired: Collection[str]) -> pa.Array:
    clusters = found["cluster"].to_numpy()
    ids = durable_ids(clusters, found, register, retired).cast(pa.string())
    index = index_of_all(found["row"].to_numpy(), ids, _absent(found, register))
    Shelf(index).write(out / _INDEX.format(0))
    return ids


def _absent(found: pa.Table, register: Path) -> pa.Table:
    """Records that the register remembers and that are not there now."""
    known, here = read_register(register), keyed(found.select(["source", "local_id"]))
    return known.filter(pc.invert(pc.is_in(known["key"], value_set=here["key"])))


def _name_some(
    found: pa.Table,
    linked: Path,
    register: Path,
    out: Path,
    before: Path,
    retired: Collection[str],
) -> pa.Array:
    files = sorted(before.glob(_INDEX.format(0).replace("0000", "*")))
    for file in files:
        os.link(file, out / file.name)
    index = IdIndex.open(files)
    named = rename(State.open(linked / STATE), index, register, retired)
    Shelf(named.index).write(out / _INDEX.format(len(files)))
    return index.under(named.index).people(found["row"].to_numpy())
