"""Look at a workbook's XML before, and apart from, the parser that reads it.

How much it unpacks to, how far its cells reach, and which rows hold something: a parser that loses
a row cannot then go unnoticed, and a small file that unfolds into a huge one is never unfolded.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from .content import BROKEN_ZIP
from .sheet import Unreadable
from .xml_tree import parsed

UNPACKED_LIMIT = 1 << 29
"""Bytes a workbook may unpack to; more is taken for an attack on memory."""
STRINGS_LIMIT = 1 << 27
"""Bytes its table of shared strings may unpack to."""
CELLS_LIMIT = 16_000_000
"""Cells from the first that is filled to the last, blank ones between them counted."""

_BLOCK = 1 << 22
_LONGEST_ROW = 1 << 26
_LONGEST_HEAD = 1 << 16
_STRINGS = "xl/sharedStrings.xml"
_LETTERS = 26
_PREFIX = re.compile(rb"<((?:\w+:)?)sheetData")
_NUMBER = re.compile(rb'row\b[^>]*?\sr="(\d{1,12})"')
_BEYOND_Z = re.compile(rb' r="([A-Z]{2,4})\d')
_FAR_BELOW = re.compile(rb' r="[A-Z]*(\d{7,12})')
_FILLED = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>[^<]")
_CELL = re.compile(rb"<(?:\w+:)?c(?:\s([^>]*))?>(.*?)</(?:\w+:)?c>", re.DOTALL)
_STRING = re.compile(rb"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>|<(?:\w+:)?si/>", re.DOTALL)
_INDEX = re.compile(rb"<(?:\w+:)?v>(\d{1,12})<")


@dataclass
class Scan:
    """Numbers of the rows that hold something, and of those with a cell that has no value."""

    filled: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


@dataclass
class Reach:
    """How far the cells of a sheet go: whatever its XML is like, never less than they do."""

    cells: int = 0
    width: int = _LETTERS
    last: int = 0

    def see(self, rows: bytes) -> None:
        """Look at some rows of its XML."""
        self.cells += sum(map(rows.count, (b"<c ", b"<c>", b":c ", b":c>")))
        self.width = max([self.width, *map(_place, set(_BEYOND_Z.findall(rows)))])
        below = (*_NUMBER.findall(rows), *_FAR_BELOW.findall(rows))
        self.last = max([self.last, *map(int, below)])

    def from_row(self, first: int) -> int:
        """Cells from a row to the last, blank ones between them counted."""
        return max(self.cells, (self.last - first + 1) * self.width)


class Package:
    """The files inside a workbook."""

    def __init__(self, data: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._refuse_bombs()
            self.parts = self._sheets()
        except BROKEN_ZIP as error:
            raise Unreadable("not-xlsx", f"the workbook cannot be opened: {error}") from None

    def _refuse_bombs(self) -> None:
        """By what really comes out, as the sizes a file states of itself may be lies."""
        total = 0
        for part in self._zip.infolist():
            limit = STRINGS_LIMIT if part.filename == _STRINGS else UNPACKED_LIMIT
            size = 0
            for block in self._blocks(part.filename):
                size += len(block)
                if size > limit or total + size > UNPACKED_LIMIT:
                    message = (
                        f"the workbook would unpack to more than {limit:,} bytes, which is taken"
                        " for an attack; send it in smaller files"
                    )
                    raise Unreadable("too-large", message)
            total += size

    def _blocks(self, part: str) -> Iterator[bytes]:
        with self._zip.open(part) as packed:
            while block := packed.read(_BLOCK):
                yield block

    def _sheets(self) -> dict[str, str]:
        """Each sheet's file inside the workbook, in the order of their tabs."""
        links = parsed(self._zip.read("xl/_rels/workbook.xml.rels"))
        target = {link.get("Id"): link.get("Target", "") for link in links}
        book = parsed(self._zip.read("xl/workbook.xml"))
        found = {}
        for sheet in (e for e in book.iter() if e.tag.rpartition("}")[2] == "sheet"):
            link = next((v for k, v in sheet.items() if k.endswith("}id")), None)
            path = posixpath.normpath(posixpath.join("xl", target.get(link, "")))
            found[sheet.get("name", "")] = path.removeprefix("/")
        return found

    def scan(self, sheet: str) -> Scan:
        """Look at one sheet. Raises Unreadable when its cells reach too far."""
        scan, reach = Scan(), Reach()
        for number, row in self._rows(sheet, reach):
            if _FILLED.search(row):
                scan.filled.append(number)
            if b't="e"' in row or b"f></" in row:
                scan.failed.append(number)
        cells = reach.from_row(min(scan.filled, default=reach.last))
        if cells > CELLS_LIMIT:
            message = (
                f"the sheet '{sheet}' reaches over some {cells:,} cells, more than is"
                " allowed; delete what stands far below or beside the table"
            )
            raise Unreadable("too-large", message)
        return scan

    def _whole_rows(self, sheet: str) -> Iterator[bytes]:
        """The sheet's XML in pieces that end where a row ends."""
        rest = b""
        for block in self._blocks(self.parts[sheet]):
            rest += block
            cut = rest.rfind(b"row>") + 4
            if cut > 4:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST_ROW:
                raise Unreadable("too-large", f"the sheet '{sheet}' has a row without end")

    def _rows(self, sheet: str, reach: Reach | None = None) -> Iterator[tuple[int, bytes]]:
        """Each row that is not empty, by number."""
        number, prefix = 0, b""
        for rows in self._whole_rows(sheet):
            if reach:
                reach.see(rows)
            found = _PREFIX.search(rows[:_LONGEST_HEAD])
            prefix = found[1] if found else prefix
            opens = b"<" + prefix + b"row"
            for row in rows.split(b"</" + prefix + b"row>")[:-1]:
                at = row.rfind(opens)
                said = _NUMBER.match(row, at + len(opens) - 3)
                number = int(said[1]) if said else number + row.count(opens)
                yield number, row

    def blank(self, sheet: str, rows: set[int]) -> bool:
        """Whether rows that seem to hold something hold only errors and empty strings."""
        empty = self._empty_strings()
        return all(
            _says_nothing(attributes, content, empty)
            for number, row in self._rows(sheet)
            if number in rows
            for attributes, content in _CELL.findall(row)
        )

    def _empty_strings(self) -> set[int]:
        if _STRINGS not in self._zip.namelist():
            return set()
        strings = _STRING.finditer(self._zip.read(_STRINGS))
        return {n for n, found in enumerate(strings) if not _FILLED.search(found[1] or b"")}


def _says_nothing(attributes: bytes, content: bytes, empty: set[int]) -> bool:
    if b't="e"' in attributes or not _FILLED.search(content):
        return True
    index = _INDEX.search(content)
    return b't="s"' in attributes and index is not None and int(index[1]) in empty


def _place(letters: bytes) -> int:
    """A column's place from its letters: A is 1, AA is 27."""
    place = 0
    for letter in letters[:4]:
        place = place * 26 + letter - 64
    return place
