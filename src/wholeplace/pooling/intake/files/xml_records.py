"""From XML in which one record holds others, to a sheet of rows for each sort of them.

A row is made of the leaves of its element, those of rows inside it left out. A leaf that stands
several times gives its values with spaces between them. Text that stands between elements means
nothing and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from xml.etree.ElementTree import Element

import numpy as np
import pyarrow as pa

from ..findings import Findings
from .sheet import LABEL, Sheet, Unreadable
from .xml_tree import counted, elements, local

Row = dict[str, str]


@dataclass(frozen=True)
class Shape:
    """What to look for: the element of one record, the leaf that names it, and its sorts of rows.

    ``parts`` maps an element to the part it is a row of. Where that element is itself a leaf, its
    row is made of it and the leaves beside it.
    """

    record: str
    key: str
    parts: Mapping[str, str]


@dataclass
class Records:
    """Rows by part, each with the place its record has in the file."""

    shape: Shape
    rows: dict[str, list[Row]]
    numbers: dict[str, list[int]]
    loose: list[tuple[int, Row]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)

    def sheet(self, part: str, file: str, wanted: Mapping[str, Sequence[str]]) -> Sheet:
        """One part, with the wanted columns: our name to the names it goes by."""
        rows = self.rows[part]
        met: set[str] = set().union(*rows)
        columns = {
            name: pa.array([_first(row, spellings) for row in rows], pa.string())
            for name, spellings in wanted.items()
        }
        coded = {name: column.dictionary_encode() for name, column in columns.items()}
        table = pa.table(coded or {"-": pa.nulls(len(rows), LABEL)})
        titles = {
            name: next((spelt for spelt in spellings if spelt in met), name)
            for name, spellings in wanted.items()
        }
        return Sheet(file, table, np.array(self.numbers[part], np.int64), columns=titles)

    def tell(self, file: str, known: Collection[str], findings: Findings) -> None:
        """Note what stands in the file that no part reads, and that it has no records."""
        if not self.met[self.shape.record]:
            message = "the file holds no records; nothing is known from it"
            findings.add(file, None, "header-only", "warning", message)
        message = "words stand between the elements, where none belong; they were passed over"
        findings.add(file, None, "stray-text", "warning", message, self.stray)
        unknown: dict[str, list[int]] = {}
        parts = (zip(self.numbers[p], rows, strict=True) for p, rows in self.rows.items())
        for number, row in chain(self.loose, *parts):
            for name in row.keys() - known:
                unknown.setdefault(name, []).append(number)
        for name, numbers in unknown.items():
            message = f"the element '{name}' is not one we know; it was not read"
            findings.add(file, name, "unknown-element", "note", message, numbers)


def read_records(data: bytes, shape: Shape) -> Records:
    """Every record's rows. Raises Unreadable unless each element that was counted gave one."""
    due = counted(data, {shape.record, *shape.parts})
    parts = list(dict.fromkeys(shape.parts.values()))
    found = Records(shape, {p: [] for p in parts}, {p: [] for p in parts})
    for number, element in enumerate(elements(data, shape.record), start=1):
        found.met[shape.record] += 1
        _Walk(found, number).through(element)
    if found.met != due:
        wrong = next(name for name in {**due, **found.met} if found.met[name] != due[name])
        message = (
            f"{due[wrong]} elements '{wrong}' were counted but {found.met[wrong]} read; the whole"
            " file is refused so that no row is lost. One may stand where it does not belong"
        )
        raise Unreadable("record-count", message, sum(due.values()))
    return found


class _Walk:
    """Goes through one record and writes down its rows."""

    def __init__(self, found: Records, number: int):
        self.found, self.number = found, number
        self.parts, self.key = found.shape.parts, found.shape.key
        self.own: list[Row] = []
        self.name = ""

    def through(self, record: Element) -> None:
        part = self.parts.get(self.found.shape.record)
        whole: Row = self._begin(part) if part else {}
        self._inside(record, whole)
        if not part and whole:
            self.found.loose.append((self.number, whole))
        for row in self.own:
            row[self.key] = self.name

    def _begin(self, part: str) -> Row:
        row: Row = {}
        self.own.append(row)
        self.found.rows[part].append(row)
        self.found.numbers[part].append(self.number)
        return row

    def _inside(self, element: Element, row: Row) -> None:
        """Leaves first, then what holds more."""
        beside: Row = {}
        apart: list[tuple[str, str]] = []
        holders: list[tuple[str, Element]] = []
        between = [element.text]
        for child in element:
            name = _name(child.tag)
            between.append(child.tail)
            if len(child):
                holders.append((name, child))
            elif name in self.parts:
                apart.append((name, (child.text or "").strip()))
            elif said := (child.text or "").strip():
                beside[name] = f"{beside[name]} {said}" if name in beside else said
        self._take(row, beside, apart)
        if any(words and not words.isspace() for words in between):
            self.found.stray.append(self.number)
        for name, holder in holders:
            part = self.parts.get(name)
            self.found.met[name] += part is not None
            self._inside(holder, self._begin(part) if part else row)

    def _take(self, row: Row, beside: Row, apart: Sequence[tuple[str, str]]) -> None:
        self.name = self.name or beside.get(self.key, "")
        for name, said in beside.items():
            row[name] = f"{row[name]} {said}" if name in row else said
        for name, said in apart:
            self.found.met[name] += 1
            if said:
                self._begin(self.parts[name]).update({**beside, name: said})


def _first(row: Row, spellings: Sequence[str]) -> str:
    return next((row[name] for name in spellings if name in row), "")


@lru_cache(10_000)
def _name(tag: str) -> str:
    return local(tag)
