"""The queue of doubts a person should look at, and keeping what they decide."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.decisions import LinkDecision, decide_link, links_in_force
from wholeplace.pooling.decisions.links import What

from .explaining import Kept, Key, in_view, kept_linkage

if TYPE_CHECKING:
    from wholeplace.pooling.linkage.explaining import Explanation
    from wholeplace.pooling.linkage.review import Doubts
    from wholeplace.pooling.store import Snapshot

MOST = 300
"""Doubts kept in the results: more than anybody looks at between two runs."""


class ReasonMissing(Exception):
    """Somebody decided against the machine and did not say why."""


def review_queue(place: Place, snapshot: Snapshot, hidden: Collection[Key] = ()) -> dict[str, Any]:
    """``review.json``: doubts, the weightiest first, and decisions that new data contradicts.

    Records go by their number in the snapshot: names are only in its identity zone. Pairs with a
    record that is not in the snapshot, or is ``hidden``, are left out.
    """
    kept = kept_linkage(place, snapshot)
    linked = _Linked(place, snapshot, kept)
    found = linked.doubts(hidden)
    shown = found.take(np.arange(min(len(found), MOST)))
    decided = links_in_force(place.register)
    return {
        "total": len(found),
        "items": linked.items(shown),
        "contradicted": linked.contradicted(decided, hidden),
    }


class _Linked:
    """A kept linkage with what hangs on each of its records."""

    def __init__(self, place: Place, snapshot: Snapshot, kept: Kept) -> None:
        self._kept, self._state = kept, kept.state
        folder = place.cache / "linkage" / snapshot.manifest["linkage"]
        clusters = pq.read_table(folder / "clusters.parquet", columns=["source", "local_id", "row"])
        self._record = np.full(self._state.size, -1, dtype=np.int64)
        self._record[clusters["row"].to_numpy()] = _numbers(clusters, snapshot)
        self._activities = self._counted(snapshot)
        self._person = self._people(snapshot)

    def _counted(self, snapshot: Snapshot) -> np.ndarray[Any, Any]:
        """Activities of each row."""
        with snapshot.connect() as con:
            seen = "FROM activity WHERE record IS NOT NULL"  # null: of people kept from view
            table = con.sql(f"SELECT record, count(*) AS many {seen} GROUP BY record")
            table = table.to_arrow_table()
        many = np.zeros(snapshot.manifest["tables"]["record"]["rows"], dtype=np.int64)
        many[table["record"].to_numpy()] = table["many"].to_numpy()
        return np.where(self._record >= 0, many[self._record], 0)

    def _people(self, snapshot: Snapshot) -> dict[int, str]:
        table = snapshot.table("person_record")
        columns = (table[name].to_pylist() for name in ("record", "person"))
        return dict(zip(*columns, strict=True))

    def doubts(self, hidden: Collection[Key]) -> Doubts:
        from wholeplace.pooling.linkage.review import doubts
        from wholeplace.pooling.linkage.rulings import Ruled

        state = self._state
        ruled = Ruled.of(state.rulings, state.rows_of_rulings(state.rulings))
        load = np.where(self._record >= 0, 1 + self._activities, 0)
        found = doubts(state.edges(), state.people, load, self._kept.model.threshold, ruled)
        secret = self._rows(hidden)
        open_ = ~(np.isin(found.left, secret) | np.isin(found.right, secret))
        open_ &= (self._record[found.left] >= 0) & (self._record[found.right] >= 0)
        return found.take(np.flatnonzero(open_))

    def _rows(self, keys: Collection[Key]) -> np.ndarray[Any, Any]:
        from wholeplace.pooling.linkage.incremental import record_stamps

        local_ids = pa.array([local_id for _, local_id in keys], pa.string())
        return self._state.rows_of(record_stamps([source for source, _ in keys], local_ids))

    def items(self, found: Doubts) -> list[dict[str, Any]]:
        """Each doubt as pages and commands show it."""
        explained = self._explained(found.left, found.right)
        rows = zip(found.left.tolist(), found.right.tolist(), explained, strict=True)
        return [
            {
                **self._pair(left, right, why),
                "joined": bool(found.joined[place]),
                "reason": str(found.reason[place]),
                "load": int(found.load[place]),
                "weight": round(float(found.weight[place]), 3),
            }
            for place, (left, right, why) in enumerate(rows)
        ]

    def contradicted(
        self, decided: Sequence[LinkDecision], hidden: Collection[Key]
    ) -> list[dict[str, Any]]:
        """Decisions that stand although new data, or other decisions, speak against them."""
        rows = self._rows([key for one in decided for key in (one.a, one.b)]).reshape(-1, 2)
        secret = {tuple(key) for key in hidden}
        there = [
            place
            for place, one in enumerate(decided)
            if rows[place].min() >= 0
            and self._record[rows[place]].min() >= 0
            and not one.about & secret
        ]
        explained = self._explained(*rows[there].T) if there else []
        found = []
        for place, why in zip(there, explained, strict=True):
            against = self._against(decided[place], rows[place], why)
            if against:
                left, right = rows[place].tolist()
                pair = self._pair(left, right, why)
                found.append({**pair, "decision": decided[place].number, "against": against})
        return found

    def _against(
        self, one: LinkDecision, rows: np.ndarray[Any, Any], why: Explanation
    ) -> str | None:
        from wholeplace.pooling.linkage.explaining import same_identifiers

        obeyed = {ruling.number for ruling in self._state.rulings}
        together = self._state.group[rows[0]] == self._state.group[rows[1]]
        if one.number in obeyed and together != (one.what == "same"):
            return "other decisions stand against it, so it could not be obeyed"
        if one.what == "same" and why.contradiction and not one.evidence.get("contradiction"):
            return why.contradiction
        shared = sorted({*same_identifiers(why)} - {*one.evidence.get("shared", ())})
        if one.what == "different" and shared:
            return f"both now carry one value of {' and '.join(shared)}"
        return None

    def _explained(
        self, left: np.ndarray[Any, Any], right: np.ndarray[Any, Any]
    ) -> list[Explanation]:
        from wholeplace.pooling.linkage.incremental import explain_rows

        kept = self._kept
        return list(explain_rows(kept.state, kept.model, kept.frequencies, left, right))

    def _pair(self, left: int, right: int, why: Explanation) -> dict[str, Any]:
        records = [int(self._record[row]) for row in (left, right)]
        sources, local_ids = self._state.names(np.array([left, right]))
        keys = list(zip(sources.tolist(), local_ids.tolist(), strict=True))
        return {
            "id": pair_id(*keys),
            "records": records,
            "people": [self._person[record] for record in records],
            "activities": [int(self._activities[row]) for row in (left, right)],
            "probability": round(why.probability, 6),
            "contradiction": why.contradiction,
            "comparisons": [asdict(one) for one in why.comparisons],
        }


def _numbers(records: pa.Table, snapshot: Snapshot) -> np.ndarray[Any, Any]:
    """The number of each record in a snapshot; -1 for one that is kept from view."""
    shown = snapshot.table("record").select(["source", "local_id", "record"])
    keys = [
        pc.binary_join_element_wise(table["source"], table["local_id"], "\x1f").combine_chunks()
        for table in (records, shown)
    ]
    place = pc.fill_null(pc.index_in(keys[0], value_set=keys[1]), -1).to_numpy()
    numbers: np.ndarray[Any, Any] = np.append(shown["record"].to_numpy(), -1)[place]
    return numbers


def pair_id(a: Key, b: Key) -> str:
    """A name for two records that says nothing about them."""
    text = "\x1f".join(part for key in sorted((a, b)) for part in key)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decide(
    place: Place, snapshot: Snapshot, what: What, a: Key, b: Key, *, by: str, at: datetime, why: str
) -> int:
    """Keep a decision with what was known when it was taken; the next run obeys it.

    Raises NoSuchRecord, and ReasonMissing where it goes against the last run and says not why.
    """
    from wholeplace.pooling.linkage.explaining import same_identifiers
    from wholeplace.pooling.linkage.incremental import explain_kept

    kept = kept_linkage(place, snapshot)
    people = in_view(snapshot, a, b)
    found = explain_kept(kept.state, kept.model, kept.frequencies, a, b)
    if (people[a] == people[b]) != (what == "same") and not why.strip():
        raise ReasonMissing("say why: the records were linked otherwise, and others will ask")
    evidence: Mapping[str, Any] = {
        "snapshot": snapshot.id,
        "model": kept.model.hash,
        "probability": round(found.probability, 6),
        "one_person": people[a] == people[b],
        "contradiction": found.contradiction,
        "shared": same_identifiers(found),
        "levels": {one.field: one.level for one in found.comparisons},
    }
    return decide_link(place.register, what, a, b, by=by, at=at, why=why.strip(), evidence=evidence)
