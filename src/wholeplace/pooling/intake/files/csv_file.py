"""Read a CSV by columns. Every record counted is loaded or quarantined, or all are refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from ..findings import Findings
from .encoding import as_utf8
from .header import Columns, find_columns
from .scan import Scan, scan
from .sheet import LABEL, Sheet, Unreadable

_BLOCK = 1 << 24
_LARGEST = (1 << 31) - 16


def read_csv(data: bytes, file: str, columns: Columns, findings: Findings) -> Sheet:
    """The wanted columns of a CSV, as text."""
    text = as_utf8(data)
    if text.note:
        findings.add(file, None, text.note[0], "note", text.note[1])
    found = scan(text.data, columns.delimiter)
    records = np.flatnonzero(~found.blank)
    head, body = _split(records, columns.header_row)
    if found.open_quote is not None:
        raise _never_closed(found, len(body))
    header = _header(text.data, found, head, columns)
    kept, bad = _with_nul(text.data, found, body)
    findings.add(file, None, "nul-byte", "error", _NUL, bad + 1)
    chosen = find_columns(header, columns, file, findings, len(body))
    table, ragged = _parse(text.data, found, kept, len(header), chosen.places, columns.delimiter)
    findings.add(file, None, "ragged-row", "error", _ragged(len(header)), kept[ragged] + 1)
    row = np.delete(kept, ragged) + 1
    if len(row) != table.num_rows:
        raise Unreadable("record-count", _count(len(body), table.num_rows, len(ragged)), len(body))
    table = chosen.named(table, file, findings, len(body))
    return Sheet(file, table, row, len(body) - len(row), chosen.given)


def header_of(data: bytes, delimiter: str = ",") -> list[str]:
    """The first row of a CSV, before it is known what the CSV is."""
    text = as_utf8(data).data
    found = scan(text[: 1 << 20], delimiter)
    records = np.flatnonzero(~found.blank)
    return _header(
        text, found, int(records[0]) if len(records) else None, Columns((), delimiter=delimiter)
    )


def first_rows(data: bytes, delimiter: str, count: int) -> list[tuple[int, list[str]]]:
    """The first rows that are not blank, by number, before it is known which is the header."""
    text = as_utf8(data).data[: 1 << 20]
    found = scan(text, delimiter)
    records = np.flatnonzero(~found.blank)[:count].tolist()
    return [(record + 1, _cells(text, found, record, delimiter)) for record in records]


_NUL = "the row holds NUL bytes, as after a broken transfer; it was set aside. Ask for it again"


def _ragged(width: int) -> str:
    return f"the row has not the {width} columns of the header; it was set aside"


def _count(counted: int, loaded: int, ragged: int) -> str:
    return (
        f"{counted} records were counted but {loaded} were read and {ragged} set aside;"
        " the whole file is refused so that no row is lost. Check its quotes and line ends"
    )


def _never_closed(found: Scan, rows: int) -> Unreadable:
    line = (found.open_quote or 0) + 1
    message = f"a quote that opens on row {line} is never closed; the whole file is refused"
    return Unreadable("open-quote", message, rows)


def _split(records: np.ndarray, header_row: int) -> tuple[int | None, np.ndarray]:
    """The record that is the header, and those after it."""
    at = records[records >= header_row - 1]
    return (int(at[0]), at[1:]) if len(at) else (None, at)


def _header(data: bytes, found: Scan, head: int | None, columns: Columns) -> list[str]:
    if head is None:
        rows = f"a header on row {columns.header_row}" if columns.header_row > 1 else "a header"
        raise Unreadable("empty", f"the file has no rows; it should have {rows}")
    return _cells(data, found, head, columns.delimiter)


def _cells(data: bytes, found: Scan, record: int, delimiter: str) -> list[str]:
    line = data[found.starts[record] : found.ends[record]].decode("utf-8", "replace")
    csv.field_size_limit(1 << 30)
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))


def _with_nul(data: bytes, found: Scan, body: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Records without, and with, NUL bytes."""
    if b"\x00" not in data:
        return body, body[:0]
    nul = np.flatnonzero(np.frombuffer(data, np.uint8) == 0)
    hit = np.unique(np.searchsorted(found.starts, nul, "right") - 1)
    return np.setdiff1d(body, hit), np.intersect1d(body, hit)


def _parse(
    data: bytes, found: Scan, kept: np.ndarray, width: int, places: Sequence[int], delimiter: str
) -> tuple[pa.Table, np.ndarray]:
    """The columns at ``places``, and which of the kept records are ragged."""
    names = [str(n) for n in range(width)]
    wanted = list(dict.fromkeys(names[p] for p in places))
    if not len(kept):
        return pa.table({n: pa.array([], LABEL) for n in wanted}), kept[:0]
    ragged: list[int] = []

    def set_aside(bad: pa_csv.InvalidRow) -> str:
        ragged.append(bad.number - 1)
        return "skip"

    try:
        table = pa_csv.read_csv(
            pa.BufferReader(_body(data, found, kept)),
            pa_csv.ReadOptions(
                use_threads=False,
                column_names=names,
                block_size=min(max(_BLOCK, found.longest + 16), _LARGEST),
            ),
            pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=b'"' in data, invalid_row_handler=set_aside
            ),
            pa_csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, LABEL),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise Unreadable("not-csv", f"the file cannot be read as CSV: {error}", len(kept)) from None
    return table, np.array(ragged, np.int64)


def _body(data: bytes, found: Scan, kept: np.ndarray) -> pa.Buffer:
    """The kept records' bytes: one slice when they follow each other, pieces when some are cut."""
    first, last = int(kept[0]), int(kept[-1])
    if len(kept) == int(np.count_nonzero(~found.blank[first : last + 1])):
        return pa.py_buffer(memoryview(data)[found.starts[first] : found.ends[last]])
    pieces = (data[found.starts[r] : found.ends[r]] for r in kept.tolist())
    return pa.py_buffer(b"\n".join(pieces))
