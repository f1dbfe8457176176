"""Durable person ids: the same person keeps the same id however often records are linked again.

The register remembers which id every record last had. A person takes the id that most of their
records already have; when one person turns out to be two, the larger part keeps it; when two turn
out to be one, the id with more records wins. An id is minted from the first record of a person, so
that the same history replayed on an empty register gives the same ids.
"""

import hashlib
import json
import os
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

RecordKey = tuple[str, str]
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


def durable_ids(
    clusters: Sequence[int] | np.ndarray, record_keys: Sequence[RecordKey], register: Path
) -> np.ndarray:
    """The person id of each record; the register and its log are brought up to date.

    ``clusters`` gives each record's person by number, ``record_keys`` its (source, local id), and
    ``register`` is the Parquet file that remembers. The file is replaced whole, after the log, so a
    run killed at any moment leaves the old ids or the new ones.
    """
    known = _read(register)
    now = pd.DataFrame(list(record_keys), columns=["source", "local_id"], dtype=str)
    now["cluster"] = np.asarray(clusters)
    now = now.merge(known, on=["source", "local_id"], how="left", validate="one_to_one")
    ranked = now.sort_values(["source", "local_id"], kind="stable")
    names = _inherited(ranked)
    names |= _minted(ranked, names, set(known["person"]))
    now["new"] = now["cluster"].map(names)
    _log(list(_changes(now)), register, _fingerprint(known))
    _write(_updated(known, now), register)
    return now["new"].to_numpy(dtype=object)


def mint(key: RecordKey, attempt: int = 0) -> str:
    """'P' and 13 letters or digits, from the SHA-256 of a record's source and local id."""
    text = "\x1f".join(key) + ("" if not attempt else f"\x1f{attempt}")
    return "P" + b32encode(hashlib.sha256(text.encode()).digest()).decode()[:13]


def where_now(person: str, register: Path) -> tuple[str, ...]:
    """The ids an old id's people have now: itself, what it merged into, or what it was split to."""
    current = {person}
    for change in _read_log(register):
        if not current.isdisjoint(change.before):
            current = (current - set(change.before)) | set(change.after)
    return tuple(sorted(current))


def _read(register: Path) -> pd.DataFrame:
    if register.exists():
        return pd.read_parquet(register)
    return pd.DataFrame({"source": [], "local_id": [], "person": []}, dtype=str)


def _inherited(ranked: pd.DataFrame) -> dict[int, str]:
    """Give each old id to one cluster and each cluster at most one: most records in common first.

    Ties go to the smaller id, then to the cluster whose first record comes first.
    """
    ranked = ranked.assign(rank=np.arange(len(ranked)))
    claims = (
        ranked.dropna(subset="person")
        .groupby(["cluster", "person"], sort=False)
        .agg(votes=("rank", "size"), first=("rank", "min"))
        .reset_index()
        .sort_values(["votes", "person", "first"], ascending=[False, True, True])
    )
    names: dict[int, str] = {}
    taken: set[str] = set()
    for cluster, person in zip(claims["cluster"].tolist(), claims["person"].tolist(), strict=True):
        if cluster not in names and person not in taken:
            names[cluster] = person
            taken.add(person)
    return names


def _minted(ranked: pd.DataFrame, names: dict[int, str], taken: set[str]) -> dict[int, str]:
    """New ids, from each unnamed cluster's first record whose id nobody has."""
    fresh: dict[int, str] = {}
    unnamed = ranked[~ranked["cluster"].isin(names.keys())]
    keys = unnamed.groupby("cluster", sort=False)
    firsts = unnamed.drop_duplicates("cluster")
    for row in firsts.itertuples(index=False):
        person = mint((row.source, row.local_id))
        if person in taken:
            person = next(p for p in _other_ids(keys.get_group(row.cluster)) if p not in taken)
        fresh[row.cluster] = person
        taken.add(person)
    return fresh


def _other_ids(records: pd.DataFrame) -> Iterator[str]:
    keys = list(zip(records["source"], records["local_id"], strict=True))
    attempt = 0
    while True:
        yield from (mint(key, attempt) for key in keys)
        attempt += 1


def _changes(now: pd.DataFrame) -> Iterator[Change]:
    """Merges and splits among records that had an id before."""
    had = now.dropna(subset="person")[["person", "new"]].drop_duplicates()
    into = had[had.duplicated("new", keep=False)].groupby("new")["person"]
    for new, before in into:
        yield Change("merge", tuple(sorted(before)), (new,))
    out_of = had[had.duplicated("person", keep=False)].groupby("person")["new"]
    for old, after in out_of:
        yield Change("split", (old,), tuple(sorted(after)))


def _updated(known: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The register with this run's ids; records not delivered this time keep what they had."""
    here = now[["source", "local_id", "new"]].rename(columns={"new": "person"})
    both = pd.concat([here, known]).drop_duplicates(["source", "local_id"], keep="first")
    return both.sort_values(["source", "local_id"]).reset_index(drop=True)


def _fingerprint(known: pd.DataFrame) -> str:
    hashed = pd.util.hash_pandas_object(known, index=False).to_numpy()
    return hashlib.sha256(hashed.tobytes()).hexdigest()[:16]


def _log(changes: list[Change], register: Path, state: str) -> None:
    """Append changes once: a run killed between log and register writes the same lines again."""
    path = register.with_name(LOG_NAME)
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [change.line(state) for change in changes]
    fresh = [line for line in lines if line not in set(old)]
    if fresh:
        _replace(path, "".join(f"{line}\n" for line in [*old, *fresh]).encode())


def _read_log(register: Path) -> Iterator[Change]:
    path = register.with_name(LOG_NAME)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        said = json.loads(line)
        yield Change(said["what"], tuple(said["before"]), tuple(said["after"]))


def _write(table: pd.DataFrame, register: Path) -> None:
    _replace(register, table.to_parquet(index=False))


def _replace(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, swap in: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
