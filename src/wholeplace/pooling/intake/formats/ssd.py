"""Standard Safeguarding Dataset: its tables as CSV, or as a script of INSERT statements.

The tables are joined by their ids: ``layouts/ssd.toml`` says which column is looked up where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.header import Columns, find_columns
from ..files.sheet import Sheet, part_of
from ..files.sql_file import SqlTable, is_sql, tables_of
from ..findings import Findings
from .asking import asked_of, looked_up_of
from .base import Cut, Part
from .csv_modules import CsvModules, columns_of_module, module_with
from .layouts import Module
from .ssd_columns import MADE, without_placeholders


class Ssd(CsvModules):
    """Tables of a council's case system in the shape of Data to Insight's release 1.4."""

    def __init__(self) -> None:
        super().__init__("ssd", "a table of the Standard Safeguarding Dataset (CSV or SQL)")

    def sniff(self, data: bytes) -> float:
        """By the columns of a table, or by the tables that a script fills."""
        if kind_of(data) == "csv" and is_sql(data):
            return 0.9 if b"ssd_" in data[: 1 << 18].replace(b"\x00", b"").lower() else 0.0
        return super().sniff(data)

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The table a CSV file is, or each table of a script."""
        if kind_of(data) == "csv" and is_sql(data):
            for table in tables_of(data, "ssd_"):
                yield from self._of_script(table, file, cut, findings)
        elif kind_of(data) == "csv" and self._is_other(header_of(data), file, findings):
            return
        else:
            yield from super().read(data, file, cut, findings)

    def _is_other(self, header: list[str], name: str, findings: Findings) -> bool:
        """A table of the dataset that is not one we know; a council may add its own."""
        if module_with(header, self.modules):
            return False
        if not PurePosixPath(name).name.lower().startswith("ssd_"):
            return False
        message = "the table is one of the dataset's that is not known; nothing was read from it"
        findings.add(name, None, "module-not-used", "note", message)
        return True

    def _of_script(
        self, table: SqlTable, file: str, cut: Cut, findings: Findings
    ) -> Iterator[Part]:
        name = part_of(file, table.name)
        module = module_with(table.header, self.modules)
        if module is None:
            message = f"the table '{table.name}' is not one we know; nothing was read from it"
            findings.add(file, table.name, "module-not-used", "note", message)
            return
        mappings = cut(module.mappings)
        asked = asked_of(module, self.modules, cut)
        if mappings or asked:
            columns = self.columns(module, mappings, asked)
            sheet = _sheet(table, name, columns, findings)
            yield self.part(module, mappings, sheet, findings)

    def columns(
        self, module: Module, mappings: tuple[Mapping, ...], asked: tuple[str, ...]
    ) -> Columns:
        """Columns that are made of others give way to those they are made of."""
        columns = columns_of_module(module, mappings, asked)
        made = MADE.get(module.name)
        if made is None:
            return columns
        wanted = [name for name in columns.wanted if name not in made.names]
        wanted = list(dict.fromkeys([*wanted, *made.reads]))
        return replace(columns, wanted=tuple(wanted))

    def part(
        self, module: Module, mappings: tuple[Mapping, ...], sheet: Sheet, findings: Findings
    ) -> Part:
        """A table with the columns that are made of others."""
        without_placeholders(sheet, findings)
        made = MADE.get(module.name)
        if made and sheet.table is not None:
            made.add_to(sheet, findings)
        return Part(module.name, mappings, sheet, looked_up_of(module, mappings))


def _sheet(table: SqlTable, name: str, columns: Columns, findings: Findings) -> Sheet:
    chosen = find_columns(table.header, columns, name, findings, len(table.rows))
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.header)
    read = {str(p): pa.array(cells[p], pa.string()).dictionary_encode() for p in chosen.places}
    made = chosen.named(pa.table(read), name, findings, len(table.rows))
    return Sheet(name, made, np.array(table.lines, np.int64), columns=chosen.given)
