"""From records to people with durable ids, and from people to households."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.linkage import Linked, durable_ids, households, link
from wholeplace.pooling.store import Identities, gather, relationships

from .keys import file_hash, key
from .reading import Read
from .steps import Steps

_IDENTITIES = ("record", "identifier", "address", "seen")
_HOUSED = ("household_member", "communal", "home")

REGISTER = "people.parquet"
"""Which person each record is, kept from run to run."""


@dataclass(frozen=True)
class People:
    """Where the outputs of linking lie."""

    linked: Path
    named: Path
    housed: Path

    @property
    def keys(self) -> list[str]:
        """Keys of the three steps: what later steps depend on."""
        return [self.linked.name, self.named.name, self.housed.name]

    def identities(self) -> Identities:
        """Records, identifiers and addresses, numbered."""
        return read_identities(self.linked)

    def person_record(self) -> pa.Table:
        """Which person each record is."""
        return pq.read_table(self.named / "person_record.parquet")

    def housing(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Who lives with whom, who lives in communal places, and everybody's home postcode."""
        members, communal, home = (
            pq.read_table(self.housed / f"{name}.parquet") for name in _HOUSED
        )
        return members, communal, home

    def about(self) -> dict[str, Any]:
        """How records became people: threshold, pairs, model."""
        said: dict[str, Any] = json.loads((self.linked / "linkage.json").read_text("utf-8"))
        return said


def clear_drafts(place: Place) -> None:
    """Remove what a run killed while it wrote the register left beside it."""
    for draft in place.register.glob(f".{REGISTER}.*"):
        draft.unlink(missing_ok=True)


def find_people(place: Place, pooled: Sequence[Read], steps: Steps) -> People:
    """Link records, give people their durable ids, and find who lives together."""
    steps.totals["linkage"] = 2
    linked_key = key(sorted(one.folder.name for one in pooled))
    linked = steps.folder(
        "linkage",
        lambda: f"linked-{linked_key}",
        "Records linked to people",
        lambda out: _link(place, pooled, steps, out),
    )
    register = place.register / REGISTER
    named = steps.folder(
        "linkage",
        lambda: f"named-{key(linked.name, file_hash(register) if register.exists() else '')}",
        "People given their ids",
        lambda out: _name(linked, register, out),
    )
    housed_key = key(named.name, place.about, place.areas)
    housed = steps.folder(
        "households",
        lambda: housed_key,
        "People put in households",
        lambda out: _house(place, pooled, linked, named, out),
    )
    return People(linked, named, housed)


def _link(place: Place, pooled: Sequence[Read], steps: Steps, out: Path) -> None:
    (out / "spill").mkdir()
    identities = gather(place, {one.source.id: one.folder for one in pooled}, out / "spill")
    (out / "spill").rmdir()
    for name in _IDENTITIES:
        pq.write_table(getattr(identities, name), out / f"{name}.parquet")
    named = identities.named()
    linked = link(
        named.record,
        named.identifier,
        named.address,
        progress=lambda phase: steps.say("linkage", f"Linking: {phase}"),
    )
    _keep(linked, named.record, out)


def _keep(linked: Linked, record: pa.Table, out: Path) -> None:
    found = {
        "record": record["record"],
        "source": record["source"],
        "local_id": record["local_id"],
        "cluster": pa.array(linked.person_of),
        "probability": pa.array(linked.probability),
    }
    pq.write_table(pa.table(found), out / "clusters.parquet")
    strong = linked.pairs.above(linked.model.threshold)
    pq.write_table(pa.table({"left": strong.left, "right": strong.right}), out / "pairs.parquet")
    said = {
        "threshold": linked.model.threshold,
        "pairs": len(strong.left),
        "crowded": linked.crowded,
        "model": json.loads(linked.model.to_json()),
    }
    (out / "linkage.json").write_text(json.dumps(said, indent=1), encoding="utf-8")


def _name(linked: Path, register: Path, out: Path) -> None:
    found = pq.read_table(linked / "clusters.parquet")
    ids = durable_ids(found["cluster"].to_numpy(), found, register)
    probability = np.round(found["probability"].to_numpy(), 6)
    named = {"person": ids, "record": found["record"], "probability": probability}
    pq.write_table(pa.table(named), out / "person_record.parquet")


def read_identities(folder: Path) -> Identities:
    """Records, identifiers and addresses as they were linked."""
    return Identities(*(pq.read_table(folder / f"{name}.parquet") for name in _IDENTITIES))


def _house(place: Place, pooled: Sequence[Read], linked: Path, named: Path, out: Path) -> None:
    known = read_identities(linked).named()
    people = pq.read_table(named / "person_record.parquet")
    folders = {one.source.id: one.folder for one in pooled}
    found = households(
        known.record,
        known.address,
        people["person"],
        place.as_at,
        seen=known.seen,
        care=relationships(place, folders, known.record, people),
    )
    for name, table in zip(_HOUSED, (found.members, found.communal, found.homes), strict=True):
        pq.write_table(table, out / f"{name}.parquet")
