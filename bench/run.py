"""How long ``wholeplace run`` takes, and how much memory, from extracts to figures.

python bench/run.py --people 560000 [--json]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from machine import show

from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
LOOK_EVERY = 0.2

Row = dict[str, Any]


def main() -> None:
    asked = _options()
    with tempfile.TemporaryDirectory(dir=asked.dir) as folder:
        place = Path(folder) / "place"
        began = time.monotonic()
        make_place(place, asked.people, asked.seed, TEMPLATE)
        made = {**_row("make the place", time.monotonic() - began), "rows": f"{asked.people:,}"}
        rows = [made, *_run("wholeplace run", place), *_run("run again, unchanged", place)]
    show(f"a place of {asked.people:,} people, seed {asked.seed}", rows)


def _run(what: str, place: Path) -> list[Row]:
    """Run the place as a process: the whole, then each step that did something."""
    command = [sys.executable, "-m", "wholeplace", "run", str(place), "--json-progress"]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=told, text=True)
        peak = _watch(process)
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"wholeplace run ended with {process.returncode}")
        told.seek(0)
        lines = [json.loads(line) for line in told]
    counts = json.loads((Path(lines[-1]["results"]) / "summary.json").read_text("utf-8"))["counts"]
    pooled = f"{counts['records']:,} records, {counts['activities']:,} activities"
    whole = {**_row(what, seconds), "peak_gib": round(peak / 2**20, 2), "rows": pooled}
    return [whole, *(_row(f"  {step}", spent) for step, spent in _steps(lines).items())]


def _row(what: str, seconds: float) -> Row:
    return {"what": what, "seconds": round(seconds, 1), "peak_gib": "-", "rows": "-"}


def _watch(process: subprocess.Popen[str]) -> int:
    """The most memory a process and its children held together, in KiB."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory_of_tree(process.pid))
        time.sleep(LOOK_EVERY)
    return peak


def _steps(lines: list[Row]) -> dict[str, float]:
    """Seconds by step; sources are read two at a time, so theirs add up to more than passed."""
    spent: dict[str, float] = {}
    for line in lines:
        if line.get("state") == "made":
            spent[line["step"]] = spent.get(line["step"], 0.0) + line["seconds"]
    return spent


def _memory_of_tree(root: int) -> int:
    entries = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    parents = {int(entry.name): _parent(entry) for entry in entries}
    tree: set[int] = set()
    more = {root}
    while more:
        tree |= more
        more = {pid for pid, parent in parents.items() if parent in tree} - tree
    return sum(_resident(pid) for pid in tree)


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=560_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", help="where to make the place; a temporary folder if not said")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
