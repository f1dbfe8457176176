"""The school census as a council draws it: CSV modules that refer to pupils by rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping

from ..codes.checking import YEAR
from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.header import normal
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..tables import same
from ..values.distinct import as_mask, distinct_parts, labels, texts_of
from ..values.school_terms import census_named
from ..wanted import columns_of
from .base import Cut, Layout, Part, wrong_content
from .csv_modules import CsvModules, module_with
from .layouts import Module, modules
from .school_attendance import DETAILS, TOTALS, attendance
from .tables import read_columns

NAME = "school-census"
PUPIL, REASON = "pupil", "attendancereason"
ROLLS = {"pupilonrolltableid": "on", "pupilnolongeronrolltableid": "off"}
"""Which of the two tables of pupils a column points to."""


class SchoolCensus(CsvModules):
    """Files of one census, a term's, stand in one folder: their table numbers belong together."""

    def __init__(self) -> None:
        super().__init__(NAME, "a school census, CSV modules")

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The module a file is. Raises Unreadable when it is none."""
        kind = kind_of(data)
        if kind != "csv":
            raise wrong_content(kind, "a CSV module")
        module = module_with(header_of(data), modules(NAME))
        if module is None:
            known = ", ".join(m.name for m in modules(NAME))
            message = f"the columns are those of no module of {self.title}; known: {known}"
            raise Unreadable("unknown-module", message)
        if not module.mappings:
            message = f"the module '{module.name}' is known and not used; nothing was read from it"
            findings.add(file, None, "module-not-used", "note", message)
            return
        absence = tuple(m for m in cut(_module("attendance").mappings) if m.activities)
        mappings = _opened(module, cut, bool(absence))
        if mappings:
            sheet = _read(data, file, module, mappings, bool(absence), findings)
            yield Part(module.name, mappings, sheet)
        if absence and module.name == "pupils":
            yield Part("attendance", absence, Sheet(file, None, np.array([], np.int64)))

    def settle(self, layouts: dict[str, Layout], findings: Findings) -> None:
        """Call every pupil by UPN, and put each one's attendance of a term together."""
        pupils = layouts["pupils"].sheets if "pupils" in layouts else []
        known = {key: upn for sheet in pupils for key, upn in _upns(sheet).items()}
        details = layouts[DETAILS].sheets if DETAILS in layouts else []
        absence = layouts.get("attendance")
        made = attendance(pupils, details, findings) if absence else []
        for layout in layouts.values():
            for sheet in layout.sheets:
                _rename(sheet, known, findings)
        for sheet in made:
            _rename(sheet, known, Findings())
        if absence:
            absence.sheets += made
        for layout in layouts.values():
            for sheet in layout.sheets:
                if sheet.table is not None:
                    sheet.keep([*columns_of(layout.mappings).wanted, REASON, YEAR])


def _module(name: str) -> Module:
    return next(module for module in modules(NAME) if module.name == name)


def _opened(module: Module, cut: Cut, absence: bool) -> tuple[Mapping, ...]:
    """What agreements open; sessions need no more of a pupil than who it is."""
    mappings = cut(module.mappings)
    if not mappings and absence and module.name in ("pupils", DETAILS):
        return _module(DETAILS).mappings
    return mappings


def _read(
    data: bytes,
    file: str,
    module: Module,
    mappings: tuple[Mapping, ...],
    absence: bool,
    findings: Findings,
) -> Sheet:
    columns = columns_of(mappings)
    optional = {*module.optional, *_MADE}
    extra = ("upn", *(_COUNTED.get(module.name, ()) if absence else ()))
    looked_for = replace(
        columns,
        wanted=tuple(name for name in columns.wanted if name not in optional),
        optional=(*(name for name in columns.wanted if name in optional), *extra),
    )
    sheet = read_columns(data, "csv", file, looked_for, findings)
    _date(sheet, file, module, findings)
    return sheet


_MADE = ("census_day",)
_COUNTED = {"pupils": TOTALS, DETAILS: (REASON, "sessions")}
"""Columns from which a term's attendance is worked out."""


def _date(sheet: Sheet, file: str, module: Module, findings: Findings) -> None:
    """The day and the year of the census, from the name of the folder or file."""
    census = census_named(file)
    assert sheet.table is not None
    if "census_day" not in sheet.table.column_names:
        sheet.put("census_day", same(census.day.isoformat() if census else "", len(sheet.row)))
    if census is not None:
        sheet.put(YEAR, same(str(census.school_year), len(sheet.row)))
    if census is None and _roll(sheet) and module.name in ("pupils", "needs", DETAILS):
        message = (
            "neither the folder nor the file names the census, so what it says has no date; put the"
            " files of each census into a folder with a name such as '2025 spring'"
        )
        findings.add(file, None, "no-census", "warning", message)


def _roll(sheet: Sheet) -> str:
    """'on' or 'off' where pupils are rows of a table, '' where they are UPNs."""
    return ROLLS.get(normal(sheet.columns.get(PUPIL, "")), "")


def _key(sheet: Sheet) -> str:
    """What goes before a row of a table: numbers begin anew with every census and roll."""
    return f"{PurePosixPath(sheet.name).parent}/{_roll(sheet)}/"


def _upns(sheet: Sheet) -> dict[str, str]:
    """The UPN of each row of a table of pupils; '' for a pupil without."""
    if not _roll(sheet) or sheet.table is None:
        return {}
    start, table = _key(sheet), sheet.table
    ids = texts_of(table[PUPIL])
    upns = texts_of(table["upn"]) if "upn" in table.column_names else [""] * len(ids)
    return {start + key: upn for key, upn in zip(ids, upns, strict=True)}


def _rename(sheet: Sheet, known: dict[str, str], findings: Findings) -> None:
    if not _roll(sheet) or sheet.table is None:
        return
    start, given = _key(sheet), labels(sheet.table[PUPIL])

    def name(value: str) -> tuple[str, bool]:
        key = start + value.strip()
        upn = known.get(key)
        return (upn or key, upn is None) if value.strip() else ("", False)

    named, missing = distinct_parts(given, name, (pa.string(), pa.bool_()))
    lost = sheet.row[as_mask(pc.fill_null(missing, False))]
    message = "the pupil stands in no table of pupils in the same folder; kept by the row's number"
    findings.add(sheet.name, PUPIL, "no-pupil", "warning", message, lost.tolist())
    place = sheet.table.column_names.index(PUPIL)
    sheet.table = sheet.table.set_column(place, PUPIL, named)
