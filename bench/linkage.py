"""Linkage against Splink: speed, memory and quality, on the same records in the same run.

    python bench/linkage.py [--records 1000000] [--seeds 1 2 3] [--only speed accuracy febrl …]

Every timed side runs in a process of its own. ``rival/splink_side.py`` says how Splink is set up,
``rival/people.py`` and ``rival/agencies.py`` how the records are made. Add ``--json`` for JSON.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from machine import show
from rival import accuracy, febrl, finding, growing, independent, speed
from rival.table import Row

Measure = Callable[[Path, argparse.Namespace], Iterable[Row]]
MEASURES: dict[str, Measure] = {
    "speed": lambda folder, asked: speed.rows(folder, asked.records, asked.seeds[0]),
    "growing": lambda folder, asked: growing.rows(folder, asked.records, asked.seeds[0]),
    "finding": lambda folder, asked: finding.rows(folder, asked.records, asked.seeds[0]),
    "accuracy": lambda folder, asked: accuracy.rows(folder, asked.records, asked.seeds),
    "independent": lambda folder, asked: independent.rows(folder, asked.independent, asked.seeds),
    "febrl": lambda folder, asked: febrl.rows(),
}


def main() -> None:
    """Run the measures asked for and print one table."""
    asked = _arguments()
    rows: list[Row] = []
    for name in asked.only:
        with TemporaryDirectory() as folder:
            for row in MEASURES[name](Path(folder), asked):
                print(row["measure"], row["ratio"], file=sys.stderr, flush=True)
                rows.append(row)
    show("linkage against Splink 5", rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument(
        "--independent", type=int, default=100_000, help="records of that generator"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
