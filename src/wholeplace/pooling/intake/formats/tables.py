"""Read one table, CSV or XLSX as its content says, with the columns its mappings ask for."""

from __future__ import annotations

from collections.abc import Sequence

from wholeplace.place import Mapping

from ..files.csv_file import read_csv
from ..files.header import Columns
from ..files.sheet import Sheet
from ..files.xlsx_file import read_xlsx
from ..findings import Findings
from ..wanted import columns_of
from .base import called


def read_table(
    data: bytes, kind: str, file: str, mappings: Sequence[Mapping], findings: Findings
) -> Sheet:
    """The columns its mappings name, of a file whose content is ``kind``, 'csv' or 'xlsx'."""
    return read_columns(data, kind, file, columns_of(mappings), findings)


def read_columns(data: bytes, kind: str, file: str, columns: Columns, findings: Findings) -> Sheet:
    """The wanted columns of a file whose content is ``kind``, 'csv' or 'xlsx'."""
    if file.lower().endswith(".xlsx") != (kind == "xlsx"):
        message = f"the name says otherwise, but the content is {called(kind)}; read as such"
        findings.add(file, None, "name-and-content", "note", message)
    read = read_xlsx if kind == "xlsx" else read_csv
    sheet = read(data, file, columns, findings)
    if not sheet.rows:
        message = "the file has a header and no rows; nothing is known from it"
        findings.add(file, None, "header-only", "warning", message)
    return sheet
