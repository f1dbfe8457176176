"""The tables of an extract: people by pseudonym, and what happened to them, as far as is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Cohort, Place, Purpose, age_at
from wholeplace.place.purposes import naming_purposes
from wholeplace.trust import OpenExtract, OpenKind
from wholeplace.trust.keys import Key
from wholeplace.trust.stopping import Reachable

from .asking import Asked
from .contacts import sort_out, stop_list
from .counting import counted, protected
from .obeying import Obeyed, obeyed

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult
    from wholeplace.pooling.store import Snapshot

Tables = dict[str, pa.Table]

_PERSON = pa.schema(
    [
        ("person", pa.string()),
        ("household", pa.string()),
        ("age", pa.int32()),
        ("sex", pa.string()),
        ("ethnicity", pa.string()),
        ("borough", pa.string()),
        ("lsoa", pa.string()),
        ("contact", pa.string()),
    ]
)
"""``contact`` says 'yes' or 'no' where somebody may be offered something, and nothing elsewhere."""
_ALWAYS = ("person", "start", "end", "source")
_WHOLE = ("quantity", "partner", "provider", "outcome", "pence", "pence_basis", "group")
"""Columns of an activity; those of the second line only where the whole kind is open."""


@dataclass(frozen=True)
class Extracting:
    """Makes the tables of one extract from one snapshot."""

    place: Place
    snapshot: Snapshot
    purpose: Purpose
    opened: OpenExtract
    key: Key

    @cached_property
    def obeyed(self) -> Obeyed:
        """What people's own choices keep back."""
        opened = self.opened
        return obeyed(self.place, self.snapshot, self.purpose, opened.grounds, opened.fields)

    @cached_property
    def reach(self) -> Mapping[str, Reachable] | None:
        """The stop-list, for a purpose that ends with people being contacted."""
        if self.purpose not in naming_purposes():
            return None
        return stop_list(self.place, self.snapshot, self.purpose)

    def tables(self, cohort: Cohort | None, *, only_counts: bool) -> Tables:
        """``person`` and a table for each kind, ``cohort`` where one was asked, or ``counts``."""
        found = Asked.of(self.place, self.snapshot).cohort(cohort) if cohort else None
        rows = self._activities(found)
        if only_counts:
            given = self._open(self.snapshot.table("aggregate"))
            return {
                "counts": counted(rows, self.snapshot.table("person")),
                "counts_given": protected(given),
            }
        parts = [rows["person"], *([self._members(found)["person"]] if found else [])]
        people = pc.unique(
            pa.chunked_array([c for part in parts for c in part.chunks], pa.string())
        )
        tables = {"person": self._people(people)}
        if found:
            tables["cohort"] = self._cohort(found)
        for kind in sorted({one.kind for one in self.opened.kinds}):
            tables[kind] = self._kind(kind, rows.filter(pc.equal(rows["kind"], kind)))
        return tables

    def _activities(self, found: CohortResult | None) -> pa.Table:
        """Rows of open kinds about people in view, or about a cohort's members."""
        rows = self._open(self.snapshot.table("activity"))
        rows = self.obeyed.open(rows.filter(rows["person"].is_valid()))
        if found is None:
            return rows
        members = found.member_people["person"].combine_chunks()
        return rows.filter(pc.is_in(rows["person"], value_set=members))

    def _open(self, rows: pa.Table) -> pa.Table:
        """Rows of sources and kinds that are open."""
        open_ = pa.array([f"{o.source}\x1f{o.kind}" for o in self.opened.kinds], pa.string())
        said = pc.binary_join_element_wise(rows["source"], rows["kind"], "\x1f")
        return rows.filter(pc.is_in(said, value_set=open_))

    def _members(self, found: CohortResult) -> pa.Table:
        """Unit and person of members, without people of whom nothing goes out."""
        members = found.member_people
        return members.filter(pc.invert(_among(members["person"], self.obeyed.gone)))

    def _cohort(self, found: CohortResult) -> pa.Table:
        """Each member with the criteria it meets; a household is a token too."""
        unit = "household" if found.unit == "household" else "person"
        kept = _among(found.members["unit"], self._members(found)["unit"].to_pylist())
        members = found.members.filter(kept).rename_columns(
            [unit if name == "unit" else name for name in found.members.column_names]
        )
        return self._with_tokens(members.drop_columns(["borough"]), {unit: unit}).sort_by(unit)

    def _people(self, people: pa.Array) -> pa.Table:
        """Age, household and borough come of matching; more only where some source opens it."""
        table = self.snapshot.table("person")
        told = {what: self._known_by(what) for what in ("record", "address")}
        rows = table.filter(pc.is_in(table["person"], value_set=people)).to_pylist()
        said = pa.Table.from_pylist([self._person(row, told) for row in rows], schema=_PERSON)
        return self._with_tokens(said, {n: n for n in ("person", "household")}).sort_by("person")

    def _known_by(self, what: str) -> set[str]:
        """People of whom a source that opens this holds a record, unless they keep it back."""
        record = self.snapshot.table("record").select(["record", "source"])
        sources = self.opened.record if what == "record" else self.opened.address
        theirs = record.filter(_among(record["source"], sources))
        linked = self.snapshot.table("person_record").select(["record", "person"])
        known = theirs.join(linked, "record", join_type="inner").select(["source", "person"])
        pairs = known.group_by(["source", "person"]).aggregate([]).to_pylist()
        kept = self.obeyed.keeps
        return {p["person"] for p in pairs if not kept(what, p["source"], p["person"])}

    def _person(self, row: dict[str, Any], told: dict[str, set[str]]) -> dict[str, Any]:
        said = {name: row[name] for name in ("person", "household", "borough")}
        said["age"] = row["birth_date"] and age_at(row["birth_date"], self.place.as_at)
        if row["person"] in told["record"]:
            said |= {name: row[name] for name in ("sex", "ethnicity")}
        if row["person"] in told["address"]:
            said["lsoa"] = row["lsoa"]
        if self.reach is not None:
            said["contact"] = "yes" if self._may_contact(row["person"]) else "no"
        return said

    def _may_contact(self, person: str) -> bool:
        return bool(sort_out([person], self.reach or {}, self.place.as_at).may)

    def _kind(self, kind: str, rows: pa.Table) -> pa.Table:
        """Each source's rows with what it opens, in an order that shows no number of ours."""
        detail = self.snapshot.table(f"detail_{kind}")
        named = [n if n == "activity" else f"{kind}.{n}" for n in detail.column_names]
        known = self.place.vocabulary.kinds[kind].attributes
        whole = rows.join(detail.rename_columns(named), "activity")
        parts = [
            _shutting(whole.filter(pc.equal(whole["source"], one.source)), one)
            for one in self.opened.kinds
            if one.kind == kind
        ]
        cases = {f"{kind}.{name}": "case" for name, a in known.items() if a.joins}
        table = self._with_tokens(
            pa.concat_tables(parts), {"person": "person", "group": "case", **cases}
        )
        shown = [*_ALWAYS, *_WHOLE, *(n for n in named if n != "activity")]
        order = [(name, "ascending") for name in ("person", "start", "source")]
        return table.select(shown).sort_by(order)

    def _with_tokens(self, table: pa.Table, columns: dict[str, str]) -> pa.Table:
        for name, word in columns.items():
            where = table.column_names.index(name)
            table = table.set_column(where, name, self._tokens(table[name], word))
        return table

    def _tokens(self, column: pa.ChunkedArray, word: str) -> pa.Array:
        """A column of ids as tokens; each distinct id once."""
        coded = column.combine_chunks().dictionary_encode()
        said = [self._token(word, value) for value in coded.dictionary.to_pylist()]
        return pa.array(said, pa.string()).take(coded.indices)

    def _token(self, word: str, value: str) -> str:
        return self.key.pseudonym(value) if word == "person" else self.key.token(word, value)


def _among(column: pa.ChunkedArray, values: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _shutting(rows: pa.Table, one: OpenKind) -> pa.Table:
    """Rows of a source without what it does not open."""
    open_ = {f"{one.kind}.{name}" for name in one.attributes}
    shut = [n for n in rows.column_names if n.startswith(f"{one.kind}.") and n not in open_]
    return _blank(rows, [*shut, *([] if one.whole else _WHOLE)])


def _blank(table: pa.Table, columns: Iterable[str]) -> pa.Table:
    for name in columns:
        where = table.column_names.index(name)
        empty = pa.nulls(table.num_rows, table.schema.field(name).type)
        table = table.set_column(where, name, empty)
    return table
