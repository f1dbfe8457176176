"""Lists of people who have objected: delivered whole, kept by hash, in force from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Objection, Place
from wholeplace.place.purposes import purpose_tree

from ..store.fingerprint import table_hash
from ..store.pointer import sync_folder
from .deliveries import Row, day, each, read_rows, words
from .lines import FOLDER, append_new, read
from .suppressed import erased

SORT = "objections"
COLUMNS = ("from", "to", "purposes", "sources")

ENTRY = pa.schema(
    [
        (name, pa.string())
        for name in ("scheme", "source", "value", "purposes", "sources", "from", "to")
    ]
)
"""One entry of a list. Purposes and sources are joined by semicolons; none means all."""


@dataclass(frozen=True)
class ListVersion:
    """One delivery of a list, by the hash of its entries; the newest in force counts."""

    list: str
    version: str
    effective: date
    entries: int


@dataclass(frozen=True)
class Imported:
    """What an import did. ``left_out``: rows about people who were erased."""

    version: ListVersion
    new: bool
    left_out: int


def import_list(place: Place, objection: Objection, path: Path, effective: date) -> Imported:
    """Take a delivered list into the register. It replaces the one before from ``effective`` on.

    Raises DeliveryError, with every row that is wrong, and then nothing is taken.
    """
    rows = read_rows(path, COLUMNS, place.sources)
    said = each(path, rows, lambda row: (row.who, _entry(place, objection, row)))
    gone = erased(place)
    entries = [entry for who, entry in said if not gone(who)]
    table = _sorted(entries)
    version = ListVersion(objection.id, table_hash(table), effective, table.num_rows)
    _keep(table, _file(place.register, version.version))
    line = {**vars(version), "effective": effective.isoformat()}
    new = bool(append_new(place.register, SORT, [line]))
    return Imported(version, new, len(said) - len(entries))


def list_versions(register: Path) -> list[ListVersion]:
    """Every delivery of every list, oldest first."""
    return [
        ListVersion(
            line["list"], line["version"], date.fromisoformat(line["effective"]), line["entries"]
        )
        for line in read(register, SORT)
    ]


def lists_in_force(place: Place, at: date) -> dict[str, ListVersion]:
    """The version of each list that counts on a day, for objections that are honoured then."""
    known = place.all_objections()
    found: dict[str, ListVersion] = {}
    for version in list_versions(place.register):
        if version.list not in known or not known[version.list].in_force(at):
            continue
        before = found.get(version.list)
        if version.effective <= at and (before is None or version.effective >= before.effective):
            found[version.list] = version
    return found


def entries_of(register: Path, version: ListVersion) -> pa.Table:
    """Who is on a version of a list, as ENTRY says it."""
    return pq.read_table(_file(register, version.version))


def _entry(place: Place, objection: Objection, row: Row) -> dict[str, str | None]:
    purposes = words(row.said, "purposes", [p for p in purpose_tree() if p != "matching"])
    sources = words(row.said, "sources", place.sources)
    if objection.unit == "person" and not (purposes or sources):
        raise ValueError(
            f"'{objection.id}' is upheld for what each person names: give 'purposes' or 'sources'"
        )
    start, end = day(row.said, "from"), day(row.said, "to")
    if start and end and end <= start:
        raise ValueError(f"'to' ({end}) must be later than 'from' ({start})")
    return {
        "scheme": row.who.scheme,
        "source": row.who.source,
        "value": row.who.value,
        "purposes": ";".join(purposes) or None,
        "sources": ";".join(sources) or None,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
    }


def _sorted(entries: Iterable[dict[str, str | None]]) -> pa.Table:
    """Entries once each, in one order, so that the same people have the same hash."""
    once = {tuple(entry.values()): entry for entry in entries}
    ordered = sorted(once.values(), key=lambda e: [value or "" for value in e.values()])
    return pa.Table.from_pylist(ordered, schema=ENTRY)


def _keep(table: pa.Table, path: Path) -> None:
    """Write a version once; its name is its hash."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.making")
    pq.write_table(table, beside)
    beside.chmod(0o600)
    beside.replace(path)
    sync_folder(path.parent)


def _file(register: Path, version: str) -> Path:
    return register / FOLDER / "lists" / f"{version}.parquet"
