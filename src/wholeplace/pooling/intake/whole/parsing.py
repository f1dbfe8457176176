"""Parse a CSV, XLSX or Parquet file into columns of text; words for 'nothing' are null."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..files import xlsx_file
from ..files.content import kind_of
from ..files.csv_file import header_of, read_csv
from ..files.header import Columns
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from .rows import rows_of, with_rows

NOTHING = ["", "na", "n/a", "nan", "null", "none", "nil", "-", "unknown", "not known"]
_PARQUET = b"PAR1"
_DELIMITERS = ",;\t|"
_HEAD = 1 << 16  # bytes in which the header of a CSV ends
_LOOKED_AT = 40  # rows among which the header of a sheet is looked for

Parsed = tuple[pa.Table, list[str]]
"""Columns of text, and what was wrong with the file."""


def parse_file(file: Path) -> Parsed:
    """Every column of a file. Raises Unreadable for what is no table."""
    data = file.read_bytes()
    kind = "parquet" if data.startswith(_PARQUET) else kind_of(data)
    if kind not in _READERS:
        raise Unreadable("wrong-content", f"is {kind}; give CSV, XLSX or Parquet")
    table, said = _READERS[kind](data, file.name)
    if not table.num_rows:
        raise Unreadable("no-records", "holds no records; give a file with a header and rows")
    text = pa.table({name: _text(table[name]) for name in table.column_names})
    return with_rows(text, rows_of(table)), said


def _parquet(data: bytes, _: str) -> Parsed:
    try:
        table = pq.read_table(pa.BufferReader(data))
    except (pa.ArrowException, OSError) as error:
        message = f"is a damaged Parquet file ({error}); write it again"
        raise Unreadable("damaged", message) from error
    nested = [one.name for one in table.schema if not _is_plain(one.type)]
    said = [f"the column '{name}' holds no plain values; it is left out" for name in nested]
    return table.drop_columns(nested), said


def _is_plain(kind: pa.DataType) -> bool:
    return not (pa.types.is_nested(kind) or pa.types.is_binary(kind))


def _csv(data: bytes, name: str) -> Parsed:
    head = data if len(data) <= _HEAD else data[:_HEAD].rpartition(b"\n")[0]
    headers = {delimiter: header_of(head, delimiter) for delimiter in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda one: len(headers[one]))
    findings = Findings()
    shape = Columns(_names(headers[delimiter]), delimiter=delimiter)
    return _sheet(read_csv(data, name, shape, findings), findings)


def _workbook(data: bytes, name: str) -> Parsed:
    """The first sheet with two rows or more; its header is the first row as wide as any."""
    for sheet in xlsx_file.sheet_names(data):
        rows = xlsx_file.first_rows(data, sheet, _LOOKED_AT)
        if len(rows) > 1:
            widest = max(len(_names(cells)) for _, cells in rows)
            number, header = next(row for row in rows if len(_names(row[1])) == widest)
            findings = Findings()
            shape = Columns(_names(header), header_row=number, sheet=sheet)
            return _sheet(xlsx_file.read_xlsx(data, name, shape, findings), findings)
    raise Unreadable("no-records", "holds no records in any sheet; give one with a header and rows")


_READERS = {"parquet": _parquet, "csv": _csv, "xlsx": _workbook}


def _names(header: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in header if name.strip()))


def _sheet(sheet: Sheet, findings: Findings) -> Parsed:
    assert sheet.table is not None
    said = [f"{_where(found.rows)}{found.message}" for found in findings]
    return with_rows(sheet.table, sheet.row), said


def _where(rows: Sequence[int]) -> str:
    return f"rows {', '.join(map(str, rows[:5]))}: " if rows else ""


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text without spaces around it; null where it says that there is nothing."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.date32(), safe=False)
    if pa.types.is_floating(column.type) and _whole(column):
        column = column.cast(pa.int64())
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    nothing = pc.is_in(pc.utf8_lower(trimmed), value_set=pa.array(NOTHING))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), trimmed)


def _whole(column: pa.ChunkedArray) -> bool:
    """Whether decimals are whole numbers, as a number column with gaps often is."""
    same = pc.equal(column, pc.trunc(column))
    return bool(pc.all(pc.and_(same, pc.less(pc.abs(column), 2.0**53)), min_count=0).as_py())
