"""What came of reading one source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from wholeplace.place import Source

from .fence.limits import Isolation
from .files.sheet import file_of
from .findings import Finding
from .sequence.outcome import Arrived, days_told
from .sequence.spans import ALWAYS, Span
from .sequence.timeliness import Timeliness

NAME = "report.json"


@dataclass(frozen=True)
class Delivered:
    """One file as it was read. Every row is loaded, quarantined, or replaced by a later one."""

    file: str
    sha256: str
    rows: int
    loaded: int
    quarantined: int
    replaced: int = 0
    delivery: str = ""


@dataclass(frozen=True)
class SourceReport:
    """One source: what was read, what was set aside, and why."""

    id: str
    title: str
    partner: str
    zone: str
    format: str
    permitted: bool
    reason: str
    files: tuple[Delivered, ...] = ()
    findings: tuple[Finding, ...] = ()
    deliveries: tuple[Arrived, ...] = ()
    isolation: Isolation = "none"
    timeliness: Timeliness = field(default_factory=Timeliness)
    faulty: int = 0
    """Rows with an error or a warning, each counted once."""

    @property
    def rows(self) -> int:
        """Records counted in the files, apart from headers."""
        return sum(f.rows for f in self.files)

    @property
    def loaded(self) -> int:
        """Records that were used."""
        return sum(f.loaded for f in self.files)

    @property
    def quarantined(self) -> int:
        """Records set aside, each with a finding."""
        return sum(f.quarantined for f in self.files)

    @property
    def replaced(self) -> int:
        """Records in whose place a later delivery's were used."""
        return sum(f.replaced for f in self.files)

    @property
    def told(self) -> list[Span]:
        """Days of which its silence means no."""
        if any(one.id for one in self.deliveries):
            return days_told(self.deliveries)
        return [ALWAYS] if self.whole else []

    @property
    def whole(self) -> bool:
        """Whether all that was to come came and was read, so that its silence means no."""
        return any(f.loaded for f in self.files) and not self.unread

    @property
    def unread(self) -> list[str]:
        """Files, or patterns no file fits, with an error and not one row that was loaded."""
        read = {f.file for f in self.files if f.loaded}
        wrong = (file_of(f.file) for f in self.findings if f.severity == "error")
        return [file for file in dict.fromkeys(wrong) if file not in read]

    @property
    def failed(self) -> bool:
        """Whether something is wrong that should be mended before the data are relied on."""
        return any(f.severity == "error" for f in self.findings)

    def to_json(self) -> dict[str, Any]:
        """As one element of ``check --json``."""
        said = ("id", "title", "partner", "zone", "format", "permitted", "reason", "isolation")
        counted = ("rows", "loaded", "quarantined", "replaced", "faulty")
        return {
            **{name: getattr(self, name) for name in (*said, *counted)},
            "whole": self.whole,
            "unread": self.unread,
            "timeliness": self.timeliness.to_json(),
            "deliveries": [one.to_json() for one in self.deliveries],
            "files": [asdict(f) for f in self.files],
            "findings": [f.to_json() for f in self.findings],
        }

    def write(self, folder: Path) -> None:
        """Keep the report beside the tables."""
        (folder / NAME).write_text(
            json.dumps(self.to_json(), ensure_ascii=False, indent=1), "utf-8"
        )


def read_report(folder: Path) -> SourceReport:
    """The report of a source that was read before."""
    said = json.loads((folder / NAME).read_text("utf-8"))
    for worked_out in ("rows", "loaded", "quarantined", "replaced", "whole", "unread"):
        said.pop(worked_out, None)
    said["timeliness"] = Timeliness.from_json(said["timeliness"])
    said["deliveries"] = tuple(map(Arrived.from_json, said["deliveries"]))
    said["files"] = tuple(Delivered(**f) for f in said["files"])
    said["findings"] = tuple(Finding(**f) for f in said["findings"])
    return SourceReport(**said)


def refused(source: Source, reason: str) -> SourceReport:
    """A source that no agreement opens: nothing of it is read."""
    return _about(source, False, reason)


def broken(source: Source, finding: Finding) -> SourceReport:
    """A source whose reading ended in a crash or a limit."""
    return _about(source, True, "", findings=(finding,))


def read(
    source: Source,
    reason: str,
    files: Iterable[Delivered],
    findings: Iterable[Finding],
    deliveries: Iterable[Arrived] = (),
) -> SourceReport:
    """A source that was read."""
    found = tuple(findings)
    said = _about(source, True, reason, tuple(files), found, tuple(deliveries))
    return replace(said, faulty=_faulty(found))


def _faulty(findings: Iterable[Finding]) -> int:
    wrong = (f for f in findings if f.severity != "note")
    return len({(f.file, row) for f in wrong for row in f.rows})


def _about(
    source: Source,
    permitted: bool,
    reason: str,
    files: tuple[Delivered, ...] = (),
    findings: tuple[Finding, ...] = (),
    deliveries: tuple[Arrived, ...] = (),
) -> SourceReport:
    said = (source.id, source.title, source.partner, source.zone, source.format)
    return SourceReport(*said, permitted, reason, files, findings, deliveries)
