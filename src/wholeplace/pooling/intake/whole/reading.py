"""Read whole files, each parsed by a fenced process of its own: a file may be an attack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..fence.parent import fate

_MODULE = f"{__package__}.worker"

Tell = Callable[[str], None]


class CannotRead(Exception):
    """A file that is no table, said in one line."""


def read_file(file: Path, tell: Tell = lambda _: None) -> pa.Table:
    """Every column of a CSV, XLSX or Parquet file as text; ``tell`` hears what was wrong."""
    if not file.is_file():
        raise CannotRead(f"{file}: there is no such file; name a CSV, XLSX or Parquet file")
    with tempfile.TemporaryDirectory(prefix="wholeplace-") as folder:
        out = Path(folder) / "columns.parquet"
        answer = _asked(file, out)
        if "refused" in answer:
            raise CannotRead(f"{file}: {answer['refused']}")
        for line in answer["said"]:
            tell(f"{file.name}: {line}")
        return pq.read_table(out, memory_map=False)


def _asked(file: Path, out: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-I", "-m", _MODULE],
        input=json.dumps({"file": str(file.absolute()), "out": str(out)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    if done.returncode:
        return {"refused": f"reading it {fate(done.returncode)}; check the file"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
