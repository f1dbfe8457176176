"""What agencies say about some records, in full: names, identifiers, addresses, for matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from wholeplace.place import Place, Purpose
from wholeplace.trust import Request, decide

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot

_PARTS = ("record", "identifier", "address")


@dataclass(frozen=True)
class Said:
    """One record as its agency has it; what no agreement opens is left out, and why is told."""

    record: int
    source: str
    local_id: str
    given: str | None
    family: str | None
    aliases: str | None
    birth_date: date | None
    birth_precision: str | None
    sex: str | None
    identifiers: tuple[tuple[str, str], ...]  # scheme, value; valid ones
    addresses: tuple[str, ...]
    withheld: tuple[str, ...] = ()


def side_by_side(
    place: Place, snapshot: Snapshot, records: Sequence[int], purpose: Purpose = "matching"
) -> list[Said]:
    """Records of a snapshot by number, as far as agreements open them by name for a purpose."""
    listed = ", ".join(str(int(number)) for number in records) or "-1"
    with snapshot.connect(identity=True) as con:

        def rows(table: str, order: str) -> list[dict[str, Any]]:
            asked = f"FROM {table} WHERE record IN ({listed}) ORDER BY {order}"
            found: list[dict[str, Any]] = con.sql(asked).to_arrow_table().to_pylist()
            return found

        said = {row["record"]: row for row in rows("record", "record")}
        identifiers, addresses = rows("identifier", "scheme, value"), rows("address", "ALL")
    return [
        _said(place, purpose, said[number], *_of(number, identifiers, addresses))
        for number in records
        if number in said
    ]


def _of(number: int, *tables: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [[row for row in table if row["record"] == number] for table in tables]


def _said(
    place: Place,
    purpose: Purpose,
    row: dict[str, Any],
    identifiers: list[dict[str, Any]],
    addresses: list[dict[str, Any]],
) -> Said:
    source = place.sources[row["source"]]
    whose = place.partners[source.partner].kind
    closed = {}
    for part in _PARTS:
        asked = Request(purpose, source.id, (part,), grain="named", held_by=whose)
        decision = decide(asked, place.agreements, place.as_at)
        if not decision.permit:
            closed[part] = f"{part}: {'; '.join(decision.reasons)}"
    names = {} if "record" in closed else {name: row[name] for name in _NAMES}
    return Said(
        row["record"],
        row["source"],
        row["local_id"],
        **{name: names.get(name) for name in _NAMES},
        identifiers=() if "identifier" in closed else _valid(identifiers),
        addresses=() if "address" in closed else _lines(addresses),
        withheld=tuple(closed.values()),
    )


_NAMES = ("given", "family", "aliases", "birth_date", "birth_precision", "sex")


def _valid(rows: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((row["scheme"], row["value"]) for row in rows if row["valid"])


def _lines(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    written = (
        ", ".join(text for text in (row["line"], row["postcode"]) if text)
        or (f"UPRN {row['uprn']}" if row["uprn"] else "")
        for row in rows
    )
    return tuple(dict.fromkeys(text for text in written if text))
