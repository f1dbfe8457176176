"""A small place folder with results, for tests of the pages. Every figure is invented."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "triborough"
SNAPSHOT = "5d1e0c7a94b2" + "0" * 52
BOROUGHS = {
    "E09000033": ("Westminster", 219_396, 7_810),
    "E09000020": ("Kensington and Chelsea", 158_649, 5_242),
    "E09000013": ("Hammersmith and Fulham", 182_493, 6_911),
}


def make_place(folder: Path, *, synthetic: bool = True, results: bool = True) -> Path:
    """Copy the example's definitions of ground and partners, and add results beside them."""
    for part in ("areas", "partners"):
        shutil.copytree(EXAMPLE / part, folder / part)
    shutil.copy(EXAMPLE / "place.toml", folder / "place.toml")
    if synthetic:
        (folder / "synthetic.toml").write_text(
            'people = 20000\nseed = 2011\nversion = "0.1.0"\n\n[oversampled]\n', "utf-8"
        )
    if results:
        write_results(folder)
    return folder


def write_results(folder: Path, snapshot: str = SNAPSHOT, name: str = "r1") -> None:
    """Write a results folder and point ``current`` at it."""
    target = folder / ".wholeplace" / "cache" / "results" / name
    for path, content in _files().items():
        file = target / f"{path}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
    pointer = folder / ".wholeplace" / "cache" / "current"
    pointer.write_text(json.dumps({"snapshot": snapshot, "results": name}), "utf-8")


def _files() -> dict[str, Any]:
    return {
        "summary": _summary(),
        "map": _map(),
        "sources": {"sources": SOURCES},
        "linkage": {"records": 41_223, "people": 19_963, "threshold": 0.9, "pairs": 61_012},
        "agreements": AGREEMENTS,
        "cohorts/troubled-families-phase1": COHORT,
        "overlaps/ae-known-to-social-care": OVERLAP,
        "concentrations/health-and-care": _concentration(),
        "programmes/troubled-families": _programme(),
        "programmes/care-proceedings": _programme() | CARE,
    }


def _summary() -> dict[str, Any]:
    return {
        "place": {"id": "triborough", "name": "Tri-borough", "as_at": "2014-03-31"},
        "snapshot": SNAPSHOT,
        "synthetic": {"people": 20_000, "seed": 2011, "oversampled": {}},
        "counts": {
            "sources": 21,
            "records": 41_223,
            "people": 19_963,
            "households": 9_104,
            "activities": 176_420,
            "spend_rows": 3_114,
        },
        "boroughs": [
            {"code": code, "name": name, "residents": residents, "people": people}
            for code, (name, residents, people) in BOROUGHS.items()
        ],
        "partners": PARTNERS,
    }


def _map() -> dict[str, Any]:
    with (EXAMPLE / "areas" / "wards.csv").open(encoding="utf-8-sig", newline="") as handle:
        wards = sorted(csv.DictReader(handle), key=lambda ward: ward["ward_code"])
    areas = [_area([ward], number) for number, ward in enumerate(wards[2:])]
    together = _area(wards[:2], 3)
    return {
        "measures": [
            {"id": "people", "title": "People known to a service", "unit": "people"},
            {"id": "cost", "title": "Cost for each resident", "unit": "pence"},
            {
                "id": "families",
                "title": "Families in the troubled-families cohort",
                "unit": "count",
            },
        ],
        "areas": [together, *areas],
    }


def _area(wards: list[dict[str, str]], number: int) -> dict[str, Any]:
    known = 180 + 37 * number % 411
    return {
        "id": wards[0]["ward_code"],
        "name": " and ".join(ward["ward_name"] for ward in wards),
        "borough": wards[0]["borough_code"],
        "wards": [ward["ward_code"] for ward in wards],
        "merged": len(wards) > 1,
        "values": {
            "people": known,
            "cost": 41_000 + 1_713 * number % 77_001,
            "families": None if number % 19 == 7 else 8 + 11 * number % 47,
        },
    }


def _concentration() -> dict[str, Any]:
    steps = [n / 100 for n in range(1, 101)]
    return {
        "id": "health-and-care",
        "title": "Health and care cost",
        "residents": 20_000,
        "people_with_cost": 9_412,
        "total_pence": 5_231_440_000,
        "top": 0.2,
        "top_share": 0.774,
        "expected": {"value": 0.77, "source": "2012 report"},
        "curve": [[share, 1 - (1 - share) ** 6.66] for share in steps],
    }


