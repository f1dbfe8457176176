"""Read a CSV or Parquet file as columns of text; blanks and words for 'nothing' are null."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.pooling.intake.files.csv_file import header_of, read_csv
from wholeplace.pooling.intake.files.header import Columns
from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.findings import Findings

NOTHING = ["", "na", "n/a", "nan", "null", "none", "nil", "-", "unknown", "not known"]
_PARQUET, _WORKBOOK = b"PAR1", b"PK\x03\x04"
_DELIMITERS = ",;\t|"
_HEAD = 1 << 16  # bytes in which the header of a CSV ends

Tell = Callable[[str], None]


class CannotRead(Exception):
    """A file that cannot be linked, said in one line."""


def source_names(files: Sequence[Path]) -> dict[str, Path]:
    """Each file by the name of its source: the file's own, without its ending."""
    twice = [name for name, count in Counter(file.stem for file in files).items() if count > 1]
    if twice:
        raise CannotRead(f"two files are called '{twice[0]}'; rename one, as names tell them apart")
    return {file.stem: file for file in files}


def read_file(file: Path, tell: Tell = lambda _: None) -> pa.Table:
    """Every column of a file as text; ``tell`` hears what was wrong with it."""
    data = file.read_bytes()
    if data.startswith(_WORKBOOK):
        raise CannotRead(f"{file}: is a workbook or an archive; save the sheet in it as CSV")
    table = _parquet(file) if data.startswith(_PARQUET) else _csv(data, file, tell)
    if not table.num_rows:
        raise CannotRead(f"{file}: holds no records; give a CSV or Parquet file with a header row")
    return pa.table({name: _text(table[name]) for name in table.column_names})


def _parquet(file: Path) -> pa.Table:
    try:
        return pq.read_table(file)
    except (pa.ArrowException, OSError) as error:
        raise CannotRead(f"{file}: is a damaged Parquet file ({error}); write it again") from error


def _csv(data: bytes, file: Path, tell: Tell) -> pa.Table:
    findings = Findings()
    head = data if len(data) <= _HEAD else data[:_HEAD].rpartition(b"\n")[0]
    try:
        headers = {delimiter: header_of(head, delimiter) for delimiter in _DELIMITERS}
        delimiter = max(_DELIMITERS, key=lambda one: len(headers[one]))
        names = tuple(dict.fromkeys(name for name in headers[delimiter] if name.strip()))
        sheet = read_csv(data, file.name, Columns(names, delimiter=delimiter), findings)
    except Unreadable as error:
        raise CannotRead(f"{file}: {error.message}") from error
    for found in findings:
        where = f" (rows {', '.join(map(str, found.rows[:5]))})" if found.rows else ""
        tell(f"{file.name}{where}: {found.message}")
    return sheet.table


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
