"""Closure errors on records from a generator that is not ours, against tuned Splink."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .accuracy import compare
from .fresh import BENCH
from .making import write
from .table import Row

NEEDS = ("gecko-syndata==0.6.4", "faker==40.54.0")
FIELDS = ("given", "family", "sex", "postcode", "uprn", "nhs")


def rows(folder: Path, records: int, seeds: list[int]) -> Iterator[Row]:
    """A row per seed. The generator lives in an environment made for it and thrown away."""
    python = _environment(folder / "gecko")
    for seed in seeds:
        _make(python, folder, records, seed)
        yield compare(f"Gecko, seed {seed}, {records:,} records", folder, "tuned", 1.0)


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *NEEDS], check=True)
    return python


def _make(python: Path, folder: Path, records: int, seed: int) -> None:
    command = [python, "-m", "rival.gecko_records", str(folder), str(records), str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(BENCH), "PYTHONWARNINGS": "ignore"}
    subprocess.run(command, check=True, cwd=folder, env=environment)
    table = pd.read_csv(folder / "records.csv", dtype=str, keep_default_na=False)
    columns = {name: table[name].where(table[name] != "", None).to_numpy() for name in FIELDS}
    columns["birth_date"] = pd.to_datetime(table["birth_date"], errors="coerce").to_numpy()
    write(folder, columns, table["source"].to_numpy(), np.arange(len(table)))
    truth = pa.table({"person": table["person"].astype(int).to_numpy()})
    pq.write_table(truth, folder / "truth.parquet")
