"""From what rows say to one record per person of the source: the latest word on each fact."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .context import Context
from .findings import Findings
from .groups import Groups
from .tables import IDENTIFIER, RECORD, same
from .values.distinct import distinct, labels, plain


def records(said: pa.Table, context: Context, findings: Findings) -> pa.Table:
    """One record per local id."""
    groups = Groups(said, "seen")
    places = {name: groups.last(said[name].is_valid()) for name in said.column_names}
    known_sex = groups.last(distinct(labels(said["sex"]), _is_known, pa.bool_()).values)
    places["sex"] = pc.coalesce(known_sex, places["sex"])
    places["sex_given"] = pc.coalesce(known_sex, places["sex_given"])
    places["birth_precision"] = places["birth_date"]
    places["delivery"] = places["file"]
    both = groups.last(pc.and_(said["given"].is_valid(), said["family"].is_valid()))
    places["family"], places["given"] = (pc.coalesce(both, places[n]) for n in ("family", "given"))
    columns = {name: plain(said[name].take(at)) for name, at in places.items()}
    _tell_births(said, groups, columns["birth_date"], findings)
    size = len(groups.starts)
    made = {
        **columns,
        "source": same(context.source.same_people_as or context.source.id, size),
        "partner": same(context.source.partner, size),
        "zone": same(context.source.zone, size),
        "sex": pc.fill_null(columns["sex"], "unknown"),
        "ethnicity": pc.fill_null(columns["ethnicity"], "unknown"),
        "aliases": _aliases(said, groups, columns),
        "restricted": groups.last(said["restricted"]).is_valid(),
    }
    return pa.table(made).select(RECORD.names).cast(RECORD)


def _is_known(sex: str) -> bool:
    return sex != "unknown"


def _tell_births(said: pa.Table, groups: Groups, births: pa.Array, findings: Findings) -> None:
    """Rows whose birth date is not the one that was kept for their person."""
    kept = births.take(pa.array(groups.number))
    given = said["birth_date"].combine_chunks().take(pa.array(groups.order))
    other = np.asarray(pc.fill_null(pc.not_equal(kept, given), False))
    rows = said.take(groups.order[other]).select(["file", "row"])
    message = "the birth date is not the one this person has on a later row; the later was kept"
    for file in pc.unique(rows["file"]).to_pylist():
        hit = rows.filter(pc.equal(rows["file"], file))["row"].to_pylist()
        findings.add(file, "birth_date", "conflicting-birth-date", "warning", message, hit)


def _aliases(said: pa.Table, groups: Groups, columns: dict[str, pa.Array]) -> pa.Array:
    """Other names a person goes by: those given as such, and earlier spellings."""
    names = _full(plain(said["given"]), plain(said["family"]))
    kept = _full(columns["given"], columns["family"]).take(pa.array(groups.number))
    ordered = names.take(pa.array(groups.order))
    other = np.flatnonzero(np.asarray(pc.fill_null(pc.not_equal(ordered, kept), False)))
    found = columns["aliases"].to_pylist()
    numbers = groups.number[other].tolist()
    for number, name in dict.fromkeys(zip(numbers, ordered.take(other).to_pylist(), strict=True)):
        found[number] = f"{found[number]}; {name}" if found[number] else name
    return pa.array(found, pa.string())


def _full(given: pa.Array, family: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(given, family, " ")


def identifiers(parts: pa.Table) -> pa.Table:
    """Each identifier of a person once."""
    keys = ["local_id", "scheme", "value"]
    said = pa.table({**{n: plain(parts[n]) for n in keys}, "valid": plain(parts["valid"])})
    once = said.group_by(keys, use_threads=False).aggregate([("valid", "max")])
    return once.rename_columns({"valid_max": "valid"}).select(IDENTIFIER.names).cast(IDENTIFIER)
