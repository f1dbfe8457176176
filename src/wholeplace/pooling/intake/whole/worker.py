"""The process that parses one whole file, behind the fence: its columns go to a Parquet file."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ..fence.limits import allowance, fence_in
from ..files.sheet import Unreadable
from .parsing import parse_file


def main() -> None:
    """Answer the one question on standard input."""
    told = json.loads(sys.stdin.readline())
    file = Path(told["file"])
    memory = allowance(file.stat().st_size)
    fence_in(memory)
    print(json.dumps(answer(file, Path(told["out"]), memory)))


def answer(file: Path, out: Path, memory: int) -> dict[str, Any]:
    """What was wrong with the file, or why it is refused; a failure is named by its place.

    ``memory`` is how many bytes the process may take, to be named when they are not enough.
    """
    try:
        table, said = parse_file(file)
        pq.write_table(table, out)
        return {"said": said}
    except Unreadable as no:
        return {"refused": no.message}
    except MemoryError:
        return {"refused": f"takes more than {memory >> 20:,} MiB of memory to read; cut it in two"}
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(where.filename).name}:{where.lineno}"
        return {"refused": f"cannot be read ({type(error).__name__} at {at}); check the file"}


if __name__ == "__main__":
    main()