PARTNERS: list[dict[str, Any]] = [
    {
        "id": "westminster",
        "name": "Westminster City Council",
        "kind": "council",
        "from": "2011-04-01",
        "to": None,
        "funds": ["children's social care", "adult social care", "housing"],
        "activity_pence": 1_811_240_000,
        "spend_pence": 9_411_000_000,
    },
    {
        "id": "pct-inner-nwl",
        "name": "NHS Inner North West London",
        "kind": "nhs-commissioner",
        "from": "2011-04-01",
        "to": "2013-04-01",
        "funds": ["hospital and community health services"],
        "activity_pence": 901_170_000,
        "spend_pence": 0,
    },
    {
        "id": "met-police",
        "name": "Metropolitan Police and MOPAC",
        "kind": "police",
        "from": "2011-04-01",
        "to": None,
        "funds": ["policing", "crime prevention grants"],
        "activity_pence": 310_990_000,
        "spend_pence": 0,
    },
]

SOURCES: list[dict[str, Any]] = [
    {
        "id": "police-offences",
        "title": "Offences and disposals",
        "partner": "Metropolitan Police and MOPAC",
        "zone": "named",
        "format": "mapped",
        "rows": 4_120,
        "loaded": 4_111,
        "quarantined": 9,
        "linked_share": 0.883,
        "permitted": True,
        "reason": "",
        "findings": [
            {
                "file": "police/offences.csv",
                "column": "DOB",
                "rule": "date-not-read",
                "severity": "error",
                "count": 9,
                "rows": [14, 220, 231, 907, 1_400, 1_871, 2_019, 2_411, 3_987],
                "message": "A birth date is in none of the styles the source declares",
            },
            {
                "file": "police/offences.csv",
                "column": "Postcode",
                "rule": "postcode-outside",
                "severity": "warning",
                "count": 212,
                "rows": [3, 8, 11, 19, 40],
                "message": "A postcode lies outside the place",
            },
        ],
    },
    {
        "id": "drug-treatment",
        "title": "People in drug treatment by ward",
        "partner": "Voluntary-sector treatment provider",
        "zone": "aggregate",
        "format": "mapped",
        "rows": 228,
        "loaded": 228,
        "quarantined": 0,
        "linked_share": None,
        "permitted": False,
        "reason": "agreement 'drug-treatment' is not signed by Hammersmith and Fulham",
        "findings": [],
    },
]

AGREEMENTS: dict[str, Any] = {
    "agreements": [
        {
            "id": "families",
            "title": "Troubled families data match",
            "parties": ["Westminster City Council", "Metropolitan Police and MOPAC", "DWP"],
            "purposes": ["matching", "individual-help", "planning"],
            "grain": "named",
            "from": "2012-04-01",
            "to": "2015-04-01",
            "state": "live",
            "missing": [],
            "sources": ["police-offences", "school-roll", "dwp-benefits"],
        },
        {
            "id": "drug-treatment",
            "title": "Drug treatment by ward",
            "parties": ["Hammersmith and Fulham", "Voluntary-sector treatment provider"],
            "purposes": ["planning"],
            "grain": "aggregate",
            "from": "2013-04-01",
            "to": "2015-04-01",
            "state": "unsigned",
            "missing": ["Hammersmith and Fulham"],
            "sources": ["drug-treatment"],
        },
    ],
    "refusals": [
        {
            "source": "drug-treatment",
            "purpose": "planning",
            "reason": "agreement 'drug-treatment' is not signed by Hammersmith and Fulham",
        }
    ],
}

COHORT: dict[str, Any] = {
    "id": "troubled-families-phase1",
    "title": "Troubled families, phase 1",
    "unit": "household",
    "as_at": "2014-03-31",
    "purpose": "individual-help",
    "count": 431,
    "people": 1_702,
    "certain": 412,
    "possible": 447,
    "no_data": 96,
    "criteria": [
        {"id": "crime", "title": "Crime or anti-social behaviour", "met": 611, "no_data": 40},
        {"id": "school", "title": "Education: absence or exclusion", "met": 702, "no_data": 71},
        {"id": "work", "title": "An adult on out-of-work benefits", "met": 1_944, "no_data": 15},
    ],
    "met_by_number": {"0": 6_390, "1": 2_187, "2": 366, "3": 65},
    "by_borough": [
        {"code": "E09000033", "name": "Westminster", "count": 171},
        {"code": "E09000020", "name": "Kensington and Chelsea", "count": 102},
        {"code": "E09000013", "name": "Hammersmith and Fulham", "count": 158},
    ],
    "text": "A household in which at least two of these are true on 31 March 2014: "
    "someone under 18 was convicted or anyone had an anti-social behaviour action in the last "
    "12 months; a child missed 15% of school sessions or was permanently excluded; "
    "an adult claims an out-of-work benefit.",
    "citation": ["2012 report, note 2", "2014 evidence, 17"],
}

OVERLAP: dict[str, Any] = {
    "id": "ae-known-to-social-care",
    "title": "of people at A&E were known to adult social care before",
    "a": "ae-attendees",
    "b": "adult-social-care",
    "relation": "before",
    "n_a": 4_204,
    "n_both": 871,
    "share": 0.2072,
    "low": 0.2011,
    "high": 0.2140,
}


