"""What was exported: to whom, under which agreement and key, and which pseudonyms it held."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .lines import append, read

SORT, FOLDER = "exports", "exports"


@dataclass(frozen=True)
class Export:
    """One export. ``files`` gives the SHA-256 of each; ``until`` is when the partner deletes it."""

    id: str
    agreement: str
    purpose: str
    partner: str
    key: str
    fingerprint: str
    snapshot: str
    sources: tuple[str, ...]
    people: int
    files: dict[str, str]
    until: date | None = None


class Exports:
    """The export log of a register."""

    def __init__(self, register: Path):
        self._register, self._folder = register, register / FOLDER

    def next_id(self) -> str:
        """The id of the next export: E1, E2 …"""
        return f"E{len(self.every()) + 1}"

    def add(self, export: Export, pseudonyms: Collection[str], at: datetime) -> None:
        """Record an export, and whom it holds under its own pseudonyms."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        listed = pa.table({"pseudonym": pa.array(sorted(pseudonyms), pa.string())})
        pq.write_table(listed, self._people(export.id))
        said = {**asdict(export), "until": export.until.isoformat() if export.until else None}
        append(self._register, SORT, {"export": said, "at": at.isoformat(timespec="seconds")})

    def every(self) -> list[Export]:
        """All exports, oldest first."""
        return [
            _export(entry["export"]) for entry in read(self._register, SORT) if "export" in entry
        ]

    def recall(self, id: str, disposal: int) -> None:
        """Record that a partner is to delete or mend an export, and because of which disposal."""
        append(self._register, SORT, {"recalled": id, "disposal": disposal})

    def recalled(self) -> dict[str, list[int]]:
        """The disposals because of which each export was recalled."""
        found: dict[str, list[int]] = {}
        for entry in read(self._register, SORT):
            if "recalled" in entry:
                found.setdefault(entry["recalled"], []).append(entry["disposal"])
        return found

    def holding(self, id: str, pseudonyms: Collection[str]) -> list[str]:
        """Which of some pseudonyms an export holds."""
        path = self._people(id)
        if not path.exists() or not pseudonyms:
            return []
        listed = pq.read_table(path)["pseudonym"]
        wanted = pa.array(sorted(pseudonyms), pa.string())
        found: list[str] = listed.filter(pc.is_in(listed, value_set=wanted)).to_pylist()
        return found

    def _people(self, id: str) -> Path:
        return self._folder / f"{id}.parquet"


def _export(said: dict[str, Any]) -> Export:
    until = date.fromisoformat(said["until"]) if said["until"] else None
    return Export(**{**said, "sources": tuple(said["sources"]), "until": until})
