"""Say why two records of the last run are one person, or are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Place

if TYPE_CHECKING:
    from wholeplace.pooling.linkage import Model
    from wholeplace.pooling.linkage.frequencies import Frequencies
    from wholeplace.pooling.linkage.incremental import State
    from wholeplace.pooling.store import Snapshot

Key = tuple[str, str]
"""A record's source and local id."""


class ModelGone(Exception):
    """What the records were linked by is no longer kept."""


def explain_pair(place: Place, a: Key, b: Key) -> dict[str, Any]:
    """``explain --json``: what was weighed about two records, and whether they are one person."""
    from wholeplace.pooling.linkage.incremental import explain_kept
    from wholeplace.pooling.store import open_snapshot

    with open_snapshot(place) as snapshot:
        kept = kept_linkage(place, snapshot)
        people = in_view(snapshot, a, b)
        found = explain_kept(kept.state, kept.model, kept.frequencies, a, b)
    return {
        "records": [
            {"source": source, "local_id": local_id, "person": people[source, local_id]}
            for source, local_id in (a, b)
        ],
        "one_person": people[a] == people[b],
        "reaches": found.reaches,
        "decided": _decided(place, a, b),
        **asdict(found),
    }


@dataclass(frozen=True)
class Kept:
    """What a snapshot's records were linked by."""

    state: State
    model: Model
    frequencies: Frequencies


def kept_linkage(place: Place, snapshot: Snapshot) -> Kept:
    """The linkage that a snapshot was made from. Raises ModelGone if the cache lost it."""
    from wholeplace.pooling.linkage import model_of
    from wholeplace.pooling.linkage.incremental import State

    from .linking import STATE

    folder = place.cache / "linkage" / str(snapshot.manifest.get("linkage")) / STATE
    trained = model_of(place.register, snapshot.manifest["model"])
    if trained is None or not folder.is_dir():
        raise ModelGone(
            f"{place.root}: what its records were linked by is not kept any more; run"
            f" 'wholeplace run {place.root}' again"
        )
    return Kept(State.open(folder), *trained)


def in_view(snapshot: Snapshot, *keys: Key) -> dict[Key, str]:
    """Which person each record is. Raises NoSuchRecord for one that is kept from view, in the words
    for one that never was."""
    from wholeplace.pooling.linkage.explaining import no_such_record

    found = person_of(snapshot, keys)
    for key in keys:
        if key not in found:
            raise no_such_record(key)
    return found


def person_of(snapshot: Snapshot, keys: Sequence[Key]) -> dict[Key, str]:
    """Which person each record is; records that are not there are left out."""
    records = snapshot.table("record").select(["record", "source", "local_id"])
    local_ids = pa.array(sorted({local_id for _, local_id in keys}), pa.string())
    some = records.filter(pc.is_in(records["local_id"], value_set=local_ids))
    joined = some.join(snapshot.table("person_record"), "record", join_type="inner")
    columns = (joined[name].to_pylist() for name in ("source", "local_id", "person"))
    found = {(source, local_id): person for source, local_id, person in zip(*columns, strict=True)}
    return {key: found[key] for key in keys if key in found}


def _decided(place: Place, a: Key, b: Key) -> dict[str, Any] | None:
    """What a person decided about the two, if anybody did."""
    from wholeplace.pooling.decisions import links_in_force

    for one in links_in_force(place.register):
        if one.about == {a, b}:
            day = one.at.date().isoformat()
            return {"number": one.number, "what": one.what, "by": one.by, "on": day, "why": one.why}
    return None
