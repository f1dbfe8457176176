"""Our side as a process: make the index of all records, then ask for some of them."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.pooling.linkage.find import Finder, Query, find_index
from wholeplace.pooling.linkage.frequencies import Frequencies
from wholeplace.pooling.linkage.incremental import Shelf, state_of
from wholeplace.pooling.linkage.linking import work

from .fresh import tell, wishes

WARMING, ASKED = 200, 2_000
Asked = tuple[int, Query]


def main() -> None:
    """Nothing but the answers is on the clock."""
    folder = Path(wishes()["folder"])
    tables = tuple(
        pq.read_table(folder / f"{name}.parquet") for name in ("record", "identifier", "address")
    )
    worked = work(*tables)
    person = worked.linked().person_of
    names = pa.array([f"P{number}" for number in person.tolist()])
    state, rows = state_of(worked, *tables), np.argsort(worked.order)
    find_index(state, rows, tables[0]["record"].to_numpy(), names).write(folder / "find.arrow")
    finder = Finder(Shelf.open(folder / "find.arrow"), worked.model, Frequencies.of(worked.fields))
    asked = list(queries(tables, WARMING + ASKED))
    times, right = answered(finder, asked, person)
    clock, processor = times[WARMING:].T
    tell(
        **{
            "p50": round(float(np.percentile(clock, 50)), 2),
            "p95": round(float(np.percentile(clock, 95)), 2),
            "processor p95": round(float(np.percentile(processor, 95)), 2),
            "about": {
                "right person first": round(float(np.mean(right)), 3),
                "index MiB": (folder / "find.arrow").stat().st_size >> 20,
            },
        }
    )


def queries(tables: tuple[pa.Table, ...], many: int) -> Iterator[Asked]:
    """Rows of some records, and what somebody who knows part of them would ask."""
    record, _, address = tables
    chance = np.random.default_rng(5)
    whole = np.flatnonzero(
        ~np.any([record[n].is_null().to_numpy() for n in ("given", "family", "birth_date")], axis=0)
    )
    for number, row in enumerate(chance.choice(whole, many, replace=False).tolist()):
        said: dict[str, Any] = record.slice(row, 1).to_pylist()[0]
        given, family, born = said["given"], said["family"], said["birth_date"].isoformat()
        postcode = address["postcode"][row].as_py() or ""
        if number % 3 == 0:
            yield row, Query(given[:-1] or given, family, born, postcode=postcode)
        elif number % 3 == 1:
            yield row, Query(given, family, born[:4], postcode=postcode)
        else:
            yield row, Query(given, family, postcode=postcode)


def answered(finder: Finder, asked: list[Asked], person: np.ndarray) -> tuple[np.ndarray, list]:
    """Milliseconds by the clock and of the processor of each, and whether it was right."""
    times, right = [], []
    for row, query in asked:
        began = time.perf_counter(), time.process_time()
        found = finder.find(query, finder.sources)
        ended = time.perf_counter(), time.process_time()
        times.append([1000 * (b - a) for a, b in zip(began, ended, strict=True)])
        right.append(bool(found) and found[0].person == f"P{person[row]}")
    return np.array(times), right


if __name__ == "__main__":
    main()
