"""Council spend: CSV or XLSX under names that differ by council and year, below rows of titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from difflib import get_close_matches

from wholeplace.place import Mapping

from ..files import csv_file, xlsx_file
from ..files.content import kind_of
from ..files.header import Columns, normal
from ..files.sheet import Unreadable
from ..findings import Findings
from ..wanted import columns_of
from .base import Cut, Part, wrong_content
from .layouts import Module, modules
from .tables import read_columns

ROWS_ABOVE = 25
"""Rows among which the one with the column names is looked for."""
ALIKE = 0.9
"""How near (difflib's ratio) a misspelt name must come to a known one."""
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Header:
    """Where the column names stand, and what each is read as."""

    row: int
    titles: Map[str, str]
    delimiter: str = ","
    sheet: str | None = None


class CouncilSpend:
    """Payments to suppliers, as the Transparency Code asks councils to publish them."""

    name = "council-spend"
    title = "a council's payments to suppliers"

    @property
    def mappings(self) -> Sequence[Mapping]:
        """The one mapping of payments."""
        return self._module.mappings

    @property
    def _module(self) -> Module:
        return modules(self.name)[0]

    def sniff(self, data: bytes) -> float:
        """By the names of its columns, wherever they stand."""
        kind = kind_of(data)
        if kind not in ("csv", "xlsx"):
            return 0.0
        try:
            header = self._header(data, kind)
        except Unreadable:
            return 0.0
        return min(0.8, 0.3 + len(header.titles) / 10) if header else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The payments, with a note of what each column was read as."""
        kind = kind_of(data)
        if kind not in ("csv", "xlsx"):
            raise wrong_content(kind, "CSV or XLSX")
        mappings = cut(self.mappings)
        if not mappings:
            return
        header = self._header(data, kind)
        if header is None:
            message = (
                f"no row among the first {ROWS_ABOVE} names a payee and an amount; known names of"
                f" the payee: {', '.join(self.mappings[0].synonyms['Payee'])}"
            )
            raise Unreadable("no-header", message)
        _tell(header, file, findings)
        sheet = read_columns(data, kind, file, _columns(header, mappings, self._module), findings)
        yield Part(self._module.name, mappings, sheet)

    def _header(self, data: bytes, kind: str) -> Header | None:
        rows = _from_csv(data) if kind == "csv" else _from_xlsx(data)
        known = self.mappings[0].synonyms
        for delimiter, sheet, number, cells in rows:
            titles = _meant(cells, known)
            if all(name in titles for name in self._module.columns):
                return Header(number, titles, delimiter, sheet)
        return None


Row = tuple[str, str | None, int, list[str]]


def _from_csv(data: bytes) -> Iterator[Row]:
    for delimiter in DELIMITERS:
        for number, cells in csv_file.first_rows(data, delimiter, ROWS_ABOVE):
            yield delimiter, None, number, cells


def _from_xlsx(data: bytes) -> Iterator[Row]:
    for sheet in xlsx_file.sheet_names(data):
        for number, cells in xlsx_file.first_rows(data, sheet, ROWS_ABOVE):
            yield ",", sheet, number, cells


def _meant(cells: Sequence[str], known: Map[str, Sequence[str]]) -> dict[str, str]:
    """Which title is read as which of our columns: by name first, then by likeness."""
    titles = {normal(cell): cell.strip() for cell in reversed(cells) if 0 < len(normal(cell)) < 60}
    found: dict[str, str] = {}
    for match in (_by_name, _by_likeness):
        for name, others in known.items():
            if name not in found:
                left = {n: t for n, t in titles.items() if t not in found.values()}
                title = match([normal(n) for n in (name, *others)], left)
                found |= {name: title} if title else {}
    return found


def _by_name(names: Sequence[str], titles: Map[str, str]) -> str | None:
    return next((titles[name] for name in names if name in titles), None)


def _by_likeness(names: Sequence[str], titles: Map[str, str]) -> str | None:
    near = (
        titles[hit]
        for name in names
        if len(name) > 5
        for hit in get_close_matches(name, titles, n=1, cutoff=ALIKE)
    )
    return next(near, None)


def _columns(header: Header, mappings: Sequence[Mapping], module: Module) -> Columns:
    columns = columns_of(mappings)
    return replace(
        columns,
        wanted=tuple(n for n in columns.wanted if n not in module.optional),
        optional=tuple(n for n in columns.wanted if n in module.optional),
        synonyms={name: (title,) for name, title in header.titles.items()},
        header_row=header.row,
        delimiter=header.delimiter,
        sheet=header.sheet,
    )


def _tell(header: Header, file: str, findings: Findings) -> None:
    read_as = ", ".join(f"'{title}' as {_WORDS[n]}" for n, title in header.titles.items())
    findings.add(file, None, "columns-read-as", "note", f"read {read_as}")
    if header.row > 1:
        message = f"the names of the columns stand on row {header.row}; what is above was not read"
        findings.add(file, None, "header-row", "note", message)


_WORDS = {
    "Payee": "payee",
    "Paid": "day paid",
    "Amount": "amount",
    "Service": "service",
    "Purpose": "purpose",
    "Category": "category",
    "Capital": "capital or revenue",
    "Transaction": "transaction number",
}
