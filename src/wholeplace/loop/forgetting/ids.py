"""Take what is forgotten out of a register of person ids: the place's own, or a copy's."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.pooling.linkage.id_register import read_register, write_register
from wholeplace.trust.forgetting import Act
from wholeplace.trust.keys import Keys

from ..protecting import REGISTER
from .reach import numbered_ids, rows_of


def take_out_ids(
    register: Path, act: Act, sources: Collection[str], keys: Path | None = None
) -> set[str]:
    """Drop rows of these sources that an act is about; returns ids that no record has any more.

    ``keys`` is the register whose key made the act's tokens, where it is another one.
    """
    if not (register / REGISTER).exists():
        return set()
    ids = numbered_ids(read_register(register / REGISTER))
    gone = pc.is_in(ids["source"], value_set=_texts(act.sources))
    if act.subjects:
        rows = rows_of(ids, act.subjects, Keys(keys or register).own(needed=True))["record"]
        gone = pc.or_(gone, pc.is_in(ids["record"], value_set=rows.combine_chunks()))
    gone = pc.and_(gone, pc.is_in(ids["source"], value_set=_texts(sources)))
    people = set(ids.filter(gone)["person"].to_pylist())
    if not people:
        return set()
    left = ids.filter(pc.invert(gone)).drop_columns(["record"])
    write_register(register / REGISTER, left)
    return people - set(left["person"].to_pylist())


def _texts(values: Collection[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())
