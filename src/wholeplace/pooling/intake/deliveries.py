"""Read a source's deliveries, last first, into sheets with the mappings that understand them."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from wholeplace.place import Mapping, Place, Source

from .files.content import kind_of
from .files.sheet import Sheet, Unreadable, file_of
from .findings import Findings
from .formats import Layout, Modular, Part, Settles, format_of, sniffed
from .granted import Opened, cut
from .report import Delivered
from .sequence import telling
from .sequence.arrivals import Arrival, arrivals_of, claimed_twice
from .sequence.outcome import Arrived, outcome_of
from .wanted import key_columns

LARGEST = 2 << 30
"""Bytes a file may have."""


@dataclass
class Reading:
    """What the files of one delivery held. ``turned_away``: rows of files that were refused."""

    parts: list[Part] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    turned_away: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether no file was refused and, if any part of it is open to us, some row came."""
        empty = bool(self.parts) and not any(part.sheet.rows for part in self.parts)
        return not self.turned_away and not empty

    def rows(self, file: str) -> int:
        """Records in one of its files."""
        return sum(sheet.rows for sheet in self.counted(file))

    def counted(self, file: str) -> list[Sheet]:
        """The sheets that hold the records of one of its files, each record once."""
        own = [part.sheet for part in self.parts if file_of(part.sheet.name) == file]
        return [sheet for sheet in own if sheet.counted]


class Deliveries:
    """All deliveries of a source, read. ``layouts`` holds what counts, by name of its layout."""

    def __init__(self, place: Place, source: Source, opened: Opened, findings: Findings):
        self.place, self.source, self.opened, self.findings = place, source, opened, findings
        self.format = format_of(source)
        self.arrivals = arrivals_of(place, source)
        self.claimed = claimed_twice(self.arrivals)
        self.readings: dict[str, Reading] = {}
        self.aside: dict[str, Reading] = {}
        self.replaced_by: dict[str, str] = {}
        for number in reversed(range(len(self.arrivals))):
            self._settle(self.arrivals[number], self.arrivals[:number])
        self.layouts = self._layouts()
        if isinstance(self.format, Settles):
            self.format.settle(self.layouts, findings)
        telling.tell(self.outcomes(), self.arrivals, findings)
        if isinstance(self.format, Modular):
            self._tell_missing(self.format)

    def _settle(self, one: Arrival, before: Sequence[Arrival]) -> None:
        """Read one delivery, unless a later one stands for it already."""
        if not one.files or one.id in self.replaced_by:
            return
        reading = self._reading(one)
        stood_for = [e.id for e in before if e.files and one.stands_for(e)]
        stood_for = [id for id in stood_for if id not in self.replaced_by]
        if stood_for and not reading.whole:
            self.aside[one.id] = reading
            return
        self.readings[one.id] = reading
        self.replaced_by |= dict.fromkeys(stood_for, one.id)

    def _reading(self, one: Arrival) -> Reading:
        reading = Reading()
        for file in one.files:
            path, data = self.place.extracts / file, b""
            reading.hashes[file] = _sha256(path)
            try:
                _not_too_large(path)
                data = path.read_bytes()
                reading.parts += self._parts(data, file, one)
            except Unreadable as no:
                message = no.message + _looks_like(data, self.format.name)
                self.findings.add(file, no.column, no.rule, "error", message)
                reading.turned_away[file] = no.rows
        return reading

    def _parts(self, data: bytes, file: str, one: Arrival) -> list[Part]:
        """All or nothing of a file: one that is refused half way gives no part."""
        if file in self.claimed:
            ids = " and ".join(f"'{id}'" for id in self.claimed[file])
            message = f"the deliveries {ids} both bring it; name it in one of them"
            raise Unreadable("two-deliveries", message)
        if kind_of(data) == "empty":
            raise Unreadable("empty", "the file is empty; ask the partner to send it again")
        try:
            parts = list(self.format.read(data, file, self._cut, self.findings))
        except (Unreadable, MemoryError):
            raise
        except Exception as fault:  # one file that breaks its reader must not cost the others
            raise _fault(fault) from fault
        for part in parts:
            part.sheet.delivery = one.id
            if one.mode == "correction" and part.mappings:
                _names_rows(part)
        return parts

    def _cut(self, mappings: Sequence[Mapping]) -> tuple[Mapping, ...]:
        kept = (k for m in mappings if (k := cut(m, self.opened)))
        if self.source.deliveries:
            return tuple(kept)
        return tuple(m.model_copy(update={"key": ()}) for m in kept)

    def _layouts(self) -> dict[str, Layout]:
        """Sheets by layout, in the order the deliveries count."""
        layouts: dict[str, Layout] = {}
        for one in self.arrivals:
            for part in self.readings[one.id].parts if one.id in self.readings else ():
                layout = layouts.setdefault(part.layout, Layout.of(part))
                layout.sheets.append(part.sheet)
        return layouts

    def _tell_missing(self, format: Modular) -> None:
        """Parts that the source's coverage speaks of, and that no file of a delivery has."""
        covered = {kind for coverage in self.source.coverage for kind in coverage.kinds}
        for one in self.arrivals:
            if one.id not in self.readings or not one.silence_tells:
                continue
            names = {part.layout for part in self.readings[one.id].parts}
            came = {kind for m in format.modules if m.name in names for kind in m.kinds}
            for module in format.modules:
                kinds = sorted((module.kinds & covered) - came)
                if kinds and self._cut(module.mappings):
                    message = (
                        f"no file has the part '{module.name}', so nothing is known of"
                        f" {', '.join(kinds)} from this delivery"
                    )
                    self.findings.add(one.where, module.name, "missing-part", "warning", message)

    def outcomes(self) -> list[Arrived]:
        """What became of every delivery, in order."""
        read = {id: reading.whole for id, reading in self.readings.items()}
        return [
            outcome_of(one, self.arrivals[:n], self.place.as_at, read, self.aside, self.replaced_by)
            for n, one in enumerate(self.arrivals)
        ]

    def delivered(self, set_aside: Map[str, int], replaced: Map[str, int]) -> Iterator[Delivered]:
        """Each file's rows that was read: loaded, set aside here or later, or replaced."""
        for one in self.arrivals:
            if one.id in self.aside:
                yield from _none_loaded(one, self.aside[one.id])
            elif one.id in self.readings:
                yield from _counted(one, self.readings[one.id], set_aside, replaced)


