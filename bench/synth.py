"""How long it takes to invent a place, and how much memory.

python bench/synth.py --people 560000 [--seed 1] [--json]
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from machine import show

from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
CALLED_FOR = "560,000 are called for in 180 s and 4 GiB"


def main() -> None:
    """Invent a place in a process of its own, so that its peak is its own."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "place"
        steps: multiprocessing.Queue[Any] = multiprocessing.get_context("spawn").Queue()
        making = multiprocessing.get_context("spawn").Process(
            target=_make, args=(out, options.people, options.seed, steps)
        )
        making.start()
        told = steps.get()
        making.join()
        rows = [*told, _whole(out, told)]
    show(f"an invented place of {options.people:,} people ({CALLED_FOR})", rows)


def _make(out: Path, people: int, seed: int, steps: "multiprocessing.Queue[Any]") -> None:
    """Time each step that the maker says it begins."""
    began: list[tuple[str, float]] = []
    make_place(out, people, seed, TEMPLATE, lambda step: began.append((step, time.perf_counter())))
    ends = [*(at for _, at in began[1:]), time.perf_counter()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    steps.put(
        [
            {"step": step, "seconds": round(end - at, 2), "peak_gib": round(peak, 2)}
            for (step, at), end in zip(began, ends, strict=True)
        ]
    )


def _whole(out: Path, told: list[dict[str, Any]]) -> dict[str, Any]:
    records = pq.read_metadata(out / "truth" / "records.parquet").num_rows
    size = sum(path.stat().st_size for path in (out / "extracts").rglob("*") if path.is_file())
    return {
        "step": f"all: {records:,} records, {size / 2**20:,.0f} MiB of extracts",
        "seconds": round(sum(row["seconds"] for row in told), 2),
        "peak_gib": told[-1]["peak_gib"],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=560_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
