"""Read a sheet of an XLSX workbook. Excel keeps dates as dates, so they come out as ISO text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from ..findings import Findings
from .header import Columns, find_columns
from .sheet import Sheet, Unreadable

UNPACKED_LIMIT = 1 << 30
"""Bytes a workbook may unpack to; more is taken for an attack on memory."""


def read_xlsx(data: bytes, file: str, columns: Columns, findings: Findings) -> Sheet:
    """The wanted columns of one sheet, as text."""
    rows = list(_rows(data, columns))
    if len(rows) < columns.header_row:
        message = (
            f"the sheet has {len(rows)} rows; its header should be on row {columns.header_row}"
        )
        raise Unreadable("empty", message)
    header = [cell or "" for cell in rows[columns.header_row - 1]]
    body = [
        (number, row)
        for number, row in enumerate(rows[columns.header_row :], columns.header_row + 1)
        if any(cell is not None for cell in row)
    ]
    chosen = find_columns(header, columns, file, findings, len(body))
    cells = {
        str(place): pa.array([_cell(row, place) for _, row in body], pa.string())
        for place in chosen.places
    }
    table = chosen.named(_table(cells, len(body)), file, findings, len(body))
    return Sheet(file, table, np.array([n for n, _ in body], np.int64), columns=chosen.given)


def sheet_names(data: bytes) -> list[str]:
    """The sheets of a workbook that hold cells."""
    book = _book(data)
    names = [str(sheet.title) for sheet in book.worksheets]
    book.close()
    return names


def first_rows(data: bytes, sheet: str, count: int) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet, by number, before it is known which is the header."""
    rows = enumerate(islice(_rows(data, Columns((), sheet=sheet)), count), 1)
    return [(number, [cell or "" for cell in row]) for number, row in rows]


def _table(cells: dict[str, pa.Array], rows: int) -> pa.Table:
    return pa.table(cells) if cells else pa.table({"-": pa.nulls(rows)})


def _cell(row: list[str | None], place: int) -> str:
    return (row[place] or "") if place < len(row) else ""


def _rows(data: bytes, columns: Columns) -> Iterator[list[str | None]]:
    book = _book(data)
    try:
        for row in _sheet(book, columns.sheet).iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    finally:
        book.close()


def _book(data: bytes) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _not_a_bomb(data)
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Unreadable("not-xlsx", f"the workbook cannot be opened: {error}") from None


def _not_a_bomb(data: bytes) -> None:
    unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    if unpacked > UNPACKED_LIMIT:
        message = f"the workbook would unpack to {unpacked:,} bytes, more than is allowed"
        raise Unreadable("too-large", message)


def _sheet(book: Any, name: str | None) -> Any:
    if name is None:
        return book.worksheets[0]
    if name not in book.sheetnames:
        has = ", ".join(f"'{n}'" for n in book.sheetnames)
        raise Unreadable("missing-sheet", f"there is no sheet '{name}'; the workbook has {has}")
    return book[name]


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
