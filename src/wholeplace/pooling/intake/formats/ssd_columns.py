"""Columns of the Standard Safeguarding Dataset that are made of others: out of JSON, or by type."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ..files.header import normal
from ..files.sheet import Sheet
from ..findings import Findings
from ..values.distinct import as_mask, distinct, distinct_parts, labels

PLACEHOLDERS = ("PLACEHOLDER_DATA", "SSD_PH")
"""What systems write into columns of the dataset that they do not fill yet."""


@dataclass(frozen=True)
class Made:
    """Columns to make, and those they are made of."""

    names: tuple[str, ...]
    reads: tuple[str, ...]
    make: Callable[[Sheet, Findings], dict[str, pa.Array]]

    def add_to(self, sheet: Sheet, findings: Findings) -> None:
        """Put the columns beside those that were read, under the title of what they stood in."""
        title = sheet.columns.get(self.reads[-1], self.reads[-1])
        for name, column in self.make(sheet, findings).items():
            sheet.put(name, column, title)


def without_placeholders(sheet: Sheet, findings: Findings) -> None:
    """Take out the words that stand where a system gives nothing."""
    assert sheet.table is not None
    for place, name in enumerate(sheet.table.column_names):
        column = labels(sheet.table[name])
        held = [value for value in column.dictionary.to_pylist() if value in PLACEHOLDERS]
        if held:
            kept = distinct(column, lambda v: None if v in PLACEHOLDERS else v, pa.string())
            message = "the column is not filled by the system yet; it was taken as blank"
            rows = sheet.row[kept.bad]
            findings.add(sheet.name, name, "placeholder", "note", message, rows)
            sheet.table = sheet.table.set_column(place, name, kept.values)


def _text(sheet: Sheet, name: str) -> pa.DictionaryArray:
    assert sheet.table is not None
    return labels(sheet.table[name])


_IDENTIFIERS = {
    "nhsnumber": "(nhs)",
    "nhs": "(nhs)",
    "uniquepupilnumber": "(upn)",
    "upn": "(upn)",
    "formeruniquepupilnumber": "(upn)",
    "formerupn": "(upn)",
    "uniquelearnernumber": "(uln)",
    "uln": "(uln)",
    "nationalinsurancenumber": "(nino)",
    "ninumber": "(nino)",
    "nino": "(nino)",
    "homeofficeregistration": "(home_office)",
    "homeofficeregistrationnumber": "(home_office)",
    "homeofficenumber": "(home_office)",
}


def _identifiers(sheet: Sheet, findings: Findings) -> dict[str, pa.Array]:
    """Each row's value in the column of its type."""
    values = _text(sheet, "link_identifier_value").cast(pa.string())
    read = distinct(
        _text(sheet, "link_identifier_type"),
        lambda given: _IDENTIFIERS.get(normal(given)) if given.strip() else "",
        pa.string(),
    )
    message = "the type of identifier is not one we know; the identifier was not loaded"
    rows = sheet.row[read.bad]
    findings.add(sheet.name, "link_identifier_type", "identifier-type", "note", message, rows)
    kinds = np.array(read.values.cast(pa.string()).to_pylist(), object)
    return {
        name: pa.array(np.where(kinds == name, values.to_pylist(), None), pa.string())
        for name in dict.fromkeys(_IDENTIFIERS.values())
    }


def _addresses(sheet: Sheet, findings: Findings) -> dict[str, pa.Array]:
    """A line and the property number out of the address' JSON."""
    given = _text(sheet, "addr_address_json")
    kinds = (pa.string(), pa.string(), pa.bool_())
    line, uprn, broken = distinct_parts(given, _address, kinds)
    message = "the address is no JSON; it was read as one line"
    rows = sheet.row[as_mask(broken.fill_null(False))]
    findings.add(sheet.name, "addr_address_json", "not-json", "note", message, rows)
    return {"(line)": line, "(uprn)": uprn}


def _address(given: str) -> tuple[str | None, str | None, bool]:
    said = _json(given)
    if not isinstance(said, dict):
        return given.strip() or None, None, bool(given.strip())
    parts = {str(key).upper(): str(value).strip() for key, value in said.items() if value}
    door = " ".join(filter(None, (parts.get("HOUSE"), parts.get("STREET"))))
    inside = (parts.get(name) for name in ("ROOM", "FLOOR", "FLAT", "BUILDING"))
    return ", ".join(filter(None, (*inside, door))) or None, parts.get("UPRN") or None, False


def _factors(sheet: Sheet, findings: Findings) -> dict[str, pa.Array]:
    """Codes out of a JSON list, or out of an object whose values say yes."""
    read = distinct(_text(sheet, "cinf_assessment_factors_json"), _codes, pa.string())
    return {"(factors)": read.values}


def _codes(given: str) -> str:
    said = _json(given)
    if isinstance(said, dict):
        said = [key for key, value in said.items() if str(value).casefold() in _YES]
    codes = said if isinstance(said, list) else [given]
    return " ".join(str(code).strip().upper() for code in codes)


_YES = {"yes", "y", "1", "true"}


def _json(given: str) -> Any:
    try:
        return json.loads(given)
    except ValueError:
        return None


MADE = {
    "ssd_linked_identifiers": Made(
        tuple(dict.fromkeys(_IDENTIFIERS.values())),
        ("link_identifier_type", "link_identifier_value"),
        _identifiers,
    ),
    "ssd_address": Made(("(line)", "(uprn)"), ("addr_address_json",), _addresses),
    "ssd_assessment_factors": Made(("(factors)",), ("cinf_assessment_factors_json",), _factors),
}
"""By table."""
