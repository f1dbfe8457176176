"""Find the columns a mapping asks for among those a file has, by their normalised names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from ..findings import Findings
from .sheet import Unreadable

MANY = 500
"""Column names among which one that is nearly right is looked for."""


@dataclass(frozen=True)
class Columns:
    """What to look for: columns wanted, those no row can do without, other spellings.

    Nobody is told that an optional column is not there.
    """

    wanted: tuple[str, ...]
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    header_row: int = 1
    delimiter: str = ","
    sheet: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Wanted columns and where each stands; ``double`` are those whose name stands twice."""

    places: tuple[int, ...]
    names: tuple[str, ...]
    missing: tuple[str, ...]
    double: Mapping[str, tuple[int, ...]]
    given: Mapping[str, str]

    def named(self, table: pa.Table, file: str, findings: Findings, rows: int) -> pa.Table:
        """The table under our names; columns the file has not are empty."""
        for name, twins in self.double.items():
            self._one_meaning(table, name, twins, file, findings, rows)
        first = dict(zip(self.names, self.places, strict=False))
        columns = {name: table[str(place)] for name, place in first.items()}
        for name in self.missing:
            columns[name] = pa.nulls(table.num_rows, pa.string())
        return pa.table(columns)

    def _one_meaning(
        self,
        table: pa.Table,
        name: str,
        twins: Sequence[int],
        file: str,
        findings: Findings,
        rows: int,
    ) -> None:
        first, *others = (table[str(place)].cast(pa.string()) for place in twins)
        if any(not pc.all(pc.equal(first, other), min_count=0).as_py() for other in others):
            message = (
                f"the column '{name}' stands {len(twins)} times with different values, so it is"
                " not clear which is meant; the whole file is refused. Rename or remove one"
            )
            raise Unreadable("duplicate-header", message, rows, name)
        message = f"the column '{name}' stands {len(twins)} times with the same values"
        findings.add(file, name, "duplicate-header", "warning", message)


def find_columns(
    header: Sequence[str], columns: Columns, file: str, findings: Findings, rows: int
) -> Chosen:
    """Match wanted columns to the header. Raises Unreadable when a needed one is missing."""
    at: dict[str, list[int]] = {}
    for place, title in enumerate(header):
        at.setdefault(normal(title), []).append(place)
    named = (*columns.wanted, *columns.optional)
    found = {name: _place_of(name, columns, at) for name in dict.fromkeys(named)}
    names = tuple(name for name, places in found.items() if places)
    missing = tuple(name for name in columns.wanted if name not in names)
    _tell_missing(missing, header, columns, file, findings, rows)
    _tell_unused_twins(at, found, header, file, findings)
    double = {name: tuple(found[name]) for name in names if len(found[name]) > 1}
    firsts = tuple(found[name][0] for name in names)
    every = firsts + tuple(p for places in double.values() for p in places[1:])
    given = {name: header[found[name][0]].strip() for name in names}
    return Chosen(every, names, missing, double, given)


def respelled(table: pa.Table, synonyms: Mapping[str, tuple[str, ...]]) -> pa.Table:
    """A table whose columns have our names where it uses other spellings."""
    ours = {other: name for name, others in synonyms.items() for other in others}
    has = set(table.column_names)
    names = [n if ours.get(n, n) in has else ours.get(n, n) for n in table.column_names]
    return table.rename_columns(names)


def normal(title: str) -> str:
    """A column name without case, spaces, punctuation: 'Event_Start Date' is 'eventstartdate'."""
    return re.sub(r"[\W_]+", "", title).casefold()


def _place_of(name: str, columns: Columns, at: Mapping[str, list[int]]) -> list[int]:
    for spelling in (name, *columns.synonyms.get(name, ())):
        if normal(spelling) in at:
            return at[normal(spelling)]
    return []


def _tell_missing(
    missing: Sequence[str],
    header: Sequence[str],
    columns: Columns,
    file: str,
    findings: Findings,
    rows: int,
) -> None:
    known = {normal(n) for name in columns.wanted for n in (name, *columns.synonyms.get(name, ()))}
    spare = [h for h in header[:MANY] if 0 < len(h) < 100 and normal(h) not in known]
    for name in missing:
        close = get_close_matches(name, spare, n=1, cutoff=0.75)
        hint = f"; did the file mean '{close[0]}'?" if close else "."
        if name in columns.needed:
            message = f"the column '{name}' is missing{hint} Without it no row can be used"
            raise Unreadable("missing-column", message + _delimiter(header), rows, name)
        message = f"the column '{name}' is missing{hint} It was taken as blank"
        findings.add(file, name, "missing-column", "warning", message)


def _delimiter(header: Sequence[str]) -> str:
    if len(header) > 1:
        return ""
    other = next((f"'{d}'" for d in ";|" if d in header[0]), "tabs" if "\t" in header[0] else "")
    return (
        f". The file seems to be separated by {other}: say so as mapping.delimiter" if other else ""
    )


def _tell_unused_twins(
    at: Mapping[str, list[int]],
    found: Mapping[str, list[int]],
    header: Sequence[str],
    file: str,
    findings: Findings,
) -> None:
    used = {place for places in found.values() for place in places}
    for places in at.values():
        title = header[places[0]].strip()
        if len(places) > 1 and title and not used.intersection(places):
            message = f"the column '{title}' stands {len(places)} times; it is not used"
            findings.add(file, title, "duplicate-header", "note", message)