def _partner(id: str, name: str, pays: int, cash: int, capacity: int, power: str) -> dict[str, Any]:
    gains = cash + capacity
    return {
        "id": id,
        "name": name,
        "kind": "council",
        "pays": pays,
        "gains": gains,
        "cashable": cash,
        "capacity": capacity,
        "net": gains - pays,
        "power": power,
        "note": "",
    }


def _year(number: int, cost: int, fiscal: int, before: int) -> dict[str, Any]:
    return {
        "year": f"20{13 + number}/{14 + number}",
        "cost": cost,
        "fiscal": fiscal,
        "cashable": fiscal * 2 // 5,
        "net": fiscal - cost,
        "cumulative": before + fiscal - cost,
    }


def _years() -> list[dict[str, Any]]:
    rows, before = [], 0
    money = [(310_000_00, 90_000_00), (290_000_00, 350_000_00), (0, 330_000_00), (0, 201_104_23)]
    for number, (cost, fiscal) in enumerate(money):
        rows.append(_year(number, cost, fiscal, before))
        before = rows[-1]["cumulative"]
    return rows


def _programme() -> dict[str, Any]:
    return {
        "programme": "troubled-families",
        "name": "Troubled families",
        "theme": "families",
        "cohort": "troubled-families-phase1",
        "text": "One key worker and one plan for each family that meets two of three criteria.",
        "price_base": "2013/14",
        "basis": "Real pounds of 2013/14. Gains are savings after optimism bias.",
        "against": "families go on being seen by each service apart",
        "cost": 600_000_00,
        "gains": 971_104_23,
        "cashable": 388_441_69,
        "npv": 304_120_55,
        "payback_years": 2.55,
        "partners": [
            _partner(
                "westminster",
                "Westminster City Council",
                310_000_01,
                201_441_69,
                180_000_00,
                "Local Government Act 2003 s31",
            ),
            _partner(
                "met-police", "Metropolitan Police", 0, 0, 302_662_54, "gains, cannot pay: ask"
            ),
            _partner("dwp", "DWP", 289_999_99, 187_000_00, 100_000_00, "Welfare grant"),
        ],
        "years": _years(),
        "figures": FIGURES,
        "readings": [],
        "warnings": ["62% of the savings rest on evidence of grade 5 or weaker."],
    }


FIGURES: list[dict[str, Any]] = [
    {
        "name": "reach.engaged",
        "value": 258.6,
        "unit": "families",
        "source": "worked out from cohort, reach.engagement",
        "grade": 4,
        "formula": "cohort * engagement",
        "inputs": {"cohort": "cohort", "engagement": "reach.engagement"},
        "worked": "431 * 0.6 = 258.6",
    },
    {
        "name": "cohort",
        "value": 431,
        "unit": "families",
        "source": "counted in the snapshot",
        "grade": 2,
        "formula": "",
        "inputs": {},
        "worked": "431",
    },
    {
        "name": "reach.engagement",
        "value": 0.6,
        "unit": "share",
        "source": "assumption: as a neighbouring place reported",
        "grade": 6,
        "formula": "",
        "inputs": {},
        "worked": "0.6",
        "disputed": "others report 0.45",
    },
    {
        "name": "arrest.unit_cost",
        "value": 719.0,
        "unit": "GBP",
        "price_year": "2013/14",
        "source": "unit-cost table, arrest",
        "grade": 2,
        "formula": "",
        "inputs": {},
        "worked": "719",
    },
]

CARE: dict[str, Any] = {
    "programme": "care-proceedings",
    "name": "Care proceedings",
    "theme": "families",
    "cohort": None,
    "text": "Shorter care proceedings, with the work done before court.",
    "payback_years": 0.4,
    "npv": 1_000_000_00,
    "readings": [
        {
            "id": "per-case",
            "claim": "£27k to £17k a case, up to 100 sets a year",
            "source": "2014 evidence, 8",
            "formula": "cases * (before - after)",
            "inputs": {
                "cases": {"value": 100, "unit": "sets", "source": "2012 report", "grade": 4},
                "before": {
                    "value": 27_000,
                    "unit": "GBP",
                    "source": "2014 evidence, 8",
                    "grade": 4,
                },
                "after": {"value": 17_000, "unit": "GBP", "source": "2014 evidence, 8", "grade": 4},
            },
            "result": 1_000_000,
            "claimed": 1_200_000,
            "unit": "GBP",
            "agrees": False,
            "comment": "The two figures rest on different bases.",
        },
        {
            "id": "weeks",
            "claim": "45% shorter, from 49 weeks",
            "source": "2014 evidence, 8",
            "formula": "(before - after) / before",
            "inputs": {
                "before": {"value": 49, "unit": "weeks", "source": "2014 evidence, 8", "grade": 3},
                "after": {"value": 27, "unit": "weeks", "source": "evaluation", "grade": 3},
            },
            "result": 0.449,
            "claimed": 0.45,
            "unit": "share",
            "agrees": True,
            "comment": "49 to 27 weeks is 45%; to 26 it would be 47%.",
        },
    ],
}
