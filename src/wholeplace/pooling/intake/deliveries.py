"""Read a source's files into sheets, each with the mappings that understand it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from wholeplace.place import Mapping, Place, Source

from .files.cin_file import is_cin, read_cin
from .files.content import kind_of
from .files.csv_file import header_of, read_csv
from .files.header import normal, respelled
from .files.sheet import Sheet, Unreadable
from .files.xlsx_file import read_xlsx
from .findings import Findings
from .granted import Opened, cut
from .layouts import Module, modules
from .report import Delivered
from .wanted import columns_of


@dataclass
class Layout:
    """Sheets of one layout, from one or several files, and the mappings that read them."""

    mappings: tuple[Mapping, ...]
    sheets: list[Sheet] = field(default_factory=list)


class Deliveries:
    """All files of a source, read. ``layouts`` holds what could be read, by name of its layout."""

    def __init__(self, place: Place, source: Source, opened: Opened, findings: Findings):
        self.source, self.opened, self.findings = source, opened, findings
        self.layouts: dict[str, Layout] = {}
        self.hashes: dict[str, str] = {}
        self.turned_away: dict[str, int] = {}
        for path in files_of(place, source):
            self._read(path, path.relative_to(place.extracts).as_posix())
        if not self.hashes:
            wanted = ", ".join(source.files)
            message = f"no file {wanted} was delivered under extracts/; nothing is known from it"
            findings.add(wanted, None, "no-file", "error", message)

    def _read(self, path: Path, file: str) -> None:
        data = path.read_bytes()
        self.hashes[file] = hashlib.sha256(data).hexdigest()
        try:
            for layout, mappings, sheet in self._sheets(data, file):
                self.layouts.setdefault(layout, Layout(mappings)).sheets.append(sheet)
        except Unreadable as no:
            self.findings.add(file, no.column, no.rule, "error", no.message)
            self.turned_away[file] = no.rows

    def _sheets(self, data: bytes, file: str) -> Iterator[tuple[str, tuple[Mapping, ...], Sheet]]:
        kind = kind_of(data)
        if kind == "empty":
            raise Unreadable("empty", "the file is empty; ask the partner to send it again")
        if self.source.format == "cin-census":
            yield from self._census(data, file, kind)
        elif kind not in ("csv", "xlsx"):
            raise Unreadable("wrong-content", f"the file is {_called(kind)}; expected CSV or XLSX")
        elif self.source.format == "ssda903":
            yield from self._module(data, file, kind)
        else:
            yield from self._mapped(data, file, kind)

    def _mapped(self, data: bytes, file: str, kind: str) -> Iterator[tuple[str, tuple, Sheet]]:
        assert self.source.mapping is not None
        mappings = self._cut((self.source.mapping,))
        if mappings:
            yield "mapped", mappings, self._table(data, file, kind, mappings)

    def _module(self, data: bytes, file: str, kind: str) -> Iterator[tuple[str, tuple, Sheet]]:
        if kind != "csv":
            raise Unreadable("wrong-content", f"the file is {_called(kind)}; expected a CSV module")
        module = _module_with(header_of(data), modules("ssda903"))
        if module is None:
            known = ", ".join(m.name for m in modules("ssda903"))
            message = f"the columns are those of no SSDA903 module; known: {known}"
            raise Unreadable("unknown-module", message)
        mappings = self._cut(module.mappings)
        if mappings:
            yield module.name, mappings, self._table(data, file, kind, mappings)
        elif not module.mappings:
            message = f"the module '{module.name}' is known and not used; nothing was read from it"
            self.findings.add(file, None, "module-not-used", "note", message)

    def _census(self, data: bytes, file: str, kind: str) -> Iterator[tuple[str, tuple, Sheet]]:
        if kind != "xml" or not is_cin(data):
            message = f"the file is {_called(kind)}; expected a Children in Need census (XML)"
            raise Unreadable("wrong-content", message)
        sheets = read_cin(data, file)
        for module in modules("cin-census"):
            mappings = self._cut(module.mappings)
            if mappings:
                sheet = sheets[module.name]
                sheet.table = respelled(sheet.table, mappings[0].synonyms)
                yield module.name, mappings, sheet

    def _cut(self, mappings: Sequence[Mapping]) -> tuple[Mapping, ...]:
        return tuple(kept for m in mappings if (kept := cut(m, self.opened)))

    def _table(self, data: bytes, file: str, kind: str, mappings: tuple[Mapping, ...]) -> Sheet:
        named_so = file.lower().endswith(".xlsx")
        if named_so != (kind == "xlsx"):
            message = f"the name says otherwise, but the content is {_called(kind)}; read as such"
            self.findings.add(file, None, "name-and-content", "note", message)
        read = read_xlsx if kind == "xlsx" else read_csv
        sheet = read(data, file, columns_of(mappings), self.findings)
        if not sheet.rows:
            message = "the file has a header and no rows; nothing is known from it"
            self.findings.add(file, None, "header-only", "warning", message)
        return sheet

    def delivered(self, set_aside: Map[str, int]) -> Iterator[Delivered]:
        """Each file's rows: loaded, and set aside here or later."""
        sheets = [s for layout in self.layouts.values() for s in layout.sheets]
        for file, digest in self.hashes.items():
            own = [s for s in sheets if s.name == file]
            away = self.turned_away.get(file, 0)
            rows = sum(s.rows for s in own) + away
            aside = sum(s.quarantined for s in own) + away + set_aside.get(file, 0)
            yield Delivered(file, digest, rows, rows - aside, aside)


def mappings_of(source: Source) -> list[Mapping]:
    """Every mapping that may read a source: its own, or those of its return."""
    if source.mapping is not None:
        return [source.mapping]
    return [mapping for module in modules(source.format) for mapping in module.mappings]


def files_of(place: Place, source: Source) -> list[Path]:
    """The files delivered for a source, in order of name."""
    found = {path for pattern in source.files for path in place.extracts.glob(pattern)}
    return sorted(path for path in found if path.is_file())


def _module_with(header: Sequence[str], known: Sequence[Module]) -> Module | None:
    names = {normal(title) for title in header}
    fitting = [m for m in known if names.issuperset(map(normal, m.columns))]
    return max(fitting, key=lambda m: len(m.columns), default=None)


def _called(kind: str) -> str:
    return {"csv": "plain text", "xlsx": "an Excel workbook", "xml": "XML"}.get(kind, kind)
