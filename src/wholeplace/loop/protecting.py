"""What the register says of sealed people, as a run obeys it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.decisions.binding import seals
from wholeplace.pooling.decisions.retired import retire_ids
from wholeplace.pooling.decisions.subjects import RECORD, matching
from wholeplace.pooling.decisions.sweeping import SEALED, sweep
from wholeplace.pooling.linkage import forget_ids
from wholeplace.pooling.linkage.id_register import read_register
from wholeplace.pooling.protection import Sealed, seal_off
from wholeplace.pooling.store import Identities
from wholeplace.trust.keys import Key, Keys

FILE = "sealed.json"
REGISTER = "people.parquet"
"""Which person each record is, kept from run to run."""


def standing_seals(place: Place) -> list[Any]:
    """What the linking of records depends on: nothing where nobody is sealed."""
    return [seal.model_dump(mode="json") for seal in seals(place.register).standing()]


def sealed_of(place: Place, identities: Identities) -> Sealed:
    """What the standing seals say of the records at hand."""
    standing = seals(place.register).standing()
    if not standing:
        return Sealed()
    return seal_off(standing, Keys(place.register).own(needed=True), identities)


def take_out_sealed(place: Place, identities: Identities, out: Path) -> Identities:
    """The identities that may be linked; a note of who was kept back goes to ``out``, by token.

    Records of people whom a seal conceals are marked as restricted, as if their agency had done so.
    """
    sealed = sealed_of(place, identities)
    tokens = _tokens(identities.record, sealed.off, Keys(place.register)) if sealed.off else []
    said = {"off": tokens, "seals": {one.seal.id: one.counts for one in sealed.sides}}
    (out / FILE).write_text(json.dumps(said), encoding="utf-8")
    return identities.restricting(sealed.concealed).without(sealed.off)


def read_sealed(gathered: Path) -> dict[str, Any]:
    """The note that ``take_out_sealed`` left beside the gathered records."""
    said: dict[str, Any] = json.loads((gathered / FILE).read_text("utf-8"))
    return said


def note_sealed(gathered: Path, linked: Path) -> None:
    """Leave word in a linkage of who was kept out of it."""
    (linked / FILE).write_text(json.dumps(read_sealed(gathered)), encoding="utf-8")


def sealed_alike(linked: Path, gathered: Path) -> bool:
    """Whether an earlier linkage was made without the same records."""
    return bool(read_sealed(linked)["off"] == read_sealed(gathered)["off"])


def retire_sealed(place: Place, gathered: Path) -> bool:
    """Ids that records behind a seal ever had go to nobody again; returns whether there were any.

    No log and no decision about two records speaks of them any more.
    """
    off = read_sealed(gathered)["off"]
    if not off:
        return False
    key = Keys(place.register).own(needed=True)
    sweep(place.register, off, key, SEALED)
    known = read_register(place.register / REGISTER)
    rows = known.append_column("record", pa.array(np.arange(known.num_rows)))
    found = matching(off, key, rows)
    had = known["person"].take(pa.array(sorted(set().union(*found.values())), pa.int64()))
    retire_ids(had.to_pylist(), place.register)
    forget_ids(set(had.to_pylist()), place.register / REGISTER)
    return len(had) > 0


def hidden_records(gathered: Path, people: pa.Table) -> list[int]:
    """Numbers of all records of every person of whom one record is restricted.

    ``people``: person and record, as linked. A restricted record that was not linked counts too.
    """
    record = pq.read_table(gathered / "record.parquet", columns=["record", "restricted"])
    marked = record.filter(record["restricted"])["record"].combine_chunks()
    of = people.filter(pc.is_in(people["record"], value_set=marked))["person"].combine_chunks()
    theirs = people.filter(pc.is_in(people["person"], value_set=of))["record"]
    return sorted({*marked.to_pylist(), *theirs.to_pylist()})


def _tokens(record: pa.Table, numbers: frozenset[int], keys: Keys) -> list[str]:
    rows = record.filter(
        pc.is_in(record["record"], value_set=pa.array(sorted(numbers), pa.int64()))
    )
    key: Key = keys.own()
    named = zip(rows["source"].to_pylist(), rows["local_id"].to_pylist(), strict=True)
    return [f"{RECORD}:{of}:{key.token(RECORD, of, local)}" for of, local in named]
