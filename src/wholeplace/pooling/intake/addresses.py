"""Where each person of a source lived in turn, and where that lies."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .groups import Groups
from .tables import ADDRESS
from .values.distinct import as_mask, codes_of, labels, plain

_WHERE = ("uprn", "line", "postcode", "lsoa")


def addresses(parts: pa.Table) -> pa.Table:
    """Where each person lived in turn. An address ends when the next begins, unless it says."""
    table = parts.filter(reduce(pc.or_, (parts[name].is_valid() for name in _WHERE)))
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
    said = {name: table[name].combine_chunks().take(last) for name in ("end", "seen")}
    ends = pc.coalesce(said["end"], _next_start(runs, groups, starts))
    columns = {name: runs[name] for name in runs.column_names}
    return pa.table({**columns, "end": ends, "seen": said["seen"]})


def _same_line(table: pa.Table, people: np.ndarray) -> pa.Array:
    """A line left out beside the same postcode is the line given there before, or after."""
    line = labels(table["line"])
    home = codes_of(table["postcode"])
    change = np.ones(len(home), bool)
    change[1:] = (people[1:] != people[:-1]) | (home[1:] != home[:-1])
    run = np.cumsum(change) - 1
    known = as_mask(line.is_valid())
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
    keys = [codes_of(table[n]) for n in _WHERE]
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
    columns = {name: plain(table[name]) for name in table.column_names}
    by_postcode = pc.index_in(columns["postcode"], value_set=areas["postcode"].combine_chunks())
    by_lsoa = pc.index_in(columns["lsoa"], value_set=areas["lsoa"].combine_chunks())
    found = {name: areas[name].combine_chunks().take(by_postcode) for name in areas.column_names}
    near = areas["borough"].combine_chunks().take(by_lsoa)
    columns["lsoa"] = pc.coalesce(columns["lsoa"], found["lsoa"])
    columns["ward"] = found["ward"]
    columns["borough"] = pc.coalesce(found["borough"], near)
    return pa.table(columns).select(ADDRESS.names).cast(ADDRESS)
