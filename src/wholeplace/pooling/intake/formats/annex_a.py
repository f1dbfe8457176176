"""Ofsted's Annex A: one workbook with a sheet for each of eleven lists.

What a sheet is, its header says, wherever that stands: councils name sheets as they like and write
titles above the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping
from wholeplace.place.sources import EXCEL_SERIAL

from ..files.content import kind_of
from ..files.header import Columns
from ..files.sheet import Sheet, Unreadable, part_of
from ..files.xlsx_file import Grid, Workbook
from ..findings import Findings
from ..values.distinct import as_mask
from ..wanted import columns_of
from .annex_titles import SYNONYMS, Header
from .base import Cut, Part, wrong_content
from .layouts import Module, modules

LOOKED_AT = 60
"""Rows among which the header is looked for."""
_DATES = ("%d/%m/%Y", "%d/%m/%y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%d.%m.%Y", EXCEL_SERIAL)
FAMILY, ORDERED = "Family identifier", "Date of Adoption Order"


@dataclass(frozen=True)
class _Found:
    """A sheet, the list it is, and its header."""

    grid: Grid
    module: Module
    header: Header


class AnnexA:
    """The lists a council hands Ofsted at an inspection, lists 1 to 11."""

    name = "annex-a"
    title = "an Annex A workbook (Ofsted; XLSX)"

    @property
    def modules(self) -> Sequence[Module]:
        """The lists."""
        return modules(self.name)

    @property
    def mappings(self) -> Sequence[Mapping]:
        """Those of every list."""
        return [_dated(mapping) for module in self.modules for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """By the headers of its sheets."""
        if kind_of(data) != "xlsx":
            return 0.0
        try:
            book = Workbook(data)
            found = [self._found(book.sheet(name)) for name in book.sheets]
        except Unreadable:
            return 0.0
        return min(0.9, 0.3 * sum(one is not None for one in found))

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Each list that agreements open."""
        if kind_of(data) != "xlsx":
            raise wrong_content(kind_of(data), self.title)
        book, seen = Workbook(data), set()
        for name in book.sheets:
            found = self._found(book.sheet(name))
            if found is None:
                message = f"the sheet '{name}' has the columns of no list; nothing was read from it"
                findings.add(file, name, "sheet-not-known", "note", message)
                continue
            seen.add(found.module.name)
            mappings = cut(tuple(map(_dated, found.module.mappings)))
            if mappings:
                part = part_of(file, name)
                columns = _columns(mappings, found.header, part, findings)
                sheet = found.grid.read(part, columns, findings)
                yield Part(found.module.name, mappings, _unsealed(sheet, findings))
            elif not found.module.mappings:
                message = f"{found.module.name} is known and not used; nothing was read from it"
                findings.add(file, name, "module-not-used", "note", message)
        if not seen:
            message = f"no sheet has the columns of a list; it is not {self.title}"
            raise Unreadable("wrong-content", message)

    def _found(self, grid: Grid) -> _Found | None:
        """The list whose telling columns all stand in one row: exactly, or but for a slip."""
        rows = [Header(number, cells) for number, cells in grid.head(LOOKED_AT)]
        for nearly in (False, True):
            found = [
                (sum(map(row.has, _names(module))), -row.number, module, row)
                for row in rows
                for module in self.modules
                if all(row.has(name, nearly) for name in module.columns)
            ]
            if found:
                *_, module, row = max(found, key=lambda one: one[:2])
                return _Found(grid, module, row)
        return None


def _dated(mapping: Mapping) -> Mapping:
    """Dates come as Excel's, as its count of days, and as text in several styles."""
    return mapping.model_copy(update={"dates": _DATES})


def _names(module: Module) -> set[str]:
    named = {c for m in module.mappings for c in columns_of([m]).wanted}
    return named | set(module.columns)


def _columns(mappings: Sequence[Mapping], header: Header, file: str, findings: Findings) -> Columns:
    """What to look for, with the titles that are ours but for a slip of the pen."""
    columns = columns_of(mappings)
    synonyms = {name: SYNONYMS.get(name, ()) for name in columns.wanted}
    for name, title in header.guessed(columns.wanted):
        synonyms[name] = (*synonyms[name], title)
        message = f"the column '{title.strip()}' was taken for '{name}'"
        findings.add(file, name, "column-guessed", "note", message)
    return replace(columns, synonyms=synonyms, header_row=header.number)


def _unsealed(sheet: Sheet, findings: Findings) -> Sheet:
    """An adoption order closes the earlier identity: the new family is not kept with it."""
    table = sheet.table
    if table is None or not {FAMILY, ORDERED} <= {*table.column_names}:
        return sheet
    ordered = as_mask(pc.not_equal(pc.fill_null(table[ORDERED].cast(pa.string()), ""), ""))
    family = pc.if_else(
        pa.array(ordered), pa.scalar(None, pa.string()), table[FAMILY].cast(pa.string())
    )
    message = "an adoption order was made, so the new family was not kept with the child"
    findings.add(sheet.name, FAMILY, "sealed-family", "note", message, sheet.row[ordered])
    place = table.column_names.index(FAMILY)
    sheet.table = table.set_column(place, FAMILY, family)
    return sheet
