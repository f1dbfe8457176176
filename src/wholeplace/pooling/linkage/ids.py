"""Durable person ids: the same person keeps the same id however often records are linked again.

The register remembers which id every record last had. A person takes the id that most of their
records already have; when one person turns out to be two, the larger part keeps it; when two turn
out to be one, the id with more records wins. An id is minted from the first record of a person, so
that the same history replayed on an empty register gives the same ids.
"""

import hashlib
from base64 import b32encode
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .id_log import Change, log_changes, replace_file

RecordKey = tuple[str, str]
_BETWEEN = "\x1f"  # stands between source and local id in a key


def durable_ids(
    clusters: Sequence[int] | np.ndarray, record_keys: Sequence[RecordKey], register: Path
) -> np.ndarray:
    """The person id of each record; the register and its log are brought up to date.

    ``clusters`` gives each record's person by number, ``record_keys`` its (source, local id), and
    ``register`` is the Parquet file that remembers. The file is replaced whole, after the log, so a
    run killed at any moment leaves the old ids or the new ones.
    """
    known = _read(register)
    keys = pa.array([_BETWEEN.join(key) for key in record_keys], pa.string())
    order = pc.sort_indices(keys).to_numpy()
    now = pd.DataFrame({"cluster": np.asarray(clusters, dtype=np.int64)[order]})
    keys = keys.take(pa.array(order))
    now["person"] = _ids_before(keys, known)
    names = _inherited(now)
    names |= _minted(now, keys, names, set(known["person"].unique().to_pylist()))
    now["new"] = now["cluster"].map(names)
    log_changes(_changes(now), register, _fingerprint(known))
    _write(_updated(known, keys, now["new"]), register)
    result = np.empty(len(order), dtype=object)
    result[order] = now["new"].to_numpy(dtype=object)
    return result


def mint(key: RecordKey, attempt: int = 0) -> str:
    """'P' and 13 letters or digits, from the SHA-256 of a record's source and local id."""
    return _mint(_BETWEEN.join(key), attempt)


def _mint(key: str, attempt: int = 0) -> str:
    text = f"{key}{_BETWEEN}{attempt}" if attempt else key
    return "P" + b32encode(hashlib.sha256(text.encode()).digest()[:10]).decode()[:13]


def _read(register: Path) -> pa.Table:
    """Columns key and person."""
    if register.exists():
        table = pq.read_table(register)
        key = pc.binary_join_element_wise(table["source"], table["local_id"], _BETWEEN)
        return pa.table({"key": key, "person": table["person"]})
    return pa.table({"key": pa.array([], pa.string()), "person": pa.array([], pa.string())})


def _ids_before(keys: pa.Array, known: pa.Table) -> np.ndarray:
    place = pc.index_in(keys, value_set=known["key"].combine_chunks())
    return known["person"].combine_chunks().take(place).to_numpy(zero_copy_only=False)


def _inherited(now: pd.DataFrame) -> dict[int, str]:
    """Give each old id to one cluster and each cluster at most one: most records in common first.

    Ties go to the smaller id, then to the cluster whose first record comes first.
    """
    claims = now.assign(rank=np.arange(len(now))).dropna(subset="person")
    claims = claims.groupby(["cluster", "person"], sort=False)["rank"].agg(["size", "min"])
    claims = claims.reset_index().sort_values(
        ["size", "person", "min"], ascending=[False, True, True], kind="stable"
    )
    names: dict[int, str] = {}
    taken: set[str] = set()
    for cluster, person in zip(claims["cluster"].tolist(), claims["person"].tolist(), strict=True):
        if cluster not in names and person not in taken:
            names[cluster] = person
            taken.add(person)
    return names


def _minted(
    now: pd.DataFrame, keys: pa.Array, names: dict[int, str], taken: set[str]
) -> dict[int, str]:
    """New ids, from each unnamed cluster's first record whose id nobody has."""
    unnamed = now.loc[~now["cluster"].isin(names.keys()), "cluster"]
    firsts = unnamed.drop_duplicates()
    fresh: dict[int, str] = {}
    first_keys = keys.take(pa.array(firsts.index.to_numpy())).to_pylist()
    for cluster, key in zip(firsts.tolist(), first_keys, strict=True):
        person = _mint(key)
        if person in taken:
            rows = unnamed.index[unnamed == cluster].to_numpy()
            others = keys.take(pa.array(rows)).to_pylist()
            person = next(p for p in _other_ids(others) if p not in taken)
        fresh[cluster] = person
        taken.add(person)
    return fresh


def _other_ids(keys: list[str]) -> Iterator[str]:
    attempt = 0
    while True:
        yield from (_mint(key, attempt) for key in keys)
        attempt += 1


def _changes(now: pd.DataFrame) -> list[Change]:
    """Merges and splits among records that had an id before."""
    had = now.dropna(subset="person")[["person", "new"]].drop_duplicates()
    into = had[had.duplicated("new", keep=False)].groupby("new")["person"]
    out_of = had[had.duplicated("person", keep=False)].groupby("person")["new"]
    return [
        *(Change("merge", tuple(sorted(before)), (new,)) for new, before in into),
        *(Change("split", (old,), tuple(sorted(after))) for old, after in out_of),
    ]


def _updated(known: pa.Table, keys: pa.Array, person: pd.Series) -> pa.Table:
    """The register with this run's ids; records not delivered this time keep what they had."""
    absent = pc.invert(pc.is_in(known["key"], value_set=keys))
    here = pa.table({"key": keys, "person": pa.array(person.tolist(), pa.string())})
    return pa.concat_tables([here, known.filter(absent)]).sort_by("key")


def _fingerprint(known: pa.Table) -> str:
    """A short hash of what the register said before this run."""
    digest = hashlib.sha256()
    for column in (known["key"], known["person"]):
        hashed = pd.util.hash_array(column.to_numpy().astype(object), categorize=False)
        digest.update(hashed.tobytes())
    return digest.hexdigest()[:16]


def _write(table: pa.Table, register: Path) -> None:
    parts = pc.split_pattern(table["key"], _BETWEEN, max_splits=1)
    named = {
        "source": pc.list_element(parts, 0),
        "local_id": pc.list_element(parts, 1),
        "person": table["person"],
    }
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(named), sink)
    replace_file(register, sink.getvalue().to_pybytes())
