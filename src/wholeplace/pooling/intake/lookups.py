"""Columns that one part of a source takes from another, joined by a key both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .files.sheet import Sheet
from .findings import Findings
from .values.distinct import as_mask, labels, plain

if TYPE_CHECKING:
    from .formats import Layout
    from .formats.layouts import LookedUp


def look_up(layouts: dict[str, Layout], findings: Findings) -> None:
    """Give each layout the columns it looks up in the others that came."""
    for layout in layouts.values():
        for name, one in layout.looked_up.items():
            if one.module in layouts and layout.mappings:
                known = _known(layouts[one.module].sheets, one, findings)
                for sheet in layout.sheets:
                    _fill(sheet, name, one, known, findings)


def _known(sheets: Sequence[Sheet], one: LookedUp, findings: Findings) -> pa.Table:
    """``key`` and the value to ``take``: the first told, or with ``every`` all of them.

    What a later delivery tells of a key stands for all that was told of it before.
    """
    told = _latest(pa.concat_tables(_told(sheets, one)))
    told = told.group_by(["key", "take"]).aggregate([("place", "min")]).sort_by("place_min")
    every = told.group_by("key", use_threads=False).aggregate([("take", "list")])
    values = every["take_list"].combine_chunks()
    if not one.every:
        several = every["key"].filter(pc.greater(pc.list_value_length(values), 1))
        _tell_unclear(sheets, several, one, findings)
        values = pc.list_slice(values, 0, 1)
    return pa.table({"key": every["key"], "take": pc.binary_join(values, " ")})


def _told(sheets: Sequence[Sheet], one: LookedUp) -> Iterator[pa.Table]:
    """Each sheet's keys and values, with their place among all and that of their delivery."""
    order = {id: number for number, id in enumerate(dict.fromkeys(s.delivery for s in sheets))}
    first = 0
    for sheet in sheets:
        many = len(sheet.row)
        columns = {
            "key": _text(sheet, one.key),
            "take": _text(sheet, one.take),
            "place": pa.array(np.arange(first, first + many)),
            "delivery": pa.array(np.full(many, order[sheet.delivery])),
        }
        first += many
        yield pa.table(columns).drop_null()


def _latest(told: pa.Table) -> pa.Table:
    """Of each key what the last delivery tells that has it."""
    if len(pc.unique(told["delivery"])) < 2:
        return told
    last = told.group_by("key").aggregate([("delivery", "max")])
    told = told.join(last, "key")
    return told.filter(pc.equal(told["delivery"], told["delivery_max"]))


def _tell_unclear(
    sheets: Sequence[Sheet], several: pa.ChunkedArray, one: LookedUp, findings: Findings
) -> None:
    message = f"a '{one.key}' stands with more than one '{one.take}'; the first was used"
    for sheet in sheets:
        rows = sheet.row[as_mask(pc.is_in(_text(sheet, one.key), several))]
        findings.add(sheet.name, one.key, "unclear-key", "warning", message, rows)


def _fill(sheet: Sheet, name: str, one: LookedUp, known: pa.Table, findings: Findings) -> None:
    assert sheet.table is not None
    own, by = _text(sheet, name), _text(sheet, one.by)
    place = pc.index_in(by, known["key"])
    if one.must:
        lost = as_mask(by.is_valid()) & as_mask(place.is_null()) & as_mask(own.is_null())
        message = f"'{one.by}' names no row of '{one.module}' that came; '{name}' is not known"
        findings.add(sheet.name, one.by, "no-match", "warning", message, sheet.row[lost])
    filled = pc.coalesce(own, plain(known["take"].take(place)))
    title = sheet.columns.get(name, f"{one.take} of {one.module}")
    sheet.put(name, filled.dictionary_encode(), title)


def _text(sheet: Sheet, column: str) -> pa.Array:
    """A column trimmed; null where it is blank or not there."""
    assert sheet.table is not None
    if column not in sheet.table.column_names:
        return pa.nulls(len(sheet.row), pa.string())
    given = labels(sheet.table[column])
    trimmed = pc.utf8_trim_whitespace(given.dictionary)
    blank = pa.scalar(None, pa.string())
    return pc.if_else(pc.equal(trimmed, ""), blank, trimmed).take(given.indices)
