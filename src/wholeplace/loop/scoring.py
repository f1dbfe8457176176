"""Compare a snapshot of an invented place with its planted truth."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place

from .asking import Asked
from .run import results

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult
    from wholeplace.pooling.store import Snapshot

Score = dict[str, float]


class NoTruth(Exception):
    """The place has no planted truth to compare with."""


def score(place: Place) -> dict[str, Any]:
    """``score --json``: linkage, cohorts as found, and cohorts asked of the true people.

    People kept from view are in no cohort, and what they did may decide about those who live with
    them: their homes are left out on both sides.
    """
    from wholeplace.pooling.store import open_snapshot

    truth = Truth.of(place)
    with open_snapshot(place) as snapshot:
        known = _records(snapshot, truth)
        asked = Asked.of(place, snapshot)
        ideal = Asked.of_tables(place, true_tables(snapshot, truth, known))
        apart = truth.homes_of(_kept_from_view(place, snapshot, truth))
        planted = {id: truth.in_(id) - apart for id in sorted(truth.planted & set(place.cohorts))}
        found = {id: _true_people(asked.cohort(place.cohorts[id]), known) for id in planted}
        on_truth = {id: _people(ideal.cohort(place.cohorts[id])) for id in planted}
        return {
            "linkage": _linkage(place, truth),
            "groups": _groups(place),
            "cohorts": {id: _compare(found[id] - apart, true) for id, true in planted.items()},
            "cohorts_on_truth": {
                id: _compare(on_truth[id] - apart, true) for id, true in planted.items()
            },
        }


@dataclass(frozen=True)
class Truth:
    """What was planted: who each record is, who lives where, who is in need."""

    records: pa.Table
    people: pa.Table
    cohorts: pa.Table

    @classmethod
    def of(cls, place: Place) -> Truth:
        """The truth/ folder of an invented place."""
        folder = place.root / "truth"
        if not folder.is_dir():
            raise NoTruth(
                f"{place.root}: has no truth/ folder, so there is nothing to score against;"
                " only places made by 'wholeplace synth' have one"
            )
        return cls(
            *(pq.read_table(folder / f"{n}.parquet") for n in ("records", "people", "cohorts"))
        )

    @property
    def planted(self) -> set[str]:
        """Cohorts whose members are known."""
        return set(self.cohorts["cohort"].to_pylist())

    def in_(self, cohort: str) -> set[str]:
        """True people in a cohort, or living in its households."""
        rows = self.cohorts.filter(pc.equal(self.cohorts["cohort"], cohort))
        ids = set(rows["id"].to_pylist())
        if set(rows["unit"].to_pylist()) != {"household"}:
            return ids
        return {person for person, home in self._homes.items() if home in ids}

    def homes_of(self, people: set[str]) -> set[str]:
        """True people and all who live with them."""
        homes = {self._homes.get(person) for person in people} - {None}
        return people | {person for person, home in self._homes.items() if home in homes}

    @cached_property
    def _homes(self) -> dict[str, str]:
        columns = (self.people[name].to_pylist() for name in ("person", "household"))
        return dict(zip(*columns, strict=True))


def _records(snapshot: Snapshot, truth: Truth) -> pa.Table:
    """record, person as linked, true person; in the order of record numbers."""
    said = snapshot.table("record").select(["record", "source", "local_id"])
    linked = snapshot.table("person_record").select(["record", "person"])
    return _with_truth(said.join(linked, "record", join_type="inner"), truth)


def _with_truth(records: pa.Table, truth: Truth) -> pa.Table:
    """Records with the true person of each, in the order of their numbers."""
    true = truth.records.rename_columns(
        ["true" if name == "person" else name for name in truth.records.column_names]
    ).select(["source", "local_id", "true"])
    return records.join(true, ["source", "local_id"], join_type="left outer").sort_by("record")


def _kept_from_view(place: Place, snapshot: Snapshot, truth: Truth) -> set[str]:
    """The true people of records that were linked and are in no snapshot."""
    folder = next(place.cache.glob("linkage/linked-*"))
    linked = pq.read_table(folder / "clusters.parquet", columns=["source", "local_id"])
    shown = snapshot.table("record").select(["source", "local_id"])
    keys = ["source", "local_id"]
    hidden = linked.join(shown, keys, join_type="left anti")
    return set(truth.records.join(hidden, keys, join_type="inner")["person"].to_pylist())


def _linkage(place: Place, truth: Truth) -> dict[str, Score]:
    """Of every record that was linked, those of people kept from view included."""
    from wholeplace.pooling.linkage import Pairs, score_linkage

    folder = next(place.cache.glob("linkage/linked-*"))
    known = _with_truth(pq.read_table(folder / "clusters.parquet"), truth)
    true = known["true"].to_pylist()
    alone = [person or f"unknown {row}" for row, person in enumerate(true)]
    pairs = pq.read_table(folder / "pairs.parquet")
    left, right = (pairs[name].to_numpy() for name in ("left", "right"))
    sure = np.ones(pairs.num_rows)
    return score_linkage(known["cluster"].to_pylist(), alone, Pairs(left, right, sure, sure))


def _groups(place: Place) -> dict[str, Any]:
    """Recall by group as the run measured it, without the truth."""
    said: dict[str, Any] = json.loads((results(place) / "groups.json").read_text("utf-8"))
    return said


def _people(result: CohortResult) -> set[str]:
    return set(result.member_people["person"].to_pylist())


def _true_people(result: CohortResult, known: pa.Table) -> set[str]:
    """The true person behind each found one: whose records most of theirs are."""
    found = known.filter(pc.is_in(known["person"], value_set=pa.array(sorted(_people(result)))))
    votes = found.group_by(["person", "true"]).aggregate([("record", "count")])
    ranked = votes.sort_by([("record_count", "ascending"), ("true", "descending")])
    return set(
        dict(zip(ranked["person"].to_pylist(), ranked["true"].to_pylist(), strict=True)).values()
    )


def _compare(found: Collection[str], true: Collection[str]) -> Score:
    both = len(set(found) & set(true))
    return {
        "precision": both / len(found) if found else 1.0,
        "recall": both / len(true) if true else 1.0,
    }


def true_tables(snapshot: Snapshot, truth: Truth, known: pa.Table) -> dict[str, pa.Table]:
    """The snapshot as it would be had every record been linked and every home been known."""
    people = truth.people.filter(pc.invert(truth.people["communal"]))
    homes = people.select(["household", "person"]).filter(pc.is_valid(people["household"]))
    days = pa.nulls(homes.num_rows, pa.date32())
    activity = snapshot.table("activity").drop_columns(["person"])
    true = known.select(["record", "true"]).rename_columns(["record", "person"])
    details = {n: snapshot.table(n) for n in snapshot.tables() if n.startswith("detail_")}
    return {
        "person": truth.people,
        "household_member": homes.append_column("start", days).append_column("end", days),
        "activity": activity.join(true, "record", join_type="left outer"),
        "coverage": snapshot.table("coverage"),
        "population": snapshot.table("population"),
        **details,
    }
