"""What each source delivered since the run before: files new, changed, gone; rows more or less."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Files = Mapping[str, str]
"""Each file's name and the hash of its bytes."""

COMPARED = ("rows", "loaded", "quarantined", "linked_share", "completeness", "validity")


def arrivals(
    was: Mapping[str, Any], now: Mapping[str, Any], old: Path, new: Path
) -> list[dict[str, Any]]:
    """One element a source of either run, by id."""
    before, after = _sources(old), _sources(new)
    files_before, files_after = _files(was), _files(now)
    return [
        {
            "id": id,
            "title": (after.get(id) or before[id])["title"],
            "partner": (after.get(id) or before[id])["partner"],
            **_arrived(files_before.get(id, {}), files_after.get(id, {})),
            "before": _measured(before.get(id)),
            "after": _measured(after.get(id)),
        }
        for id in sorted({*before, *after})
    ]


def _arrived(before: Files, after: Files) -> dict[str, list[str]]:
    return {
        "new": sorted(after.keys() - before.keys()),
        "changed": sorted(f for f in after.keys() & before.keys() if after[f] != before[f]),
        "gone": sorted(before.keys() - after.keys()),
    }


def _files(manifest: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in manifest["inputs"]:
        found.setdefault(one["source"], {})[one["file"]] = one["sha256"]
    return found


def _sources(results: Path) -> dict[str, dict[str, Any]]:
    said = json.loads((results / "sources.json").read_text("utf-8"))["sources"]
    return {source["id"]: source for source in said}


def _measured(source: dict[str, Any] | None) -> dict[str, Any] | None:
    if source is None:
        return None
    errors = sum(f["severity"] == "error" for f in source["findings"])
    measured = {name: source.get(name) for name in COMPARED}
    return {"permitted": source["permitted"], "errors": errors, **measured}
