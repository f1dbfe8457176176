"""Read one source: its files into harmonised tables, with findings and a count of every row."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from wholeplace.place import Mapping, Place, Source

from . import people, records, report, services, tables
from .activities import activities_of, tell_no_activity
from .addresses import addresses, placed
from .codes.checking import check_codes
from .contacts import contacts_of
from .context import Context
from .counts import aggregate_of
from .deliveries import Deliveries
from .fence.limits import Isolation
from .files.sheet import file_of
from .findings import Findings
from .formats import Layout, mappings_of
from .geography import areas_of
from .granted import Opened, cut
from .lookups import look_up
from .replacing import replaced
from .report import SourceReport
from .rows import Rows
from .sequence.arrivals import Arrival
from .sequence.telling import tell_rhythm
from .sequence.timeliness import timeliness
from .spend import spend_of
from .values.distinct import as_mask
from .wanted import RETURN_DAY, columns_of


def read_source(
    place: Place,
    source: Source,
    out_dir: Path,
    areas: pa.Table | None = None,
    *,
    isolation: Isolation = "none",
) -> SourceReport:
    """Read a source into Parquet tables under ``out_dir``; what stood there before goes.

    ``areas`` says where postcodes lie, when it was worked out already; ``isolation`` how far this
    process is cut off, which the report repeats.
    """
    if out_dir.exists():
        shutil.rmtree(out_dir)
    out_dir.mkdir(parents=True)
    opened = Opened(place, source)
    findings = Findings()
    if not any(cut(mapping, opened) for mapping in mappings_of(source)):
        said = report.refused(source, "; ".join(dict.fromkeys(opened.refused.values())))
        said.write(out_dir)
        return said
    deliveries = Deliveries(place, source, opened, findings)
    look_up(deliveries.layouts, findings)
    made = _Tables(Context.of(place, source), deliveries.arrivals, findings)
    for layout in deliveries.layouts.values():
        made.add(layout)
    made.write(place, out_dir, areas)
    _tell_refused(source, opened.refused, findings)
    outcomes = deliveries.outcomes()
    in_time = timeliness(outcomes, source.rhythm, place.as_at)
    if source.rhythm:
        tell_rhythm(in_time, ", ".join(source.files), findings)
    tables.write(findings.table(), "findings", out_dir)
    files = deliveries.delivered(made.set_aside, made.replaced)
    said = report.read(source, ", ".join(opened.permitted), files, findings, outcomes)
    said = replace(said, isolation=isolation, timeliness=in_time)
    said.write(out_dir)
    return said


_ALWAYS_MEANT = {"record", "identifier", "address", "spend", "service"}


def _tell_refused(source: Source, refused: dict[str, str], findings: Findings) -> None:
    """A known format may hold more than a source is for: that is told in one line."""
    meant = {kind for coverage in source.coverage for kind in coverage.kinds} | _ALWAYS_MEANT
    wanted, more = ", ".join(source.files), []
    for name, reason in refused.items():
        if source.mapping is None and name.partition(".")[0] not in meant:
            more.append(name)
            continue
        message = f"'{name}' was not loaded: {reason}"
        findings.add(wanted, name, "not-granted", "warning", message)
    if more:
        listed = ", ".join(sorted(more))
        message = f"more that it may hold was not loaded, as no agreement grants it: {listed}"
        findings.add(wanted, None, "not-granted", "note", message)


class _Tables:
    """Gathers what each layout of a source gives."""

    def __init__(self, context: Context, arrivals: Sequence[Arrival], findings: Findings):
        self.context, self.arrivals, self.findings = context, arrivals, findings
        self.said: list[pa.Table] = []
        self.identifiers: list[pa.Table] = []
        self.addresses: list[pa.Table] = []
        self.linked: list[pa.Table] = []
        self.contacts: list[pa.Table] = []
        self.activities: list[pa.Table] = []
        self.details: dict[str, list[pa.Table]] = {}
        self.spend: list[pa.Table] = []
        self.aggregate: list[pa.Table] = []
        self.services: list[pa.Table] = []
        self.locations: list[pa.Table] = []
        self.set_aside: Counter[str] = Counter()
        self.replaced: Counter[str] = Counter()

    def add(self, layout: Layout) -> None:
        if not layout.mappings:
            return
        rows = Rows.of(layout.sheets, layout.mappings[0].joined, self.findings)
        if not len(rows):
            return
        rows = self._not_replaced(rows, layout.mappings[0])
        if self.context.source.year:
            rows.set_all(RETURN_DAY, f"{self.context.source.year}-03-31")
        rows = self._with_key(rows, layout.mappings[0])
        self._check(rows, layout)
        for mapping in layout.mappings:
            check_codes(rows, mapping, self.context)
            if not layout.tells_idle:
                tell_no_activity(rows, mapping)
            self._people(rows, mapping)
            self.contacts += [contacts_of(rows, c, mapping, self.context) for c in mapping.contacts]
            for table, detail in self._activities(rows, mapping):
                self._number(table, detail)
            self._money(rows, mapping)

    def _not_replaced(self, rows: Rows, mapping: Mapping) -> Rows:
        gone, nameless = replaced(rows, mapping, self.arrivals)
        _count(rows, gone, self.replaced)
        self._aside(rows, nameless)
        return rows.where(~(gone | nameless))

    def _check(self, rows: Rows, layout: Layout) -> None:
        opened = {*columns_of(layout.mappings).wanted}
        for check in layout.checks:
            if check.columns <= opened:
                check.tell(rows, layout.mappings[0], self.context)

    def _with_key(self, rows: Rows, mapping: Mapping) -> Rows:
        if mapping.person is None:
            return rows
        key = rows.text(mapping.person.local_id)
        blank = as_mask(key.is_null())
        message = "the row has no id of the person it is about; it was set aside"
        rows.tell(blank, mapping.person.local_id, "no-key", "error", message)
        self._aside(rows, blank)
        return rows.where(~blank)

    def _aside(self, rows: Rows, mask: np.ndarray) -> None:
        _count(rows, mask, self.set_aside)

    def _people(self, rows: Rows, mapping: Mapping) -> None:
        if mapping.person is None:
            return
        self.said.append(people.said_of_people(rows, mapping, self.context))
        self.identifiers.append(people.identifiers_of(rows, mapping, self.context))
        if mapping.person.address:
            self.addresses.append(people.addresses_of(rows, mapping, self.context))
        if mapping.person.linked:
            self.linked.append(people.linked_of(rows, mapping))

    def _activities(self, rows: Rows, mapping: Mapping) -> Iterator[tuple[pa.Table, pa.Table]]:
        for one in mapping.activities:
            yield activities_of(rows, one, mapping, self.context)

    def _number(self, table: pa.Table, detail: pa.Table) -> None:
        """Activities are numbered as they come; details carry the same numbers."""
        if not table.num_rows:
            return
        first = sum(t.num_rows for t in self.activities)
        numbers = pa.array(np.arange(first, first + table.num_rows))
        self.activities.append(table.set_column(0, "activity", numbers))
        kind = table["kind"][0].as_py()
        self.details.setdefault(kind, []).append(detail.set_column(0, "activity", numbers))

    def _money(self, rows: Rows, mapping: Mapping) -> None:
        for part, read, into in (
            (mapping.spend, spend_of, self.spend),
            (mapping.aggregate, aggregate_of, self.aggregate),
        ):
            if part is not None:
                table, aside = read(rows, mapping, self.context)
                into.append(table)
                self._aside(rows, aside)
        if mapping.service is not None:
            table, locations, aside = services.services_of(rows, mapping, self.context)
            self.services.append(table)
            self.locations.append(locations)
            self._aside(rows, aside)

    def write(self, place: Place, folder: Path, areas: pa.Table | None) -> None:
        """Write every table that has rows."""
        if self.said:
            found = records.records(pa.concat_tables(self.said), self.context, self.findings)
            tables.write(found, "record", folder)
            tables.write(
                records.identifiers(pa.concat_tables(self.identifiers)), "identifier", folder
            )
        where = areas_of(place) if areas is None else areas
        if self.addresses:
            homes = addresses(pa.concat_tables(self.addresses))
            tables.write(placed(homes, where), "address", folder)
        if self.locations:
            found = services.placed(pa.concat_tables(self.locations), where)
            tables.write(found, "service_location", folder)
        for name, parts in (
            ("activity", self.activities),
            ("contact", self.contacts),
            ("spend", self.spend),
            ("aggregate", self.aggregate),
            ("relationship", self.linked),
            ("service", self.services),
        ):
            if parts:
                tables.write(pa.concat_tables(parts), name, folder)
        for kind, parts in self.details.items():
            tables.write(pa.concat_tables(parts), f"detail_{kind}", folder)


def _count(rows: Rows, mask: np.ndarray, into: Counter[str]) -> None:
    for number, many in enumerate(np.bincount(rows.file[mask], minlength=len(rows.files))):
        if many:
            into[file_of(rows.files[number])] += int(many)
