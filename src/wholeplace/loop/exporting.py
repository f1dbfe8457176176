"""A working extract for one partner: what one agreement lets it have for one purpose.

People, households and cases go by tokens made with the key of that agreement and purpose, so that
two extracts for different purposes cannot be joined. Nobody is named and no birth date goes out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from wholeplace.place import Agreement, Cohort, Place, Purpose, add_months
from wholeplace.place.purposes import within
from wholeplace.pooling.decisions.exports import Export, Exports
from wholeplace.pooling.store import keep_as, making_in, open_snapshot
from wholeplace.trust import OpenExtract, extract_opened, fingerprint
from wholeplace.trust.keys import Keys

from .extracting import Extracting, Tables
from .keys import file_hash


class CannotExport(Exception):
    """An extract that no agreement gives, or that nothing would be in."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for: under which agreement, for which purpose, by which partner, of whom."""

    agreement: Agreement
    purpose: Purpose
    partner: str
    cohort: Cohort | None = None


def opened_for(place: Place, wanted: Wanted) -> OpenExtract:
    """What the agreement gives on the place's day. Raises CannotExport when that is nothing."""
    agreement, purpose = wanted.agreement, wanted.purpose
    if wanted.cohort and wanted.cohort.purpose != purpose:
        raise CannotExport(
            f"cohort '{wanted.cohort.id}' is asked for {wanted.cohort.purpose}; to use it for"
            f" {purpose} write a cohort with that purpose, which is decided about anew"
        )
    if not within(purpose, agreement.purposes):
        covered = ", ".join(agreement.purposes)
        raise CannotExport(f"agreement '{agreement.id}' is for {covered}, not for {purpose}")
    opened = extract_opened(place, agreement, purpose, wanted.partner, place.as_at)
    if not opened.sources:
        reasons = dict.fromkeys(r for *_, found in opened.refused for r in found)
        raise CannotExport(f"nothing may go out: {'; '.join(reasons) or 'it grants nothing'}")
    return opened


def export(place: Place, wanted: Wanted, out: Path, at: datetime) -> Export:
    """Write the extract into ``out``, which must not be there. It is on record before it is."""
    if out.exists():
        raise CannotExport(f"{out}: is there already; name a new folder, nothing was written")
    opened = opened_for(place, wanted)
    key = Keys(place.register).current(wanted.agreement.id, wanted.purpose)
    exports = Exports(place.register)
    with open_snapshot(place) as snapshot, making_in(out.resolve().parent) as folder:
        making = Extracting(place, snapshot, wanted.purpose, opened, key)
        only_counts = wanted.agreement.grain == "aggregate"
        tables = making.tables(wanted.cohort, only_counts=only_counts)
        for name, table in tables.items():
            pa_csv.write_csv(_harmless(table), folder / f"{name}.csv")
        people = tables["person"]["person"].to_pylist() if "person" in tables else []
        made = Export(
            id=exports.next_id(),
            agreement=wanted.agreement.id,
            purpose=wanted.purpose,
            partner=wanted.partner,
            key=key.name,
            fingerprint=key.fingerprint,
            snapshot=snapshot.id,
            sources=opened.sources,
            people=len(people),
            files={path.name: file_hash(path) for path in sorted(folder.glob("*.csv"))},
            until=_until(wanted.agreement),
        )
        said = {**_manifest(place, wanted, made, tables), "obeyed": dict(making.obeyed.versions)}
        (folder / "manifest.json").write_text(json.dumps(said, indent=1), encoding="utf-8")
        exports.add(made, people, at)
        keep_as(folder, out.resolve())
    return made


def _harmless(table: pa.Table) -> pa.Table:
    """Text that begins like a formula gets a mark, so that no spreadsheet runs it."""
    for where, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            text = pc.replace_substring_regex(table[field.name], r"^([=+\-@\t\r])", r"'\1")
            table = table.set_column(where, field.name, text)
    return table


def _until(agreement: Agreement) -> date | None:
    """The day by which the partner has to delete it, where the agreement says it in months."""
    if agreement.retain_months is None:
        return None
    return add_months(agreement.end, agreement.retain_months)


def _manifest(place: Place, wanted: Wanted, made: Export, tables: Tables) -> dict[str, Any]:
    """What goes with the extract: where it comes from and on what terms; nothing about the key."""
    return {
        "export": made.id,
        "place": place.about.id,
        "as_at": place.as_at.isoformat(),
        "snapshot": made.snapshot,
        "agreement": made.agreement,
        "agreement_sha256": fingerprint(wanted.agreement, place),
        "purpose": made.purpose,
        "for": made.partner,
        "cohort": wanted.cohort.id if wanted.cohort else None,
        "shown_only_to": wanted.agreement.users,
        "retention": wanted.agreement.retention,
        "delete_by": made.until.isoformat() if made.until else None,
        "rows": {name: table.num_rows for name, table in tables.items()},
        "files": made.files,
    }
