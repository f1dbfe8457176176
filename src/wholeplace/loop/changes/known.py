"""What a snapshot says about units that moved: their people, records and activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from wholeplace.cohorts.changes import Key, Known

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot

_SAID = ("activity", "record", "kind", "group", "start", "end", "quantity", "partner", "outcome")


def known(snapshot: Snapshot, unit: str, units: Set[str], kinds: Sequence[str], day: date) -> Known:
    """What is known of these units, activities as they stood on ``day``."""
    people = _people(snapshot, unit, units)
    everyone = {person for members in people.values() for person in members}
    records = snapshot.rows("person_record", "person", everyone, ("record", "person"))
    keys = _keys(snapshot, records["record"].to_pylist())
    pairs = zip(records["record"].to_pylist(), records["person"].to_pylist(), strict=True)
    born = snapshot.rows("person", "person", everyone, ("person", "birth_date"))
    return Known(
        people=people,
        person_of={keys[record]: person for record, person in pairs},
        told=_told(snapshot, everyone, kinds, day, keys),
        facts=dict(zip(born["person"].to_pylist(), born["birth_date"].to_pylist(), strict=True)),
    )


def _people(snapshot: Snapshot, unit: str, units: Set[str]) -> dict[str, frozenset[str]]:
    if unit == "person":
        return {one: frozenset([one]) for one in units}
    rows = snapshot.rows("household_member", "household", units, ("household", "person"))
    found: dict[str, set[str]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["household"], set()).add(row["person"])
    return {household: frozenset(members) for household, members in found.items()}


def _keys(snapshot: Snapshot, records: Iterable[int]) -> dict[int, Key]:
    rows = snapshot.rows("record", "record", records, ("record", "source", "local_id"))
    return {row["record"]: (row["source"], row["local_id"]) for row in rows.to_pylist()}


def _told(
    snapshot: Snapshot,
    people: Set[str],
    kinds: Sequence[str],
    day: date,
    keys: dict[int, Key],
) -> dict[Key, frozenset[Any]]:
    """Activities that had begun, by record; an end after the day had not come yet."""
    rows = snapshot.rows("activity", "person", people, _SAID)
    said: dict[Key, set[Any]] = {}
    for row, detail in _with_details(snapshot, rows, set(kinds)):
        if row["start"] < day and row["record"] in keys:
            ended = row["end"] is not None and row["end"] <= day
            lasting = (row["end"], row["quantity"]) if ended else None
            what = tuple(row[name] for name in ("kind", "group", "start", "partner"))
            said.setdefault(keys[row["record"]], set()).add(
                (*what, lasting, row["outcome"] if ended else None, detail)
            )
    return {key: frozenset(found) for key, found in said.items()}


def _with_details(
    snapshot: Snapshot, rows: pa.Table, kinds: Set[str]
) -> Iterator[tuple[dict[str, Any], Any]]:
    wanted = [row for row in rows.to_pylist() if row["kind"] in kinds]
    details: dict[int, Any] = {}
    for kind in {row["kind"] for row in wanted}:
        numbers = [row["activity"] for row in wanted if row["kind"] == kind]
        for detail in snapshot.rows(f"detail_{kind}", "activity", numbers).to_pylist():
            details[detail.pop("activity")] = tuple(detail.values())
    for row in wanted:
        yield row, details.get(row["activity"])
