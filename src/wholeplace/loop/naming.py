"""Durable ids for linked people: all of them, or those whom the last change touched."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.pooling.linkage import durable_ids
from wholeplace.pooling.linkage.encoding import stamps
from wholeplace.pooling.linkage.id_register import read_register
from wholeplace.pooling.linkage.incremental import (
    IdIndex,
    Shelf,
    State,
    index_arrays,
    record_stamps,
    rename,
)

from .linking import STATE

_INDEX = "ids-{:04}.arrow"


def name_people(linked: Path, register: Path, out: Path, before: Path | None) -> None:
    """Write which person each record is; the register of ids is brought up to date.

    ``before`` is the folder of the naming that the linkage was laid over, if the register is still
    as that left it. Then only the people touched since are named.
    """
    found = pq.read_table(linked / "clusters.parquet")
    if before is None:
        ids = _name_all(found, register, out)
    else:
        ids = _name_some(found, linked, register, out, before)
    probability = np.round(found["probability"].to_numpy(), 6)
    named = {"person": ids, "record": found["record"], "probability": probability}
    pq.write_table(pa.table(named), out / "person_record.parquet")


def _name_all(found: pa.Table, register: Path, out: Path) -> pa.Array:
    ids = durable_ids(found["cluster"].to_numpy(), found, register)
    known = read_register(register).combine_chunks()
    index = index_arrays(stamps(known["key"].to_pylist()), known["person"].combine_chunks())
    Shelf(index).write(out / _INDEX.format(0))
    return pa.array(ids, pa.string())


def _name_some(found: pa.Table, linked: Path, register: Path, out: Path, before: Path) -> pa.Array:
    files = sorted(before.glob(_INDEX.format(0).replace("0000", "*")))
    for file in files:
        os.link(file, out / file.name)
    index = IdIndex.open(files)
    state = State.open(linked / STATE)
    named = rename(state, state.touched, index, register)
    Shelf(named.index).write(out / _INDEX.format(len(files)))
    now = IdIndex((*index.shelves, Shelf(named.index)))
    records = record_stamps(*(found[name].combine_chunks() for name in ("source", "local_id")))
    return now.people(records)