def _counted(
    one: Arrival, reading: Reading, set_aside: Map[str, int], replaced: Map[str, int]
) -> Iterator[Delivered]:
    for file, digest in reading.hashes.items():
        own = reading.counted(file)
        away = reading.turned_away.get(file, 0)
        aside = sum(s.quarantined for s in own) + away + set_aside.get(file, 0)
        rows, gone = reading.rows(file) + away, replaced.get(file, 0)
        yield Delivered(file, digest, rows, rows - aside - gone, aside, gone, one.id)


def _none_loaded(one: Arrival, reading: Reading) -> Iterator[Delivered]:
    for file, digest in reading.hashes.items():
        rows = reading.rows(file) + reading.turned_away.get(file, 0)
        yield Delivered(file, digest, rows, 0, rows, 0, one.id)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _not_too_large(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST:
        message = f"the file has {size:,} bytes, more than is allowed; send it in parts"
        raise Unreadable("too-large", message)


def _fault(fault: Exception) -> Unreadable:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    at = f"{type(fault).__name__} at {Path(where.filename).name}:{where.lineno}"
    return Unreadable("reader-failed", f"the reader failed on it ({at}); it was set aside whole")


def _names_rows(part: Part) -> None:
    """Raises Unreadable when the file of a correction lacks a column that names its rows."""
    wanted = key_columns(part.mappings[0])
    if not wanted:
        message = "a correction replaces rows by key, and this layout has none; send a full file"
        raise Unreadable("no-row-key", message, part.sheet.rows)
    has = set(part.sheet.columns or (part.sheet.table.column_names if part.sheet.table else ()))
    missing = [name for name in wanted if name not in has]
    if missing:
        message = f"the column '{missing[0]}' is missing, and a correction names its rows by it"
        raise Unreadable("no-row-key", message, part.sheet.rows, missing[0])


def _looks_like(data: bytes, expected: str) -> str:
    """A hint for whoever put a file into the wrong folder."""
    other = next((f.title for _, f in sniffed(data) if f.name != expected), None)
    return f". It looks like {other}" if other else ""
