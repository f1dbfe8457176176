"""What agencies say about where living people live now, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pyarrow as pa

from wholeplace.place import CommunalPlace

from .homes import in_order, tidy
from .lists import Ints
from .names import clean_name

HALF_LIFE = 365.0  # days after which a statement about an address counts half
UNDATED = 730.0  # days that an undated statement is taken to be old
NOBODY = -1


class Rows:
    """Columns of equal length, of which rows can be taken."""

    def take(self, rows: Ints):
        """Some of the rows."""
        return type(self)(*(getattr(self, one.name)[rows] for one in fields(self)))

    def followed_by(self, other):
        """These rows and then the other's."""
        return type(self)(
            *(
                np.concatenate([getattr(self, one.name), getattr(other, one.name)])
                for one in fields(self)
            )
        )


@dataclass(frozen=True)
class People(Rows):
    """Records of people: who, by which family name (0: none) and with whom, as it was declared."""

    person: Ints  # -1: has died
    family: Ints
    declared: Ints  # equal where one source declares one household; 0: none


@dataclass(frozen=True)
class Statements(Rows):
    """That a person lives at a postcode (0: none) and a door (-1: none)."""

    person: Ints
    family: Ints
    postcode: Ints
    door: Ints
    kind: Ints  # of communal place; 0: a private home
    since: np.ndarray  # days; NaT where not said
    weight: np.ndarray

    @property
    def communal(self) -> np.ndarray:
        """Which are about a place that is no household."""
        return self.kind > 0


def living(records: pa.Table, person: Ints, day: np.datetime64) -> People:
    """What is known of each record's person, in the order of the records."""
    family, _ = in_order(_column(records, "family"), clean_name)
    household, _ = in_order(_column(records, "household_given"), str)
    source, _ = in_order(_column(records, "source"), str)
    declared = np.where(household > 0, source.astype(np.int64) << 32 | household, 0)
    dead = np.zeros(int(person.max(initial=-1)) + 1, dtype=bool)
    if "died" in records.column_names:
        dead[person[days(records["died"]) < day]] = True
    return People(np.where(dead[person], NOBODY, person), family, declared)


def statements(
    people: People,
    numbers: Ints,
    addresses: pa.Table,
    day: np.datetime64,
    seen: pa.Table | None,
    places: Sequence[CommunalPlace] = (),
) -> tuple[Statements, list[str]]:
    """Statements that hold on the day, and the postcodes that their numbers stand for.

    ``numbers`` gives each record's number, by which addresses and ``seen`` name it. ``places`` are
    communal ones that the place declares.
    """
    at, rows = tidy(addresses, places, day.astype(date)), _Numbered(numbers).rows
    record = rows(addresses["record"].to_numpy())
    since, end = days(addresses["start"]), days(addresses["end"])
    said = _last_said(since, record, rows, seen, day, len(numbers))
    old = np.maximum((day - said).astype(np.float64), 0)
    old[np.isnat(said)] = UNDATED
    person = np.append(people.person, NOBODY)[record]
    stated = Statements(
        person,
        np.append(people.family, 0)[record],
        at.postcode,
        at.door,
        at.kind,
        since,
        0.5 ** (old / HALF_LIFE),
    )
    holds = (person != NOBODY) & ~(since > day) & ~(end <= day)
    return stated.take(np.flatnonzero(holds & ((at.postcode > 0) | (at.door >= 0)))), at.postcodes


class _Numbered:
    """Finds the row of a record by its number; one past the last for one that is not there."""

    def __init__(self, numbers: Ints) -> None:
        self._size = len(numbers)
        self._plain = np.array_equal(numbers, np.arange(self._size))
        if self._plain:
            return
        self._order = np.argsort(numbers, kind="stable")
        self._sorted = numbers[self._order]

    def rows(self, wanted: Ints) -> Ints:
        """The row of each wanted number."""
        if self._plain:
            return np.where((wanted >= 0) & (wanted < self._size), wanted, self._size)
        place = np.searchsorted(self._sorted, wanted)
        found = np.append(self._sorted, -1)[place] == wanted
        return np.where(found, np.append(self._order, 0)[place], self._size)


def days(column: pa.ChunkedArray) -> np.ndarray:
    """Dates as numpy days, NaT where null."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if whole.null_count == len(whole):
        return np.full(len(whole), np.datetime64("NaT"), dtype="datetime64[D]")
    return whole.cast(pa.date32()).to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _last_said(
    since: np.ndarray, record: Ints, rows, seen: pa.Table | None, day: np.datetime64, size: int
) -> np.ndarray:
    """When a statement was last made: the agency's last contact, or the day the address began."""
    if seen is None or not seen.num_rows:
        return since
    when, whom = days(seen["date"]), rows(seen["record"].to_numpy())
    last = np.full(size + 1, np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmax.at(last, whom, when)
    last[size] = np.datetime64("NaT")
    return np.fmax(since, np.where(last > day, day, last)[record])


def _column(records: pa.Table, name: str) -> pa.ChunkedArray:
    if name in records.column_names:
        return records[name]
    return pa.chunked_array([pa.nulls(records.num_rows, pa.string())])


def as_day(as_at: date) -> np.datetime64:
    """A date as numpy has it."""
    return np.datetime64(as_at, "D")
