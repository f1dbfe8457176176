"""How long the shipped cohorts take, over a made-up place of any size.

python bench/cohorts.py --people 560000 --activities 5000000 [--json]
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from machine import show

from wholeplace.cohorts import Frames, concentration, evaluate, overlap
from wholeplace.place import Cohort, Concentration, Overlap, load_vocabulary
from wholeplace.pooling.store import connect, ibis_over

AS_AT = date(2014, 3, 31)
SHIPPED = Path(__file__).parents[1] / "examples" / "triborough" / "cohorts"
BOROUGHS = ["E09000033", "E09000020", "E09000013"]
SHARES = {
    "ae_attendance": 0.30,
    "adult_care": 0.12,
    "adult_care_request": 0.03,
    "emergency_admission": 0.08,
    "planned_admission": 0.05,
    "absence": 0.17,
    "exclusion": 0.02,
    "school_place": 0.05,
    "offence": 0.06,
    "youth_disposal": 0.01,
    "asb_action": 0.01,
    "benefit_claim": 0.10,
}
"""What part of all activities is of each kind."""


def main() -> None:
    """Make a place in a process of its own, then ask each question cold and warm."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        made = (Path(folder), options.people, options.activities, options.seed)
        making = multiprocessing.get_context("spawn").Process(target=write_place, args=made)
        making.start()
        making.join()
        rows = list(measure(Path(folder)))
    show(f"cohorts of {options.people:,} people, {options.activities:,} activities", rows)


def write_place(folder: Path, people: int, activities: int, seed: int) -> None:
    """Tables of a snapshot, as Parquet: a few people have most of what happens."""
    chance = np.random.default_rng(seed)
    vocabulary = load_vocabulary()
    names = pa.array(np.char.add("P", np.char.zfill(np.arange(people).astype(str), 8)))
    _write(folder, "person", _persons(chance, names))
    _write(folder, "household_member", _households(chance, names))
    _write(folder, "population", _population(people))
    _write(folder, "coverage", _coverage())
    _write(folder, "activity", _activities(chance, names, activities))
    for kind, rows in _details(chance, activities):
        declared = vocabulary.kinds[kind].attributes
        _write(
            folder,
            f"detail_{kind}",
            rows.select(["activity", *[n for n in rows.column_names if n in declared]]),
        )


def measure(folder: Path) -> Iterator[dict[str, Any]]:
    """Each shipped question, asked of new frames (cold) and again (warm)."""
    frames = _frames(folder)
    for name in ("troubled-families-phase1", "ae-attendees", "adult-social-care"):
        cohort = Cohort.model_validate(_read(name, "cohort"))
        yield _timed(name, lambda c=cohort: evaluate(c, frames, AS_AT).count)
    pair = Overlap.model_validate(_read("ae-known-to-social-care", "overlap"))
    a, b = (
        evaluate(Cohort.model_validate(_read(n, "cohort")), frames, AS_AT) for n in (pair.a, pair.b)
    )
    yield _timed(pair.id, lambda: overlap(pair, a, b).n_both)
    spread = Concentration.model_validate(_read("concentration-health-and-care", "concentration"))
    yield _timed(spread.id, lambda: concentration(spread, frames).top_share)


def _timed(name: str, ask: Callable[[], Any]) -> dict[str, Any]:
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        answer = ask()
        seconds.append(round(time.perf_counter() - start, 3))
    return {
        "question": name,
        "answer": round(answer, 6),
        "cold_s": seconds[0],
        "warm_s": seconds[1],
        "peak_mib": _peak_mib(),
    }


def _frames(folder: Path) -> Frames:
    con = connect()
    for path in sorted(folder.glob("*.parquet")):
        con.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{path}')")

    class Opened:
        def ibis(self) -> Any:
            return ibis_over(con)

    return Frames.of(Opened(), load_vocabulary())


def _persons(chance: np.random.Generator, names: pa.Array) -> pa.Table:
    born = np.datetime64(AS_AT) - chance.integers(0, 90 * 365, len(names)).astype("timedelta64[D]")
    return pa.table(
        {
            "person": names,
            "birth_date": pa.array(born, pa.date32()),
            "died": pa.nulls(len(names), pa.date32()),
            "borough": pa.array(np.array(BOROUGHS)[chance.integers(0, 3, len(names))]),
        }
    )


def _households(chance: np.random.Generator, names: pa.Array) -> pa.Table:
    homes = chance.integers(0, max(1, len(names) * 2 // 5), len(names)).astype(str)
    nothing = pa.nulls(len(names), pa.date32())
    return pa.table(
        {
            "household": pa.array(np.char.add("H", np.char.zfill(homes, 8))),
            "person": names,
            "start": nothing,
            "end": nothing,
        }
    )


def _population(people: int) -> pa.Table:
    residents = [people - 2 * (people // 3), people // 3, people // 3]
    areas = [f"E0500000{n}" for n in range(3)]
    return pa.table(
        {"area": areas, "borough": BOROUGHS, "residents": pa.array(residents, pa.int64())}
    )


def _coverage() -> pa.Table:
    rows = [
        {
            "source": "s",
            "kind": k,
            "area": b,
            "age_from": 0,
            "age_to": 130,
            "start": date(2011, 4, 1),
            "end": date(2014, 4, 1),
        }
        for k in SHARES
        for b in BOROUGHS
    ]
    return pa.Table.from_pylist(rows)


def _activities(chance: np.random.Generator, names: pa.Array, number: int) -> pa.Table:
    """Skewed: the square of a uniform number puts half of all activity on 30% of people."""
    who = (chance.random(number) ** 3 * len(names)).astype(np.int64)
    start = np.datetime64("2011-04-01") + chance.integers(0, 1095, number).astype("timedelta64[D]")
    end = start + chance.integers(1, 300, number).astype("timedelta64[D]")
    kinds = np.repeat(list(SHARES), _numbers(number))
    return pa.table(
        {
            "activity": np.arange(number),
            "person": names.take(pa.array(who)),
            "kind": pa.array(kinds),
            "start": pa.array(start, pa.date32()),
            "end": pa.array(end, pa.date32(), mask=chance.random(number) < 0.2),
            "quantity": chance.integers(1, 40, number) / 4,
            "pence": chance.integers(0, 500_000, number),
            "source": pa.array(np.full(number, "s")),
        }
    )


def _details(chance: np.random.Generator, number: int) -> Iterator[tuple[str, pa.Table]]:
    first = 0
    for kind, many in zip(SHARES, _numbers(number), strict=True):
        possible = chance.integers(100, 140, many)
        yield (
            kind,
            pa.table(
                {
                    "activity": np.arange(first, first + many),
                    "category": np.where(chance.random(many) < 0.05, "permanent", "fixed"),
                    "proven": chance.random(many) < 0.4,
                    "out_of_work": chance.random(many) < 0.7,
                    "alternative": chance.random(many) < 0.02,
                    "possible": possible,
                    "unauthorised": (possible * chance.random(many) ** 4 * 0.5).astype(np.int64),
                }
            ),
        )
        first += many


def _numbers(number: int) -> list[int]:
    counts = [int(number * share) for share in SHARES.values()]
    counts[0] += number - sum(counts)
    return counts


def _write(folder: Path, name: str, table: pa.Table) -> None:
    pq.write_table(table, folder / f"{name}.parquet")


def _read(name: str, kind: str) -> dict[str, Any]:
    data = tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)
    head = data.pop(kind)
    return {**data, **head}


def _peak_mib() -> int:
    scale = 1024 if sys.platform != "darwin" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // scale


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=560_000)
    parser.add_argument("--activities", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
