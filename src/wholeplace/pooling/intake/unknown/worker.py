"""The process that reads an unknown file: one file, behind the fence, the answer as JSON."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from wholeplace.place import load_vocabulary

from ..fence.limits import MEMORY, fence_in
from ..files.sheet import Unreadable
from ..formats import sniffed
from .opening import opened
from .proposal import proposed


def main() -> None:
    """Answer the one question on standard input."""
    told = json.loads(sys.stdin.readline())
    vocabulary = load_vocabulary()
    fence_in()
    print(json.dumps(answer(Path(told["path"]), told["partner"], vocabulary)))


def answer(path: Path, partner: str, vocabulary: Any) -> dict[str, Any]:
    """The proposal, or why there is none. An error is named by its place, never by its text."""
    known = ""
    try:
        data = path.read_bytes()
        known = _known(data)
        found = opened(data, path.name)
        return proposed(found, path, partner, vocabulary, known).to_json()
    except Unreadable as no:
        return {"refused": f"the file is {known}" if known else no.message}
    except MemoryError:
        return {"refused": f"reading took more than {MEMORY >> 30} GiB of memory; cut it in two"}
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(where.filename).name}:{where.lineno}"
        return {"refused": f"the reader failed on it ({type(error).__name__} at {at})"}


def _known(data: bytes) -> str:
    """The format a file has that needs no mapping; nothing when it has none of those."""
    found = sniffed(data)
    if not found:
        return ""
    *_, best = found[0]
    return f"{best.title}, which needs no mapping: set format = '{best.name}' in the source"


if __name__ == "__main__":
    main()
