"""Time linking invented records to people: training, scoring, durable ids and households.

    python bench/linkage.py [--records 1000000] [--seed 1] [--json]

The people come from the tests' own generator, not from the synthetic place. Figures are for this
machine, one run; peak memory is the whole process, generator included.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from machine import show

from support.linkage.people import People, make_people
from wholeplace.pooling.linkage import durable_ids, households, link, score_linkage

PEOPLE_PER_RECORD = 0.96  # how many the generator needs for one record
AS_AT = date(2014, 3, 31)


def main() -> None:
    """Run every step once and print the table."""
    asked = _arguments()
    people = make_people(int(asked.records * PEOPLE_PER_RECORD), asked.seed)
    rows = [{"what": what, "figure": figure} for what, figure in measure(people).items()]
    show(f"linkage of {people.records.num_rows:,} records", rows)


def measure(people: People) -> dict[str, object]:
    """Seconds of each step, quality against the truth, peak memory in GiB."""
    tables = people.records, people.identifiers, people.addresses
    first, trained = _timed(lambda: link(*tables))
    again, linked = _timed(lambda: link(*tables, model=trained.model))
    columns = people.records["source"], people.records["local_id"]
    keys = list(zip(*(column.to_pylist() for column in columns), strict=True))
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "person_ids.parquet"
        minting, ids = _timed(lambda: durable_ids(linked.person_of, keys, register))
        keeping, _ = _timed(lambda: durable_ids(linked.person_of, keys, register))
    housing, found = _timed(lambda: households(people.records, people.addresses, ids, AS_AT))
    pairs = linked.pairs.above(linked.model.threshold)
    scores = score_linkage(linked.person_of, people.truth, pairs)
    return {
        "link, training included, s": first,
        "link, saved model, s": again,
        "durable ids, first time, s": minting,
        "durable ids, again, s": keeping,
        "households, s": housing,
        "people": len(set(linked.person_of.tolist())),
        "households": len(set(found.members["household"].to_pylist())),
        "candidate pairs": len(linked.pairs.left),
        **{f"{name} F1": round(score["f1"], 4) for name, score in scores.items()},
        "peak memory, GiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }


def _timed(work: Callable) -> tuple[float, object]:
    began = time.perf_counter()
    result = work()
    return round(time.perf_counter() - began, 2), result


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
