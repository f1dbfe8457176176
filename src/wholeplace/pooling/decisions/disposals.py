"""What was disposed of, and the proof: a log of which each line seals the line before it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wholeplace.trust.chain import GENESIS, Checked, check_chain, seal
from wholeplace.trust.forgetting import Act

from .lines import append, file_of, read

SORT = "disposals"


@dataclass(frozen=True)
class Disposal:
    """An act of forgetting. ``gone`` is None until it was carried out to the end."""

    number: int
    act: Act
    at: datetime
    gone: tuple[Mapping[str, Any], ...] | None
    kept: tuple[Mapping[str, Any], ...]


class Disposals:
    """Acts begun and acts ended, each sealed over the one before. No line names a person."""

    def __init__(self, register: Path):
        self._register = register

    def begin(self, act: Act, at: datetime) -> int:
        """Record that an act begins, before anything is deleted; returns its number."""
        return self._append({"act": act.model_dump(mode="json"), "at": _said(at)})

    def end(
        self,
        number: int,
        gone: Sequence[Mapping[str, Any]],
        kept: Sequence[Mapping[str, Any]],
        at: datetime,
    ) -> None:
        """Record what an act deleted and what it had to leave."""
        self._append({"ends": number, "gone": list(gone), "kept": list(kept), "at": _said(at)})

    def every(self) -> list[Disposal]:
        """All acts, oldest first."""
        entries = read(self._register, SORT)
        ends = {e["said"]["ends"]: e["said"] for e in entries if "ends" in e["said"]}
        return [
            Disposal(
                entry["number"],
                Act.model_validate_json(json.dumps(entry["said"]["act"])),
                datetime.fromisoformat(entry["said"]["at"]),
                tuple(end["gone"]) if (end := ends.get(entry["number"])) else None,
                tuple(end["kept"]) if end else (),
            )
            for entry in entries
            if "act" in entry["said"]
        ]

    def unfinished(self) -> list[Disposal]:
        """Acts that began and were never carried out to the end: somebody pulled the plug."""
        return [one for one in self.every() if one.gone is None]

    def verify(self) -> Checked:
        """Whether every line is as it was written, and in its place."""
        return check_chain(self._rows())

    def _append(self, said: Mapping[str, Any]) -> int:
        entries = read(self._register, SORT)
        number, before = len(entries) + 1, entries[-1]["seal"] if entries else GENESIS
        sealed = seal(before, (number, _canonical(said)))
        return append(self._register, SORT, {"said": dict(said), "seal": sealed})

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """The log as it lies on disk, whatever was done to it."""
        path = file_of(self._register, SORT)
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            entry = json.loads(line)
            yield entry["number"], _canonical(entry["said"]), entry["seal"]


def _canonical(said: Mapping[str, Any]) -> str:
    return json.dumps(dict(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
