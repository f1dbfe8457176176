"""What a step depends on, as one hash: equal keys mean there is nothing to do again."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wholeplace import __version__

CHUNK = 1 << 20


def key(*parts: Any) -> str:
    """Hash of what a step depends on, the code included."""
    text = json.dumps([code_hash(), *map(_plain, parts)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plain(part: Any) -> Any:
    if isinstance(part, BaseModel):
        return part.model_dump(mode="json")
    if is_dataclass(part) and not isinstance(part, type):
        return asdict(part)
    if isinstance(part, dict):
        return {str(name): _plain(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_plain(value) for value in part]
    return part


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def files_hash(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """Each file's name under ``root`` and its hash."""
    return {str(p.relative_to(root)): file_hash(p) for p in sorted(paths)}


@cache
def code_hash() -> str:
    """Hash of the installed code that pools and counts: a new version makes everything anew."""
    digest = hashlib.sha256(__version__.encode())
    for room in ("place", "trust", "pooling", "cohorts", "finance", "loop"):
        for path in sorted(Path(str(files("wholeplace") / room)).rglob("*")):
            if path.suffix in (".py", ".toml", ".csv", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
