"""The log of merges and splits of person ids, and where an old id's people are now."""

import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LOG_NAME = "person_id_log.jsonl"


@dataclass(frozen=True)
class Change:
    """People who became one, or one who became several."""

    what: str  # merge | split
    before: tuple[str, ...]
    after: tuple[str, ...]

    def line(self, register: str) -> str:
        """One line of the log; ``register`` names the state of the register it changed."""
        said = {"what": self.what, "before": self.before, "after": self.after}
        return json.dumps({**said, "register": register}, sort_keys=True)


def where_now(person: str, register: Path) -> tuple[str, ...]:
    """The ids an old id's people have now: itself, what it merged into, or what it was split to."""
    current = {person}
    for change in read_log(register):
        if not current.isdisjoint(change.before):
            current = (current - set(change.before)) | set(change.after)
    return tuple(sorted(current))


def log_changes(changes: Iterable[Change], register: Path, state: str) -> None:
    """Append changes once: a run killed between log and register writes the same lines again."""
    path = register.with_name(LOG_NAME)
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    logged = set(old)
    fresh = [line for change in changes if (line := change.line(state)) not in logged]
    if fresh:
        replace_file(path, "".join(f"{line}\n" for line in [*old, *fresh]).encode())


def forget_ids(people: Collection[str], register: Path) -> int:
    """Take out every change that names one of some ids; returns how many there were."""
    path = register.with_name(LOG_NAME)
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in old if not _names(line, people)]
    if len(kept) < len(old):
        replace_file(path, "".join(f"{line}\n" for line in kept).encode())
    return len(old) - len(kept)


def _names(line: str, people: Collection[str]) -> bool:
    said = json.loads(line)
    return any(person in people for person in (*said["before"], *said["after"]))


def read_log(register: Path) -> Iterator[Change]:
    """The changes so far, oldest first."""
    path = register.with_name(LOG_NAME)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        said = json.loads(line)
        yield Change(said["what"], tuple(said["before"]), tuple(said["after"]))


def replace_file(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, swap in: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
