"""How long ``wholeplace run`` takes, and how much memory, on an invented place."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
LOOK_EVERY = 0.2


def main() -> None:
    """Make a place, run it twice, and print what was measured."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(dir=asked.dir) as folder:
        place = Path(folder) / "place"
        began = time.monotonic()
        make_place(place, asked.people, asked.seed, TEMPLATE)
        made = time.monotonic() - began
        first, again = measure(place), measure(place)
        found = {
            "people": asked.people,
            "seed": asked.seed,
            "machine": machine(),
            "make_seconds": round(made, 1),
            "counts": first.pop("counts"),
            **first,
            "again_seconds": again["seconds"],
        }
    print(json.dumps(found, indent=1) if asked.json else table(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", help="Where to make the place; a temporary folder if not said.")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def measure(place: Path) -> dict[str, Any]:
    """Run the place as a process; seconds by step, and the peak memory of it and its children."""
    command = [sys.executable, "-m", "wholeplace", "run", str(place), "--json-progress"]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=told, text=True)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory_of_tree(process.pid))
            time.sleep(LOOK_EVERY)
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"wholeplace run ended with {process.returncode}")
        told.seek(0)
        lines = [json.loads(line) for line in told]
    results = Path(lines[-1]["results"])
    counts = json.loads((results / "summary.json").read_text("utf-8"))["counts"]
    return {
        "seconds": round(seconds, 1),
        "peak_mib": round(peak / 1024),
        "steps": _steps(lines),
        "counts": counts,
    }


def _steps(lines: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds by step; sources are read two at a time, so theirs add up to more than passed."""
    spent: dict[str, float] = {}
    for line in lines:
        if line.get("state") == "made":
            spent[line["step"]] = round(spent.get(line["step"], 0.0) + line["seconds"], 1)
    return spent


def _memory_of_tree(root: int) -> int:
    """Resident kibibytes of a process and all its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parents[int(entry.name)] = _parent(entry)
    tree, found = {root}, True
    while found:
        more = {pid for pid, parent in parents.items() if parent in tree} - tree
        tree, found = tree | more, bool(more)
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


def machine() -> str:
    """Processor and memory, for whoever compares figures."""
    name = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "unknown processor",
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return f"{os.cpu_count()} cores of {name}, {memory} GiB"


def table(found: dict[str, Any]) -> str:
    """The figures for reading."""
    counts = found["counts"]
    rows = [
        ("people invented", f"{found['people']:,}"),
        ("machine", found["machine"]),
        ("making the place", f"{found['make_seconds']:.1f} s"),
        ("records", f"{counts['records']:,}"),
        ("activities", f"{counts['activities']:,}"),
        ("people pooled", f"{counts['people']:,}"),
        ("wholeplace run", f"{found['seconds']:.1f} s"),
        ("peak memory", f"{found['peak_mib']:,} MiB"),
        *((f"  {step}", f"{seconds:.1f} s") for step, seconds in found["steps"].items()),
        ("run again, unchanged", f"{found['again_seconds']:.1f} s"),
    ]
    return "\n".join(f"{name:<22} {value:>12}" for name, value in rows)


if __name__ == "__main__":
    main()
