"""Say why two records of the last run are one person, or are not."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from wholeplace.place import Place

if TYPE_CHECKING:
    import pyarrow as pa

    from wholeplace.pooling.linkage import Model
    from wholeplace.pooling.store import Snapshot

Key = tuple[str, str]
"""A record's source and local id."""


class ModelGone(Exception):
    """What the records were linked by is no longer kept."""


def explain_pair(place: Place, a: Key, b: Key) -> dict[str, Any]:
    """``explain --json``: what was weighed about two records, and whether they are one person."""
    from wholeplace.pooling.linkage import explain
    from wholeplace.pooling.store import open_snapshot

    from .people import read_identities

    with open_snapshot(place) as snapshot:
        folder, model = _linked_by(place, snapshot)
        known = read_identities(folder).named()
        found = explain(known.record, known.identifier, known.address, model, a, b)
        people = [_person(snapshot, known.record, key) for key in (a, b)]
    return {
        "records": [
            {"source": source, "local_id": local_id, "person": person}
            for (source, local_id), person in zip((a, b), people, strict=True)
        ],
        "one_person": people[0] == people[1],
        "reaches": found.reaches,
        **asdict(found),
    }


def _linked_by(place: Place, snapshot: Snapshot) -> tuple[Path, Model]:
    """The folder of the linkage that a snapshot was made from, and its model."""
    from wholeplace.pooling.linkage import Model

    for folder in sorted(place.cache.glob("linkage/linked-*")):
        said = json.loads((folder / "linkage.json").read_text(encoding="utf-8"))["model"]
        if said["hash"] == snapshot.manifest["model"]:
            return folder, Model.from_json(json.dumps(said))
    raise ModelGone(
        f"{place.root}: what its records were linked by is not in the cache any more; run"
        f" 'wholeplace run {place.root}' again"
    )


def _person(snapshot: Snapshot, records: pa.Table, key: Key) -> str:
    of = pc.and_(pc.equal(records["source"], key[0]), pc.equal(records["local_id"], key[1]))
    record = records.filter(of)["record"][0]
    linked = snapshot.table("person_record")
    person: str = linked.filter(pc.equal(linked["record"], record))["person"][0].as_py()
    return person
