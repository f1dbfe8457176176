"""Does 0.9 mean nine in ten? Probabilities of candidate pairs against the truth, bin by bin.

    python bench/calibration.py [--people 20000] [--json]

Invented places (three seeds), and lists by the tests' own generator with usual and with threefold
errors. No label was used in calibrating, so no seed is one that was fitted to.
"""

import argparse
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from machine import show

from support.linkage.reliability import EDGES, Judged, bucket, judged_lists, judged_places


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    asked.add_argument("--json", action="store_true", help="print JSON instead of a table")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        places = judged_places(Path(folder), said.people, said.seeds)
    data = {
        "places": places,
        "lists": judged_lists(said.people, said.seeds, noise=1.0),
        "noisy lists": judged_lists(said.people, said.seeds, noise=3.0),
    }
    rows = [row for name, several in data.items() for row in table(name, several)]
    show(f"reliability of probabilities, {len(said.seeds)} seeds each", rows)


def table(name: str, several: list[Judged]) -> list[dict[str, Any]]:
    """A row a bin, and one with the expected calibration error and slope of each seed."""
    rows = [_row(name, f"{low:.2f} to {high:.2f}", *bucket(several, low, high))
            for low, high in pairwise(EDGES)]  # fmt: skip
    errors = " ".join(f"{one.error:.4f}" for one in several)
    slopes = " ".join(f"{one.model.calibration.slope:.2f}" for one in several)
    whole = _row(name, "all", *bucket(several, 0, 1))
    return [*rows, {**whole, "expected error by seed": errors, "slope by seed": slopes}]


def _row(name: str, where: str, pairs: int, sure: float, right: float) -> dict[str, Any]:
    return {
        "data": name,
        "probability": where,
        "pairs": pairs,
        "mean": round(sure, 3),
        "truly one person": round(right, 3),
        "expected error by seed": "",
        "slope by seed": "",
    }


if __name__ == "__main__":
    main()
