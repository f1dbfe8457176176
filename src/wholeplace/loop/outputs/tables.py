"""Counts over a snapshot that several outputs share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table

    from wholeplace.pooling.store import Snapshot


@dataclass(frozen=True)
class Tables:
    """A snapshot asked in Ibis, to plan with: people's objections to that are kept.

    ``gone``: people of whom nothing may be read. ``closed``: for each source, people whose rows of
    it may not be.
    """

    snapshot: Snapshot
    as_at: date
    gone: frozenset[str] = frozenset()
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _backend(self) -> Backend:
        return self.snapshot.ibis(identity=True)

    def __getitem__(self, name: str) -> Table:
        return self._backend.table(name)

    @cached_property
    def living(self) -> Table:
        """People alive on the day, as far as anyone has said."""
        person = self["person"]
        living = person.filter(person.died.isnull() | (person.died > self.as_at))
        return living.filter(living.person.notin(sorted(self.gone))) if self.gone else living

    @cached_property
    def households(self) -> int:
        """Households somebody lives in on the day."""
        return int(self.living.household.nunique().to_pyarrow().as_py())

    def people_by_borough(self) -> dict[str, int]:
        """Living people by the borough they live in."""
        return _pairs(self.living.group_by("borough").agg(n=self.living.count()))

    def shared_by_borough(self) -> dict[str, int]:
        """Living people whose records come from two partners or more."""
        known = self._open(self["person_record"].join(self["record"], "record"))
        partners = known.group_by("person").agg(partners=known.partner.nunique())
        shared = self.living.join(partners.filter(partners.partners > 1), "person")
        return _pairs(shared.group_by("borough").agg(n=shared.count()))

    def pence_by_partner(self, table: str) -> dict[str, int]:
        """Money in ``activity`` or ``spend`` by partner."""
        rows = self._open(self[table]) if table == "activity" else self[table]
        return _pairs(rows.group_by("partner").agg(n=rows.pence.sum()))

    def residents(self, by: str = "area") -> dict[str, int]:
        """Residents by ward or borough, people without any activity included."""
        population = self["population"]
        return _pairs(population.group_by(by).agg(n=population.residents.sum()))

    def linked_share(self) -> dict[str, tuple[int, float]]:
        """Of each source: records, and the share whose person has another record as well."""
        named = self["record"].join(self["person_record"], "record")
        alone = self["person"].select("person", several=self["person"].records > 1)
        rows = named.join(alone, "person")
        asked = rows.group_by("source").agg(n=rows.count(), share=rows.several.mean())
        return {row["source"]: (row["n"], row["share"]) for row in asked.to_pyarrow().to_pylist()}

    def filled(self) -> dict[str, dict[str, float]]:
        """Of each source with records: the share of them that has each field."""
        record, address, identifier = self["record"], self["address"], self["identifier"]
        located = address.filter(address.postcode.notnull()).select("record").distinct()
        known = identifier.filter(identifier.valid).select("record").distinct()
        rows = record.select(
            source=record.source,
            name=record.given.notnull() | record.family.notnull(),
            born=record.birth_date.notnull(),
            sexed=record.sex.notnull(),
            located=record.record.isin(located.record),
            known=record.record.isin(known.record),
        )
        shares = {word: rows[name].mean() for word, name in _FILLED.items()}
        asked = rows.group_by("source").agg(**shares).to_pyarrow().to_pylist()
        return {row.pop("source"): row for row in asked}

    def newest(self) -> dict[str, date]:
        """Of each source: the latest day, up to the day asked about, on which anything began."""
        activity = self["activity"]
        begun = activity.filter(activity.start <= self.as_at)
        asked = begun.group_by("source").agg(day=begun.start.max()).to_pyarrow()
        return {row["source"]: row["day"] for row in asked.to_pylist()}

    def _open(self, rows: Table) -> Table:
        """Rows of sources that the person has not closed."""
        import ibis

        if not any(self.closed.values()):
            return rows
        pairs = [(source, p) for source, people in self.closed.items() for p in sorted(people)]
        shut = ibis.memtable(
            pa.table({"source": [s for s, _ in pairs], "person": [p for _, p in pairs]})
        )
        return rows.anti_join(shut, ["source", "person"])


_FILLED = {
    "name": "name",
    "birth date": "born",
    "sex": "sexed",
    "postcode": "located",
    "identifier": "known",
}


def _pairs(table: Any) -> dict[str, int]:
    rows = table.to_pyarrow()
    names, counts = (column.to_pylist() for column in rows.columns)
    return {name: int(n) for name, n in zip(names, counts, strict=True) if name and n is not None}
