"""How long it takes to read partners' extracts, and how much memory.

python bench/intake.py --people 560000 [--seed 1] [--json]
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from machine import show

from wholeplace.place import Mapping, Place, Source, load_place
from wholeplace.pooling.intake import read_source, read_sources
from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
CALLED_FOR = "560,000 are called for in 90 s and 3 GiB, a flat CSV of 100,000 rows in about 1 s"
FLAT_ROWS = 100_000


def main() -> None:
    """Make a place, then read it, each in a process of its own, so that its peak is its own."""
    options = _options()
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        told: multiprocessing.Queue[Any] = spawn.Queue()
        _done(spawn.Process(target=_make, args=(folder, options.people, options.seed)))
        reading = spawn.Process(target=_read, args=(folder, told))
        reading.start()
        rows = told.get()
        reading.join()
    show(f"extracts of {options.people:,} people, read ({CALLED_FOR})", rows)


def _done(process: Any) -> None:
    process.start()
    process.join()


def _make(folder: str, people: int, seed: int) -> None:
    make_place(Path(folder) / "place", people, seed, TEMPLATE)


def _read(folder: str, told: "multiprocessing.Queue[Any]") -> None:
    place = load_place(Path(folder) / "place")
    told.put([*_whole(place, Path(folder)), _flat(place, Path(folder))])


def _flat(place: Place, folder: Path) -> dict[str, Any]:
    """A list of people and arrests, read once to warm up and once for the clock."""
    source = _flat_source(place)
    lines = (
        f"P{n:07},Given{n % 900},Family{n % 5000},{1 + n % 28:02}/{1 + n % 12:02}/{1940 + n % 70},"
        f"W2 {n % 9}AB,{1 + n % 28:02}/{1 + n % 12:02}/2013"
        for n in range(FLAT_ROWS)
    )
    text = "\n".join(["PersonID,Forename,Surname,DOB,Postcode,Date", *lines])
    path = place.extracts / "flat.csv"
    for content in (text[:100_000].rpartition("\n")[0], text):
        path.write_text(content, "utf-8")
        began, used = time.perf_counter(), time.process_time()
        report = read_source(place, source, folder / "flat")
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    path.unlink()
    return _row("a flat CSV, unfenced", report.rows, seconds, cpu, 0.0)


def _flat_source(place: Place) -> Source:
    """The police list's agreement opens it; its mapping is of the plainest sort."""
    mapping = Mapping.model_validate(
        {
            "dates": ["%d/%m/%Y"],
            "person": {
                "local_id": "PersonID",
                "given": "Forename",
                "family": "Surname",
                "birth_date": "DOB",
                "address": {"postcode": "Postcode", "from": "Date"},
            },
            "activity": [{"kind": "offence", "start": "Date"}],
        }
    )
    return place.sources["police-offences"].model_copy(
        update={"files": ("flat.csv",), "mapping": mapping}
    )


def _whole(place: Place, folder: Path) -> list[dict[str, Any]]:
    began = time.perf_counter()
    ended: dict[str, float] = {}
    reports = read_sources(
        place, folder / "intake", progress=lambda r: ended.update({r.id: time.perf_counter()})
    )
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = max(reports, key=lambda r: r.rows)
    return [
        _row(f"largest: {largest.id}", largest.rows, ended[largest.id] - began, 0.0, 0.0),
        _row(
            f"all {len(reports)} sources",
            sum(r.rows for r in reports),
            seconds,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / 2**20,
        ),
    ]


def _row(what: str, rows: int, seconds: float, cpu: float, peak: float) -> dict[str, Any]:
    return {
        "read": what,
        "rows": f"{rows:,}",
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2) or "-",
        "peak_gib": round(peak, 2) or "-",
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=560_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
