"""Read sheets of an XLSX workbook. Excel keeps dates as dates, so they come out as ISO text.

Every row that the workbook's own XML says is filled comes out, or the whole file is refused.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice, zip_longest
from typing import Any

import numpy as np
import pyarrow as pa

from ..findings import Findings
from .header import Columns, find_columns
from .sheet import LABEL, Sheet, Unreadable
from .xlsx_scan import Package, Scan

Row = tuple[int, list[Any]]
_BLOCK = 10_000


class Workbook:
    """An opened workbook. Raises Unreadable when it is none, or would be too large."""

    def __init__(self, data: bytes):
        from python_calamine import CalamineError, CalamineWorkbook

        self._package = Package(data)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except CalamineError as error:
            raise _cannot_open(error) from None

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets that hold cells, in order."""
        return [name for name in self._book.sheet_names if name in self._package.parts]

    def sheet(self, name: str | None) -> Grid:
        """One sheet; the first unless named."""
        if not self.sheets:
            raise Unreadable("empty", "the workbook has no sheet")
        if name is not None and name not in self.sheets:
            has = ", ".join(f"'{n}'" for n in self.sheets)
            raise Unreadable("missing-sheet", f"there is no sheet '{name}'; the workbook has {has}")
        return Grid(self._book, self._package, name or self.sheets[0])


class Grid:
    """The cells of one sheet. Rows have the numbers a spreadsheet shows."""

    def __init__(self, book: Any, package: Package, name: str):
        from python_calamine import CalamineError

        self.name, self._package = name, package
        try:
            self.scan: Scan = package.scan(name)
            self._cells = book.get_sheet_by_name(name)
        except (CalamineError, KeyError) as error:
            raise _cannot_open(error) from None
        start = self._cells.start
        self._left = start[1] if start else 0

    def rows(self) -> Iterator[Row]:
        """Every row from the first, blank ones too."""
        blank = [""] * self._left
        for number, cells in enumerate(self._cells.iter_rows(), 1):
            yield number, blank + cells

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """The first rows as text, before it is known which is the header."""
        return [(number, [_text(c) for c in cells]) for number, cells in islice(self.rows(), count)]

    def read(self, file: str, columns: Columns, findings: Findings) -> Sheet:
        """The wanted columns of the rows below the header, as text."""
        head = [cells for _, cells in self.head(columns.header_row)]
        if len(head) < columns.header_row:
            message = (
                f"the sheet has {len(head)} rows; its header should be on row {columns.header_row}"
            )
            raise Unreadable("empty", message)
        counted = sum(number > columns.header_row for number in self.scan.filled)
        chosen = find_columns(head[-1], columns, file, findings, counted)
        body = ((n, cells) for n, cells in self.rows() if n > columns.header_row and _filled(cells))
        table, numbers = _table(body, chosen.places)
        self._refuse_loss(numbers, columns.header_row)
        self._tell_failed(numbers, file, findings)
        table = chosen.named(table, file, findings, len(numbers))
        return Sheet(file, table, numbers, columns=chosen.given)

    def _refuse_loss(self, read: np.ndarray, header_row: int) -> None:
        """The rows read must be those the XML shows as filled."""
        counted = np.array([n for n in self.scan.filled if n > header_row], np.int64)
        unread = np.setdiff1d(counted, read)
        extra = np.setdiff1d(read, counted)
        if len(extra) or (len(unread) and not self._package.blank(self.name, set(unread.tolist()))):
            message = (
                f"{len(counted)} rows were counted in the sheet '{self.name}' but {len(read)}"
                " read; the whole file is refused so that no row is lost. Save it again from Excel"
            )
            raise Unreadable("record-count", message, len(counted))

    def _tell_failed(self, read: np.ndarray, file: str, findings: Findings) -> None:
        failed = np.intersect1d(read, np.array(self.scan.failed, np.int64))
        message = "the row has a formula that failed or was never worked out; it was taken as blank"
        findings.add(file, None, "formula-without-value", "warning", message, failed)


def read_xlsx(data: bytes, file: str, columns: Columns, findings: Findings) -> Sheet:
    """The wanted columns of one sheet, as text."""
    return Workbook(data).sheet(columns.sheet).read(file, columns, findings)


def sheet_names(data: bytes) -> list[str]:
    """The sheets of a workbook that hold cells."""
    return Workbook(data).sheets


def first_rows(data: bytes, sheet: str, count: int) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet, by number, before it is known which is the header."""
    return Workbook(data).sheet(sheet).head(count)


def _cannot_open(error: Exception) -> Unreadable:
    return Unreadable("not-xlsx", f"the workbook cannot be opened: {error}")


def _filled(cells: list[Any]) -> bool:
    return cells.count("") < len(cells)


def _table(body: Iterator[Row], places: Sequence[int]) -> tuple[pa.Table, np.ndarray]:
    """The cells at ``places`` as text, and the rows' numbers."""
    wanted = sorted(set(places))
    numbers: list[int] = []
    blocks = [pa.table({str(place): pa.array([], LABEL) for place in wanted})]
    while block := list(islice(body, _BLOCK)):
        numbers += [number for number, _ in block]
        columns = list(zip_longest(*(cells for _, cells in block), fillvalue=""))
        columns += [("",) * len(block)] * (max(wanted, default=0) + 1 - len(columns))
        blocks.append(pa.table({str(place): _column(columns[place]) for place in wanted}))
    table = pa.concat_tables(blocks) if wanted else pa.table({"-": pa.nulls(len(numbers))})
    return table, np.array(numbers, np.int64)


def _column(cells: Sequence[Any]) -> pa.Array:
    texts = cells if set(map(type, cells)) <= {str} else [_text(cell) for cell in cells]
    return pa.array(texts, pa.string()).dictionary_encode()


def _text(cell: Any) -> str:
    return _SAID.get(type(cell), str)(cell)


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() else str(cell)


_SAID: dict[type, Callable[[Any], str]] = {
    str: lambda cell: cell,
    float: _number,
    datetime: lambda cell: cell.date().isoformat(),
    date: date.isoformat,
}
"""How a cell of each type is written; others as Python writes them."""
