"""Read a source's files into sheets, each with the mappings that understand it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from wholeplace.place import Mapping, Place, Source

from .files.content import kind_of
from .files.sheet import Sheet, Unreadable, file_of
from .findings import Findings
from .formats import Modular, Part, format_of, sniffed
from .formats.layouts import LookedUp
from .granted import Opened, cut
from .report import Delivered


@dataclass
class Layout:
    """Sheets of one layout, from one or several files, and the mappings that read them."""

    mappings: tuple[Mapping, ...]
    looked_up: dict[str, LookedUp] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)


class Deliveries:
    """All files of a source, read. ``layouts`` holds what could be read, by name of its layout."""

    def __init__(self, place: Place, source: Source, opened: Opened, findings: Findings):
        self.source, self.opened, self.findings = source, opened, findings
        self.format = format_of(source)
        self.layouts: dict[str, Layout] = {}
        self.hashes: dict[str, str] = {}
        self.turned_away: dict[str, int] = {}
        for path in files_of(place, source):
            self._read(path, path.relative_to(place.extracts).as_posix())
        if not self.hashes:
            wanted = ", ".join(source.files)
            message = f"no file {wanted} was delivered under extracts/; nothing is known from it"
            findings.add(wanted, None, "no-file", "error", message)
        elif isinstance(self.format, Modular):
            self._tell_missing(self.format)

    def _tell_missing(self, format: Modular) -> None:
        """Parts that the source's coverage speaks of, and that are in none of its files."""
        covered = {kind for coverage in self.source.coverage for kind in coverage.kinds}
        came = {kind for m in format.modules if m.name in self.layouts for kind in m.kinds}
        for module in format.modules:
            kinds = sorted((module.kinds & covered) - came)
            if kinds and self._cut(module.mappings):
                message = (
                    f"no file has the part '{module.name}', so nothing is known of"
                    f" {', '.join(kinds)} from this source"
                )
                wanted = ", ".join(self.source.files)
                self.findings.add(wanted, module.name, "missing-part", "warning", message)

    def _read(self, path: Path, file: str) -> None:
        data = path.read_bytes()
        self.hashes[file] = hashlib.sha256(data).hexdigest()
        try:
            for part in self._parts(data, file):
                layout = Layout(part.mappings, part.looked_up)
                layout = self.layouts.setdefault(part.layout, layout)
                layout.sheets.append(part.sheet)
        except Unreadable as no:
            message = no.message + _looks_like(data, self.format.name)
            self.findings.add(file, no.column, no.rule, "error", message)
            self.turned_away[file] = no.rows

    def _parts(self, data: bytes, file: str) -> list[Part]:
        """All or nothing of a file: one that is refused half way gives no part."""
        if kind_of(data) == "empty":
            raise Unreadable("empty", "the file is empty; ask the partner to send it again")
        return list(self.format.read(data, file, self._cut, self.findings))

    def _cut(self, mappings: Sequence[Mapping]) -> tuple[Mapping, ...]:
        return tuple(kept for m in mappings if (kept := cut(m, self.opened)))

    def delivered(self, set_aside: Map[str, int]) -> Iterator[Delivered]:
        """Each file's rows: loaded, and set aside here or later."""
        sheets = [s for layout in self.layouts.values() for s in layout.sheets]
        for file, digest in self.hashes.items():
            own = [s for s in sheets if file_of(s.name) == file]
            away = self.turned_away.get(file, 0)
            rows = sum(s.rows for s in own) + away
            aside = sum(s.quarantined for s in own) + away + set_aside.get(file, 0)
            yield Delivered(file, digest, rows, rows - aside, aside)


def files_of(place: Place, source: Source) -> list[Path]:
    """The files delivered for a source, in order of name."""
    found = {path for pattern in source.files for path in place.extracts.glob(pattern)}
    return sorted(path for path in found if path.is_file())


def _looks_like(data: bytes, expected: str) -> str:
    """A hint for whoever put a file into the wrong folder."""
    other = next((f.title for _, f in sniffed(data) if f.name != expected), None)
    return f". It looks like {other}" if other else ""
