"""The place's linkage model on disk: kept by hash, so that what a linkage was made with stays.

A model and the shares of values it was trained with belong together; a small file beside them says
which one is in use, and how large the set of records was that it learned from.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .frequencies import Frequencies
from .id_log import replace_file
from .model import Model, ModelError

IN_USE = "model.json"
FOLDER = "models"
GROWN = 2.0
"""A set of records this many times larger, or smaller, than the one a model was trained on does not
fit it: how likely two records are one person depends on how many there are."""


@dataclass(frozen=True)
class Trained:
    """A model with the shares of values that it needs, and how many records taught it."""

    model: Model
    frequencies: Frequencies
    records: int


def kept_model(register: Path) -> Trained | None:
    """The model in use; None before one was trained, or when this version cannot read it."""
    try:
        said = json.loads((register / IN_USE).read_text(encoding="utf-8"))
        return Trained(*_read(register / FOLDER, said["model"]), said["records"])
    except (FileNotFoundError, ModelError):
        return None


def model_of(register: Path, name: str) -> tuple[Model, Frequencies] | None:
    """A model that was in use at some time, by its hash; None if it is not kept."""
    try:
        return _read(register / FOLDER, name)
    except (FileNotFoundError, ModelError):
        return None


def _read(folder: Path, name: str) -> tuple[Model, Frequencies]:
    model = Model.from_json((folder / f"{name}.json").read_text(encoding="utf-8"))
    frequencies = Frequencies.from_table(pq.read_table(folder / f"{model.frequencies}.parquet"))
    if frequencies.hash != model.frequencies:
        raise ModelError(f"{folder}: shares of values and their hash differ; restore the folder")
    return model, frequencies


def keep_model(register: Path, model: Model, frequencies: Frequencies, records: int) -> Trained:
    """Keep a model just trained and use it from now on; the model names its shares by hash."""
    model = model.replacing((), frequencies=frequencies.hash)
    sink = pa.BufferOutputStream()
    pq.write_table(frequencies.to_table(), sink)
    folder = register / FOLDER
    replace_file(folder / f"{frequencies.hash}.parquet", sink.getvalue().to_pybytes())
    replace_file(folder / f"{model.hash}.json", model.to_json().encode())
    said = {"model": model.hash, "records": records}
    replace_file(register / IN_USE, json.dumps(said, indent=1).encode())
    return Trained(model, frequencies, records)


def in_use(register: Path) -> str:
    """The hash of the model in use; '' before there is one."""
    path = register / IN_USE
    if not path.exists():
        return ""
    found: str = json.loads(path.read_text(encoding="utf-8"))["model"]
    return found


def misfit(
    trained: Trained, sources: Collection[str], schemes: Collection[str], records: int
) -> str | None:
    """Why a model does not fit a set of records any more; None if it does."""
    known = {comparison.field for comparison in trained.model.comparisons}
    for kind, names in (("list", sources), ("id", schemes)):
        fresh = sorted(name for name in names if f"{kind}:{name}" not in known)
        if fresh:
            what = "sources" if kind == "list" else "identifiers"
            return f"{what} it has never seen: {', '.join(fresh)}"
    if records > GROWN * trained.records or records * GROWN < trained.records:
        return f"it learned from {trained.records:,} records, and there are {records:,} now"
    return None
