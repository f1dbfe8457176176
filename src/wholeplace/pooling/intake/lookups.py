"""Columns that one part of a source takes from another, joined by a key both have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .files.sheet import LABEL, Sheet
from .findings import Findings
from .values.distinct import as_mask, distinct, labels

if TYPE_CHECKING:
    from .deliveries import Layout
    from .formats.layouts import LookedUp


def look_up(layouts: dict[str, Layout], findings: Findings) -> None:
    """Give each layout the columns it looks up in the others that came."""
    for layout in layouts.values():
        for name, one in layout.looked_up.items():
            if one.module in layouts and layout.mappings:
                known = _known(layouts[one.module].sheets, one, findings)
                for sheet in layout.sheets:
                    _fill(sheet, name, one, known, findings)


def _known(sheets: Sequence[Sheet], one: LookedUp, findings: Findings) -> dict[str, str]:
    """The value to take for each key: the first told, or with ``every`` all of them."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        keys, values = (_text(sheet, column).to_pylist() for column in (one.key, one.take))
        for key, value in zip(keys, values, strict=True):
            if key and value and value not in found.setdefault(key, []):
                found[key].append(value)
        unclear = [not one.every and len(found.get(key, ())) > 1 for key in keys]
        message = f"a '{one.key}' stands with more than one '{one.take}'; the first was used"
        findings.add(sheet.name, one.key, "unclear-key", "warning", message, sheet.row[unclear])
    return {k: " ".join(v if one.every else v[:1]) for k, v in found.items() if v}


def _fill(
    sheet: Sheet, name: str, one: LookedUp, known: dict[str, str], findings: Findings
) -> None:
    assert sheet.table is not None
    own, by = _text(sheet, name), _text(sheet, one.by)
    looked_up = distinct(by, known.get, pa.string())
    if one.must:
        lost = np.intersect1d(looked_up.bad, np.flatnonzero(as_mask(own.is_null())))
        message = f"'{one.by}' names no row of '{one.module}' that came; '{name}' is not known"
        findings.add(sheet.name, one.by, "no-match", "warning", message, sheet.row[lost])
    filled = pc.coalesce(own.cast(pa.string()), looked_up.values.cast(pa.string()))
    rest = sheet.table.drop_columns([name]) if name in sheet.table.column_names else sheet.table
    sheet.table = rest.append_column(name, filled.dictionary_encode())


def _text(sheet: Sheet, column: str) -> pa.DictionaryArray:
    """A column trimmed; null where it is blank or not there."""
    assert sheet.table is not None
    if column not in sheet.table.column_names:
        return pa.nulls(len(sheet.row), LABEL)
    return distinct(labels(sheet.table[column]), lambda v: v.strip() or None, pa.string()).values
