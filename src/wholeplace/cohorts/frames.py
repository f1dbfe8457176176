"""The tables a rule reads: people, households, activities, coverage, residents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from wholeplace.place import Vocabulary

from .withholding import NOTHING, LeftOut, kinds_shut

if TYPE_CHECKING:
    import ibis.expr.types as ir

DETAIL = "detail_"

_TEXT, _DAY, _I64 = pa.string(), pa.date32(), pa.int64()

COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "person": {"person": _TEXT, "birth_date": _DAY, "died": _DAY, "borough": _TEXT},
    "household_member": {"household": _TEXT, "person": _TEXT, "start": _DAY, "end": _DAY},
    "activity": {
        "activity": _I64,
        "person": _TEXT,
        "kind": _TEXT,
        "start": _DAY,
        "end": _DAY,
        "quantity": pa.float64(),
        "pence": _I64,
        "source": _TEXT,
    },
    "coverage": {
        "source": _TEXT,
        "kind": _TEXT,
        "area": _TEXT,
        "age_from": pa.int32(),
        "age_to": pa.int32(),
        "start": _DAY,
        "end": _DAY,
    },
    "population": {"area": _TEXT, "borough": _TEXT, "residents": _I64},
}
"""Columns that rules read; a table may hold more."""


class FramesError(Exception):
    """Tables that cannot answer a rule, because one of them lacks a column."""


@dataclass(frozen=True)
class Frames:
    """Tables of one snapshot, or of people made up for a test, as Ibis expressions."""

    person: ir.Table
    household_member: ir.Table
    activity: ir.Table
    coverage: ir.Table
    population: ir.Table
    details: Mapping[str, ir.Table]
    vocabulary: Vocabulary
    left_out: LeftOut = NOTHING

    @classmethod
    def of(cls, snapshot: Any, vocabulary: Vocabulary) -> Frames:
        """The tables of an open snapshot."""
        return cls._over(snapshot.ibis(), vocabulary)

    @classmethod
    def from_arrow(cls, tables: Mapping[str, pa.Table], vocabulary: Vocabulary) -> Frames:
        """Arrow tables under a snapshot's names; one that is not given is empty."""
        from wholeplace.pooling.store import memory_backend

        empty = {name: _schema(name).empty_table() for name in COLUMNS}
        return cls._over(memory_backend({**empty, **tables}), vocabulary)

    @classmethod
    def _over(cls, backend: Any, vocabulary: Vocabulary) -> Frames:
        details = {
            name.removeprefix(DETAIL): backend.table(name)
            for name in backend.list_tables()
            if name.startswith(DETAIL)
        }
        tables = {name: _table(backend, name) for name in COLUMNS}
        return cls(**tables, details=details, vocabulary=vocabulary)

    def only(self, sources: Mapping[str, Collection[str]]) -> Frames:
        """The same frames with no activity but what these sources say of each kind."""
        return replace(
            self,
            activity=self.activity.filter(_granted(self.activity, sources)),
            coverage=self.coverage.filter(_granted(self.coverage, sources)),
        )

    def without(self, left_out: LeftOut) -> Frames:
        """The same frames without rows that people's choices keep from them."""
        activity, person, member = self.activity, self.person, self.household_member
        if left_out.shut.num_rows:
            activity = activity.anti_join(_memory(left_out.shut), ["kind", "source", "person"])
        if left_out.gone:
            gone = _memory(pa.table({"person": sorted(left_out.gone)}))
            activity, person, member = (
                table.anti_join(gone, "person") for table in (activity, person, member)
            )
        return replace(
            self, activity=activity, person=person, household_member=member, left_out=left_out
        )

    def unread(self, kind: str) -> ir.Table | None:
        """People of whom something of a kind is not read; None when that is nobody."""
        if kind not in kinds_shut(self.left_out.shut):
            return None
        shut = _memory(self.left_out.shut)
        return shut.filter(shut.kind == kind).select("person").distinct()

    @cached_property
    def homes(self) -> pa.Table:
        """Everyone's id and borough."""
        return self.person.select("person", "borough").to_pyarrow()

    @cached_property
    def coverage_rows(self) -> list[dict[str, Any]]:
        """Coverage is small, so it is read once and reasoned about outside the engine."""
        rows: list[dict[str, Any]] = self.coverage.to_pyarrow().to_pylist()
        return rows


def _memory(table: pa.Table) -> ir.Table:
    import ibis

    return ibis.memtable(table)


def _granted(table: ir.Table, sources: Mapping[str, Collection[str]]) -> Any:
    import ibis

    tests = (
        (table.kind == kind) & table.source.isin(sorted(names))
        for kind, names in sorted(sources.items())
        if names
    )
    return reduce(or_, tests, ibis.literal(False))


def _table(backend: Any, name: str) -> ir.Table:
    table = backend.table(name)
    missing = [column for column in COLUMNS[name] if column not in table.columns]
    if missing:
        raise FramesError(f"table '{name}' lacks {', '.join(missing)}; a rule reads these columns")
    return table


def _schema(name: str) -> pa.Schema:
    return pa.schema(list(COLUMNS[name].items()))
