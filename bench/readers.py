"""How long each format takes to read for 100,000 rows, and how much memory.

python bench/readers.py [--only ssda903] [--rows 100000] [--json]

To add a format, write its files in ``bench/invented/`` and give it a line in ``READERS``.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from invented import adults, children, public
from machine import show

from wholeplace.place import Mapping, Place, load_place
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.intake.fence.worker import collect_seldom
from wholeplace.pooling.intake.geography import areas_of

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
SOURCE, AGREEMENT = "cin-westminster", "childrens-services"
"""The example's source that lends its partner and agreement to every format."""
PEAK_MIB = 500


@dataclass(frozen=True)
class Reader:
    """A format, what writes its files, the seconds 100,000 rows may take, and the return's year."""

    format: str
    write: Callable[[Path, int], None]
    seconds: float
    year: int | None = None
    mapping: Mapping | None = None


LISTED = Mapping.model_validate(
    {
        "dates": ["%d/%m/%Y"],
        "person": {
            "local_id": "ID",
            "given": "Forename",
            "family": "Surname",
            "birth_date": "DOB",
            "identifiers": {"nhs": "NHS"},
            "address": {"postcode": "Postcode"},
        },
        "activity": [{"kind": "arrest", "start": "Date"}],
    }
)

READERS = {
    "ssda903": Reader("ssda903", children.ssda903, 2.0, 2025),
    "ssda903-xml": Reader("ssda903", children.ssda903_xml, 8.0, 2025),
    "cin-census": Reader("cin-census", children.cin_census, 8.0, 2026),
    "annex-a": Reader("annex-a", children.annex_a, 8.0),
    "ssd": Reader("ssd", children.ssd, 2.0),
    "ssd-sql": Reader("ssd", children.ssd_sql, 8.0),
    "school-roll": Reader("school-census", public.school_roll, 2.0),
    "school-exclusions": Reader("school-census", public.school_exclusions, 2.0),
    "school-sessions": Reader("school-census", public.school_sessions, 2.0),
    "nccis": Reader("nccis", public.nccis_xml, 8.0),
    "nccis-csv": Reader("nccis", public.nccis_csv, 2.0),
    "prison-releases": Reader("prison-releases", public.prison_json, 8.0),
    "prison-releases-csv": Reader("prison-releases", public.prison_csv, 2.0),
    "core-lettings": Reader("core-lettings", public.core_export, 2.0),
    "family-court": Reader("family-court", public.court_json, 8.0),
    "family-court-csv": Reader("family-court", public.court_csv, 2.0),
    "client-level-data": Reader("client-level-data", adults.client_level_data, 2.0),
    "admitted-care": Reader("admitted-care", adults.admitted_care, 2.0),
    "emergency-care": Reader("emergency-care", adults.emergency_care, 2.0),
    "council-spend": Reader("council-spend", adults.council_spend, 2.0),
    "council-spend-xlsx": Reader("council-spend", adults.council_spend_book, 8.0),
    # No figure is promised for JSON that a schema is asked about, service by service.
    "open-referral-uk": Reader("open-referral-uk", adults.directory, 60.0),
    "mapped": Reader("mapped", adults.mapped_list, 2.0, mapping=LISTED),
    "mapped-xlsx": Reader("mapped", adults.mapped_book, 8.0, mapping=LISTED),
}


def main() -> int:
    """Each format in a process of its own, so that its peak is its own."""
    options = _options()
    spawn = multiprocessing.get_context("spawn")
    rows = []
    for name in options.only or READERS:
        with spawn.Pool(1) as pool, tempfile.TemporaryDirectory() as folder:
            pool.apply(_make, (name, folder, options.rows))
            with spawn.Pool(1) as fresh:
                rows.append(fresh.apply(_read, (name, folder)))
    called_for = f"each in its seconds for 100,000 rows and under {PEAK_MIB} MiB"
    show(f"{options.rows:,} rows of each format, read unfenced ({called_for})", rows)
    return int(any(row["within"] == "no" for row in rows))


def _make(name: str, folder: str, rows: int) -> None:
    to = Path(folder) / "extracts" / name
    to.mkdir(parents=True)
    READERS[name].write(to, rows)


def _read(name: str, folder: str) -> dict[str, Any]:
    reader, place = READERS[name], _place(name, Path(folder))
    areas = areas_of(load_place(TEMPLATE))
    collect_seldom()
    began, used = time.perf_counter(), time.process_time()
    report = read_source(place, place.sources[SOURCE], Path(folder) / "out", areas)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    if report.loaded != report.rows:
        raise RuntimeError(f"{name}: not all of it was loaded: {report}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    allowed = reader.seconds * max(1.0, report.rows / 100_000)
    return {
        "read": name,
        "rows": f"{report.rows:,}",
        "loaded": f"{report.loaded:,}",
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "allowed": round(allowed, 2),
        "peak_mib": round(peak),
        "within": "yes" if cpu <= allowed and peak <= PEAK_MIB else "no",
    }


def _place(name: str, root: Path) -> Place:
    """The example place with one source of this format, all of which is agreed to."""
    place, reader = load_place(TEMPLATE), READERS[name]
    source = place.sources[SOURCE].model_copy(
        update={
            "format": reader.format,
            "files": (f"{name}/*",),
            "year": reader.year,
            "mapping": reader.mapping,
            "same_people_as": None,
            "coverage": (),
        }
    )
    agreement = place.agreements[AGREEMENT]
    grants = [g.model_copy(update={"fields": ("*",)}) for g in agreement.grants]
    return replace(
        place,
        root=root,
        sources={SOURCE: source},
        agreements={
            AGREEMENT: agreement.model_copy(
                update={"grants": tuple(grants), "purposes": ("matching", "planning")}
            )
        },
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=READERS)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
