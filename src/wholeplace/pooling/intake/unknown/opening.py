"""Open an unknown file with the readers every delivery goes through, once its shape is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Joined

from ..files import csv_file, xlsx_file
from ..files.content import kind_of
from ..files.header import Columns, normal
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..formats.base import called
from . import contents, words

LOOKED_AT = 40
"""Rows among which the header is looked for."""
SAMPLE = 5_000
"""Rows from which evidence is taken, spread evenly over the file."""
DELIMITERS = ",;\t|"

Head = tuple[int, list[str]]


@dataclass(frozen=True)
class Opened:
    """A file's shape, and a sample of its columns as text, under their own titles."""

    file: str
    rows: int
    set_aside: int
    header_row: int
    table: pa.Table
    delimiter: str = ","
    sheet: str | None = None
    doubled: tuple[str, ...] = ()
    joined: dict[str, Joined] = field(default_factory=dict)


def opened(data: bytes, file: str) -> Opened:
    """Find the sheet, delimiter and header, then read. Raises Unreadable, saying what to do."""
    kind = kind_of(data)
    if kind == "empty":
        raise Unreadable("empty", "the file is empty; ask the partner to send it again")
    if kind in ("xml", "json"):
        message = f"the file is {called(kind)}, of no format that is known; expected CSV or XLSX"
        raise Unreadable("wrong-content", message)
    if kind not in ("csv", "xlsx"):
        raise Unreadable("wrong-content", f"the file is {kind}; expected CSV or XLSX")
    return _workbook(data, file) if kind == "xlsx" else _plain(data, file)


def _plain(data: bytes, file: str) -> Opened:
    heads = {mark: csv_file.first_rows(data, mark, LOOKED_AT) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: _regularity(heads[mark]))
    head = header_of(heads[delimiter])
    if head is None:
        raise _no_header()
    return _sampled(data, file, Columns((), header_row=head[0], delimiter=delimiter), head)


def _workbook(data: bytes, file: str) -> Opened:
    """The first sheet that has a header; a cover sheet has none."""
    for place, sheet in enumerate(xlsx_file.sheet_names(data)):
        head = header_of(xlsx_file.first_rows(data, sheet, LOOKED_AT))
        if head:
            chosen = sheet if place else None
            return _sampled(data, file, Columns((), header_row=head[0], sheet=chosen), head)
    raise _no_header()


def _no_header() -> Unreadable:
    message = (
        f"none of the first {LOOKED_AT} rows holds names of columns about people, such as 'surname'"
        " or 'date of birth'. Where they are missing, write them above the first row of a copy; a"
        " file of payments or counts needs [mapping.spend] or [mapping.aggregate], as 'wholeplace"
        " schema source' shows"
    )
    return Unreadable("no-header", message)


def _regularity(rows: Sequence[Head]) -> int:
    """Cells in rows of the most usual width; a file read with the wrong delimiter has few."""
    widths = Counter(len(cells) for _, cells in rows)
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def header_of(rows: Sequence[Head]) -> Head | None:
    """The row with the most names in it, known ones above all; none if it may be a row of data."""
    widest = max((_filled(cells) for _, cells in rows), default=0)
    able = [row for row in rows if _filled(row[1]) * 2 > widest and _are_names(row[1])]
    return max(able, key=lambda row: _names(row[1]), default=None)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _are_names(cells: Sequence[str]) -> bool:
    return words.are_names(cells) and not any(map(contents.is_value, cells))


def _names(cells: Sequence[str]) -> int:
    different = {normal(cell) for cell in cells} - {""}
    return len(different) + sum(words.are_names([cell]) for cell in cells)


def _sampled(data: bytes, file: str, shape: Columns, head: Head) -> Opened:
    counted = Counter(map(normal, head[1]))
    titles = [t.strip() for t in head[1] if normal(t) and counted[normal(t)] == 1]
    doubled = {
        normal(t): t.strip() for t in reversed(head[1]) if normal(t) and counted[normal(t)] > 1
    }
    wanted = Columns(
        tuple(titles), header_row=shape.header_row, delimiter=shape.delimiter, sheet=shape.sheet
    )
    read = xlsx_file.read_xlsx if kind_of(data) == "xlsx" else csv_file.read_csv
    sheet = read(data, file, wanted, Findings())
    if not len(sheet.row):
        raise Unreadable("header-only", "the file has a header and no rows to judge by")
    joined = three_part_dates(titles)
    return Opened(
        file,
        sheet.rows,
        sheet.quarantined,
        shape.header_row,
        _with_joined(_spread(sheet), joined),
        shape.delimiter,
        shape.sheet,
        tuple(doubled.values()),
        joined,
    )


def _spread(sheet: Sheet) -> pa.Table:
    assert sheet.table is not None
    places = np.unique(np.linspace(0, len(sheet.row) - 1, SAMPLE).astype(np.int64))
    taken = sheet.table.take(places)
    plain = [pc.utf8_trim_whitespace(column.cast(pa.string())) for column in taken.columns]
    return pa.table(dict(zip(taken.column_names, plain, strict=True)))


def three_part_dates(titles: Sequence[str]) -> dict[str, Joined]:
    """Dates told in three columns: startday, startmonth, startyear are 'startdate'."""
    at = {normal(title): title for title in titles}
    stems = [name.removesuffix("day") for name in at if name.endswith("day")]
    found = {stem: [at.get(stem + part, "") for part in ("day", "month", "year")] for stem in stems}
    return {
        f"{stem}date": Joined(columns=tuple(columns))
        for stem, columns in found.items()
        if all(columns) and f"{stem}date" not in at
    }


def _with_joined(table: pa.Table, joined: dict[str, Joined]) -> pa.Table:
    """The joined columns in place of their parts."""
    for name, made in joined.items():
        whole = pc.binary_join_element_wise(*(table[c] for c in made.columns), made.separator)
        empty = pc.equal(whole, made.separator * (len(made.columns) - 1))
        table = table.drop_columns(list(made.columns)).append_column(
            name, pc.if_else(empty, "", whole)
        )
    return table
