"""A scaffold place whose sources were read and linked by hand."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Place, load_place
from wholeplace.place.scaffold import scaffold
from wholeplace.pooling.store import Pooled, gather

NOTHING = {
    "aliases": None,
    "birth_precision": "day",
    "sex_given": None,
    "ethnicity": "unknown",
    "ethnicity_given": None,
    "died": None,
    "restricted": False,
    "household_given": None,
    "delivery": None,
}


def place_in(folder: Path) -> Place:
    """The scaffold, with arrests that attach to the police's list of offences, and a unit cost."""
    scaffold(folder)
    (folder / "sources" / "arrests.toml").write_text(ARRESTS, "utf-8")
    with (folder / "costs" / "unit_costs.csv").open("a") as handle:
        handle.write("arrest,An arrest,arrest,500.00,2013/14,fiscal,police:1,6,made up,made up\n")
    return load_place(folder)


ARRESTS = """
[source]
id = "arrests"
title = "Arrests"
partner = "police"
format = "mapped"
layout = "2013/14"
files = ["police/arrests*.csv"]
same_people_as = "offences"

[[coverage]]
kinds = ["arrest"]
from = 2013-04-01
to = 2014-04-01

[mapping.person]
local_id = "person"

[[mapping.activity]]
kind = "arrest"
start = "day"
"""


def record(local_id: str, given: str | None, **more: object) -> dict[str, object]:
    """One row of an intake ``record`` table."""
    said = {"given": given, "family": given and "Test", "birth_date": date(1999, 5, 14)}
    said |= {"sex": "male" if given else "unknown", "file": "file.csv", "row": 2}
    return {"local_id": local_id, **NOTHING, **said, **more}


def activity(
    number: int, local_id: str, kind: str, start: date, **more: object
) -> dict[str, object]:
    """One row of an intake ``activity`` table."""
    said = {"group": None, "end": None, "quantity": 1.0, "provider": None, "outcome": None}
    said |= {"pence": None, "delivery": None, "file": "file.csv", "row": number + 2}
    return {"activity": number, "local_id": local_id, "kind": kind, "start": start, **said, **more}


def address(
    local_id: str, postcode: str, lsoa: str, ward: str, **more: object
) -> dict[str, object]:
    """One row of an intake ``address`` table."""
    said = {"uprn": None, "line": None, "start": None, "end": None, "borough": "E09000033"}
    where = {"postcode": postcode, "lsoa": lsoa, "ward": ward}
    return {"local_id": local_id, **said, **where, **more}


def tie(local_id: str, other: str) -> dict[str, object]:
    """One row of an intake ``relationship`` table."""
    said = {"role": "carer", "delivery": None, "file": "file.csv", "row": 2}
    return {"local_id": local_id, "other_id": other, **said}


def intake(folder: Path) -> dict[str, Path]:
    """Three sources: a school's list, the police's, and arrests by the police's numbers."""
    bayswater = ("W11 2AH", "E01004653", "E05013793")
    harrow = ("W10 4RE", "E01004679", "E05013795")
    return {
        "exclusions": _write(
            folder / "exclusions",
            record=[record("1", "Ann"), record("2", "Bea", died=date(2014, 1, 1))],
            identifier=[{"local_id": "1", "scheme": "upn", "value": "A1", "valid": True}],
            address=[address("1", *bayswater), address("2", *harrow)],
            activity=[activity(0, "1", "exclusion", date(2014, 2, 3))],
            detail_exclusion=[{"activity": 0, "category": "fixed", "reasons": "PP", "sessions": 4}],
            relationship=[tie("1", "2"), tie("1", "nobody"), tie("1", "1")],
        ),
        "offences": _write(
            folder / "offences",
            record=[record("P1", "Anne"), record("P2", "Cy", birth_date=None)],
            address=[address("P1", *harrow, start=date(2013, 9, 1))],
            activity=[
                activity(0, "P1", "offence", date(2014, 1, 21), pence=12345),
                activity(1, "P1", "offence", date(2013, 12, 1)),
            ],
            detail_offence=[
                {"activity": 0, "proven": True, "category": "Theft"},
                {"activity": 1, "proven": False, "category": "Fraud"},
            ],
        ),
        "arrests": _write(
            folder / "arrests",
            record=[record("P1", None)],
            activity=[
                activity(0, "P1", "arrest", date(2014, 1, 21), quantity=2.5),
                activity(1, "P9", "arrest", date(2014, 1, 2)),
            ],
        ),
    }


def _write(folder: Path, **tables: list[dict[str, object]]) -> Path:
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


def pooled(place: Place, folder: Path) -> Pooled:
    """Ann and Anne are one; everybody else is alone. She lives with Bea."""
    made = intake(folder)
    identities = gather(place, made)
    rows = identities.record.to_pylist()
    of = {("exclusions", "1"): "PANN", ("offences", "P1"): "PANN"}
    return Pooled(
        intake=made,
        told={name: [k for c in place.sources[name].coverage for k in c.kinds] for name in made},
        identities=identities,
        person_record=pa.table(
            {
                "person": [of.get((r["source"], r["local_id"]), f"P{r['record']}") for r in rows],
                "record": [r["record"] for r in rows],
                "probability": [0.98 if (r["source"], r["local_id"]) in of else 1.0 for r in rows],
            }
        ),
        household_member=pa.table(
            {
                "household": ["H1", "H1"],
                "person": ["PANN", "P1"],
                "start": pa.array([None, None], pa.date32()),
                "end": pa.array([None, None], pa.date32()),
                "known": ["address", "address"],
            }
        ),
        communal=pa.table({"person": ["P3"], "kind": ["hostel"]}),
        home=pa.table({"person": ["PANN"], "postcode": ["W10 4RE"]}),
    )
