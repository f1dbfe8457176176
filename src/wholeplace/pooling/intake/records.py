"""From what rows say to one record per person of the source: the latest word on each fact."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .context import Context
from .findings import Findings
from .tables import ADDRESS, IDENTIFIER, RECORD, same
from .values.distinct import codes_of

_LATEST = ["household_given", "died", "aliases"]


class Groups:
    """Rows put in order of local id, then the day they speak of, then their place."""

    def __init__(self, table: pa.Table, day: str):
        codes = codes_of(table["local_id"].combine_chunks())
        days = np.asarray(pc.fill_null(table[day].combine_chunks().cast(pa.int32()), -(1 << 30)))
        self.order = np.lexsort((np.arange(len(codes)), days, codes))
        self.codes = codes[self.order]
        first = np.ones(len(codes), bool)
        first[1:] = self.codes[1:] != self.codes[:-1]
        self.starts = np.flatnonzero(first)
        self.number = np.cumsum(first) - 1
        self.table = table

    def last(self, usable: pa.Array | pa.ChunkedArray) -> pa.Array:
        """For each group the place of its last usable row; null when it has none."""
        mask = np.asarray(_chunk(usable).to_numpy(zero_copy_only=False), bool)[self.order]
        places = np.where(mask, np.arange(len(mask)), -1)
        best = np.maximum.reduceat(places, self.starts) if len(places) else places
        return pa.array(self.order[best], mask=best < 0)


def _chunk(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def records(said: pa.Table, context: Context, findings: Findings) -> pa.Table:
    """One record per local id."""
    groups = Groups(said, "seen")
    places = {name: groups.last(said[name].is_valid()) for name in said.column_names}
    known_sex = groups.last(pc.fill_null(pc.not_equal(said["sex"], "unknown"), False))
    places["sex"] = pc.coalesce(known_sex, places["sex"])
    places["sex_given"] = pc.coalesce(known_sex, places["sex_given"])
    places["birth_precision"] = places["birth_date"]
    places["family"] = pc.coalesce(groups.last(_named(said)), places["family"])
    places["given"] = pc.coalesce(groups.last(_named(said)), places["given"])
    columns = {name: said[name].combine_chunks().take(at) for name, at in places.items()}
    _tell_births(said, groups, columns["birth_date"], findings)
    size = len(groups.starts)
    return (
        pa.table(
            {
                **columns,
                "source": same(context.source.same_people_as or context.source.id, size),
                "partner": same(context.source.partner, size),
                "zone": same(context.source.zone, size),
                "sex": pc.fill_null(columns["sex"], "unknown"),
                "ethnicity": pc.fill_null(columns["ethnicity"], "unknown"),
                "aliases": _aliases(said, groups, columns),
                "restricted": _ever(said["restricted"], groups),
            }
        )
        .select(RECORD.names)
        .cast(RECORD)
    )


def _named(said: pa.Table) -> pa.ChunkedArray:
    return pc.and_(said["given"].is_valid(), said["family"].is_valid())


def _ever(flag: pa.ChunkedArray, groups: Groups) -> pa.Array:
    return groups.last(pc.fill_null(flag, False)).is_valid()


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
    names = _full(said["given"].combine_chunks(), said["family"].combine_chunks())
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
    grouped = parts.group_by(["local_id", "scheme", "value"]).aggregate([("valid", "max")])
    return grouped.rename_columns({"valid_max": "valid"}).select(IDENTIFIER.names).cast(IDENTIFIER)


def addresses(parts: pa.Table) -> pa.Table:
    """Where each person lived in turn. An address ends when the next begins, unless it says."""
    said = [parts[name].is_valid() for name in ("uprn", "line", "postcode", "lsoa")]
    table = parts.filter(pc.or_(pc.or_(said[0], said[1]), pc.or_(said[2], said[3])))
    if not table.num_rows:
        return table
    groups = Groups(table, "start")
    table = table.take(groups.order)
    table = table.set_column(
        table.column_names.index("line"), "line", _same_line(table, groups.codes)
    )
    change = _changes(table, groups.codes)
    starts = np.flatnonzero(change)
    last = np.append(starts[1:], len(change)) - 1
    runs = table.take(starts)
    said = {name: table[name].combine_chunks().take(pa.array(last)) for name in ("end", "seen")}
    ends = pc.coalesce(said["end"], _next_start(runs, groups, starts))
    columns = {name: runs[name] for name in runs.column_names}
    return pa.table({**columns, "end": ends, "seen": said["seen"]})


def _same_line(table: pa.Table, people: np.ndarray) -> pa.Array:
    """A line left out beside the same postcode is the line given there before, or after."""
    line = table["line"].combine_chunks()
    home = codes_of(table["postcode"].combine_chunks())
    change = np.ones(len(home), bool)
    change[1:] = (people[1:] != people[:-1]) | (home[1:] != home[:-1])
    run = np.cumsum(change) - 1
    known = np.asarray(line.is_valid().to_numpy(zero_copy_only=False), bool)
    places = np.arange(len(home))
    before = np.maximum.accumulate(np.where(known, places, -1))
    after = np.minimum.accumulate(np.where(known, places, len(home))[::-1])[::-1]
    for near in (before, after):
        inside = np.clip(near, 0, len(home) - 1)
        fits = ~known & (near == inside) & known[inside] & (run[inside] == run) & (home >= 0)
        places = np.where(fits & (places == np.arange(len(home))), inside, places)
    return line.take(pa.array(places))


def _changes(table: pa.Table, people: np.ndarray) -> np.ndarray:
    """Rows where another person, or another address of the same person, begins."""
    keys = [codes_of(table[n].combine_chunks()) for n in ("uprn", "line", "postcode", "lsoa")]
    change = np.ones(len(people), bool)
    change[1:] = people[1:] != people[:-1]
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return change


def _next_start(runs: pa.Table, groups: Groups, starts: np.ndarray) -> pa.Array:
    people = groups.codes[starts]
    more = np.zeros(len(people), bool)
    more[:-1] = people[1:] == people[:-1]
    following = pa.array(np.minimum(np.arange(len(people)) + 1, len(people) - 1), mask=~more)
    return runs["start"].combine_chunks().take(following)


def placed(table: pa.Table, areas: pa.Table) -> pa.Table:
    """Addresses with the small area, ward and borough their postcode lies in.

    A source may give the small area in place of a postcode; the borough then follows from it.
    """
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    by_postcode = pc.index_in(columns["postcode"], value_set=areas["postcode"].combine_chunks())
    by_lsoa = pc.index_in(columns["lsoa"], value_set=areas["lsoa"].combine_chunks())
    found = {name: areas[name].combine_chunks().take(by_postcode) for name in areas.column_names}
    near = areas["borough"].combine_chunks().take(by_lsoa)
    columns["lsoa"] = pc.coalesce(columns["lsoa"], found["lsoa"])
    columns["ward"] = found["ward"]
    columns["borough"] = pc.coalesce(found["borough"], near)
    return pa.table(columns).select(ADDRESS.names).cast(ADDRESS)
