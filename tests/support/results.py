"""A small, whole results folder with figures that agree with each other."""

import csv
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

from wholeplace.loop import Refusal
from wholeplace.loop.outputs.agreements import agreements as written
from wholeplace.place import Place
from wholeplace.pooling.decisions import Choices

BOROUGHS = [
    {"code": "E09000033", "name": "Westminster", "residents": 219396, "people": 7841},
    {"code": "E09000020", "name": "Kensington and Chelsea", "residents": 158649, "people": 5668},
    {"code": "E09000013", "name": "Hammersmith and Fulham", "residents": 182493, "people": 6491},
]
FAMILIES, COST = "troubled-families-phase1", "concentration-health-and-care"
MEASURES = [
    {
        "id": FAMILIES,
        "title": "Families in the cohort, per 1,000 households",
        "unit": "per 1,000 households",
    },
    {"id": COST, "title": "Cost of health and care for each resident", "unit": "GBP"},
]


def write_results(place: Place, folder: Path) -> Path:
    """Write every file a run leaves, as docs describe them."""
    files: dict[str, Any] = {
        "summary": summary(place),
        "map": ward_values(place),
        "sources": {"sources": sources()},
        "linkage": linkage(),
        "groups": groups(),
        "agreements": agreements(place),
        "review": {"total": 0, "items": [], "contradicted": []},
        "cohorts/troubled-families-phase1": families(),
        "overlaps/ae-known-to-social-care": overlap(),
        "concentrations/concentration-health-and-care": concentration(),
        "programmes/care-proceedings": care_proceedings(),
        "programmes/troubled-families": troubled_families(),
    }
    for name, content in files.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, default=str), "utf-8")
    return folder


def changes() -> dict[str, Any]:
    """What a run found different from the one before it."""
    measured = {
        "permitted": True,
        "errors": 0,
        "rows": 3241,
        "loaded": 3230,
        "quarantined": 11,
        "linked_share": 0.97,
        "completeness": 0.91,
        "validity": 0.99,
    }
    none = {"definition": 0, "link": 0, "data": 0, "people": 0}
    return {
        "before": {"snapshot": "1" * 32, "as_at": "2014-03-24"},
        "after": {"snapshot": "9f2c41d07a6be35518d4c0aa93be77f1", "as_at": "2014-03-31"},
        "sources": [
            {
                "id": "police-offences",
                "title": "Police: offences",
                "partner": "met-police",
                "new": ["police/offences_march.csv"],
                "changed": ["police/offences.csv"],
                "gone": [],
                "before": measured,
                "after": {**measured, "rows": 3301, "errors": 2},
            },
            {
                "id": "prison-releases",
                "title": "Prisons: releases",
                "partner": "prisons",
                "new": [],
                "changed": [],
                "gone": [],
                "before": measured,
                "after": measured,
            },
        ],
        "cohorts": [
            {
                "id": FAMILIES,
                "title": "Troubled families, phase 1: two of three national criteria",
                "unit": "household",
                "before": 1065,
                "after": 1071,
                "entered": {**none, "data": 9, "people": 3},
                "left": {**none, "link": 2, "people": 4},
            }
        ],
    }


def summary(place: Place) -> dict[str, Any]:
    return {
        "place": {
            "id": place.about.id,
            "name": place.about.name,
            "starts": "2011-04-01",
            "as_at": "2014-03-31",
            "price_base": "2013/14",
            "attribution": place.areas.attribution,
        },
        "snapshot": "9f2c41d07a6be35518d4c0aa93be77f1",
        "synthetic": {
            "people": 20000,
            "seed": 2011,
            "oversampled": {
                "troubled families": "3 times as many as at full size",
                "care proceedings": "10 times as many as at full size",
            },
        },
        "counts": {
            "sources": 4,
            "records": 43218,
            "people": 20000,
            "households": 9412,
            "activities": 178204,
            "spend_rows": 5120,
        },
        "boroughs": [{**b, "sharing": b["people"] // 3} for b in BOROUGHS],
        "partners": [
            partner("westminster", "Westminster City Council", "council", 412_345_600, 18_234_000),
            partner("met-police", "Metropolitan Police and MOPAC", "police", 98_765_400, None),
            partner("dwp", "Department for Work and Pensions", "work-and-pensions", None, None),
            {
                **partner("pct-inner-nwl", "Inner NWL PCTs", "nhs-commissioner", 210_000_000, None),
                "to": "2013-04-01",
            },
        ],
    }


def partner(
    id: str, name: str, kind: str, activity: int | None, spend: int | None
) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "kind": kind,
        "from": "2000-01-01",
        "to": None,
        "funds": ["social care", "housing"] if kind == "council" else [kind],
        "activity_pence": activity,
        "spend_pence": spend,
    }


def ward_values(place: Place) -> dict[str, Any]:
    """One area a ward, but for two small neighbours that are shown together."""
    with (place.root / place.areas.wards).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    together = {"Colville", "Pembridge"}
    merged = [r for r in rows if r["ward_name"] in together]
    groups = [merged, *([r] for r in rows if r["ward_name"] not in together)]
    return {"measures": MEASURES, "areas": [_area(n, group) for n, group in enumerate(groups)]}


def _area(number: int, rows: list[dict[str, str]]) -> dict[str, Any]:
    codes = [r["ward_code"] for r in rows]
    spread = int(codes[0][-3:]) * 37 % 61 / 61
    families = None if number == 7 else round(4 + 50 * spread**2, 3)
    return {
        "id": "-".join(codes),
        "name": " and ".join(r["ward_name"] for r in rows),
        "borough": rows[0]["borough_code"],
        "wards": codes,
        "merged": len(rows) > 1,
        "values": {FAMILIES: families, COST: 600 + round(1_400 * spread, 2)},
    }


def finding(file: str, column: str, rule: str, severity: str, count: int, message: str) -> dict:
    rows = list(range(2, 2 + min(count, 20)))
    return {
        "file": file,
        "column": column,
        "rule": rule,
        "severity": severity,
        "count": count,
        "rows": rows,
        "message": message,
    }


def sources() -> list[dict[str, Any]]:
    return [
        {
            "id": "police-offences",
            "title": "Police: offences",
            "partner": "met-police",
            "zone": "named",
            "format": "csv",
            "rows": 5310,
            "loaded": 5301,
            "quarantined": 9,
            "linked_share": 0.913,
            "permitted": True,
            "reason": "granted by data-sharing-2012",
            "findings": [
                finding(
                    "police/offences.csv",
                    "DOB",
                    "date.unreadable",
                    "error",
                    9,
                    "cannot be read as day/month/year",
                ),
                finding(
                    "police/offences.csv",
                    "Postcode",
                    "postcode.terminated",
                    "note",
                    212,
                    "has ended; the ward of the nearest live postcode is used",
                ),
            ],
        },
        {
            "id": "school-roll",
            "title": "Schools: pupils on roll",
            "partner": "schools",
            "zone": "named",
            "format": "csv",
            "rows": 2890,
            "loaded": 2890,
            "quarantined": 0,
            "linked_share": 0.974,
            "permitted": True,
            "reason": "granted by data-sharing-2012",
            "findings": [],
        },
        {
            "id": "admitted-care-2011",
            "title": "Hospital: admissions 2011/12, pseudonymised",
            "partner": "acute-trust",
            "zone": "pseudonymised",
            "format": "csv",
            "rows": 1204,
            "loaded": 1204,
            "quarantined": 0,
            "linked_share": None,
            "permitted": True,
            "reason": "granted by health-planning",
            "findings": [
                finding(
                    "acute/pseudonymised/apc_2011_12.csv",
                    "HESID",
                    "identity.none",
                    "note",
                    1204,
                    "carries no names; counted by area, never linked",
                )
            ],
        },
        {
            "id": "prison-releases",
            "title": "Prisons: releases",
            "partner": "prisons",
            "zone": "named",
            "format": "csv",
            "rows": 318,
            "loaded": 0,
            "quarantined": 0,
            "linked_share": None,
            "permitted": False,
            "reason": "agreement 'offender-information' ended on 1 January 2014",
            "findings": [],
        },
    ]


def linkage() -> dict[str, Any]:
    return {
        "records": 43218,
        "people": 20000,
        "threshold": 0.95,
        "pairs": 31877,
        "by_source": [
            {"source": "police-offences", "records": 4120, "linked_share": 0.913},
            {"source": "school-roll", "records": 2890, "linked_share": 0.974},
        ],
        "model": {"hash": "1c0ffee0"},
    }


def groups() -> dict[str, Any]:
    """Recall by group: children fall behind, and one group is too small to say."""
    return {
        "basis": "identifiers",
        **share(1200, 1080, 0.882, 0.916),
        "gap": 0.03,
        "too_few": 10,
        "kinds": [
            {
                "id": "sex",
                "title": "Sex",
                "groups": [
                    group("Female", share(640, 578, 0.877, 0.924), 0.006),
                    group("Male", share(556, 499, 0.87, 0.921), -0.006),
                    group("Other", share(4, 3, 0.301, 0.954), -0.15),
                ],
            },
            {
                "id": "age",
                "title": "Age",
                "groups": [
                    group("0 to 10", share(140, 84, 0.517, 0.677), -0.34),
                    group("18 to 29", share(1060, 996, 0.924, 0.953), 0.34),
                ],
            },
            {"id": "ethnicity", "title": "Ethnic group", "groups": []},
        ],
    }


def share(pairs: int, found: int, low: float, high: float) -> dict[str, Any]:
    return {"pairs": pairs, "found": found, "recall": found / pairs, "low": low, "high": high}


def group(name: str, of: dict[str, Any], difference: float) -> dict[str, Any]:
    return {
        "name": name,
        **of,
        "difference": difference,
        "difference_low": difference - 0.08,
        "difference_high": difference + 0.08,
        "too_few": of["pairs"] < 10,
        "behind": of["pairs"] >= 10 and difference < -0.1,
    }


def agreements(place: Place) -> dict[str, Any]:
    """As a run writes them, with one refusal."""
    ended = "agreement 'offender-information' ended on 1 January 2014"
    return written(place, [Refusal("prison-releases", "planning", ended)], Choices())


def families() -> dict[str, Any]:
    return {
        "id": "troubled-families-phase1",
        "title": "Troubled families, phase 1: two of three national criteria",
        "unit": "household",
        "as_at": "2014-03-31",
        "purpose": "individual-help",
        "count": 214,
        "people": 962,
        "certain": 214,
        "possible": 37,
        "no_data": 1180,
        "criteria": [
            {"id": "crime", "title": "Crime or anti-social behaviour", "met": 402, "no_data": 0},
            {
                "id": "education",
                "title": "Exclusion or absence from school",
                "met": 371,
                "no_data": 1180,
            },
            {
                "id": "work",
                "title": "An adult on an out-of-work benefit",
                "met": 1655,
                "no_data": 0,
            },
        ],
        "met_by_number": {"0": 7239, "1": 1959, "2": 173, "3": 41},
        "by_borough": [
            {"code": "E09000033", "name": "Westminster", "count": 81},
            {"code": "E09000020", "name": "Kensington and Chelsea", "count": 52},
            {"code": "E09000013", "name": "Hammersmith and Fulham", "count": 81},
        ],
        "text": (
            "Households for whom at least two of these three are true on 31 March 2014:\n"
            "- Crime or anti-social behaviour: someone who lives there has\n"
            "     at least one offence record (proven yes) in the 12 months to 31 March 2014\n"
            "  or at least one asb action record in the 12 months to 31 March 2014\n"
            "- An adult on an out-of-work benefit: someone who lives there has\n"
            "     at least one benefit claim record still open on 31 March 2014\n"
            "Silence counts as no only where deliveries cover the person."
        ),
        "citation": ["2012 report, Troubled families, note 2"],
    }


def overlap() -> dict[str, Any]:
    return {
        "id": "ae-known-to-social-care",
        "title": "Attendees at A&E who were already known to adult social care",
        "a": "ae-attendees",
        "b": "adult-social-care",
        "relation": "before",
        "n_a": 4210,
        "n_both": 918,
        "share": 0.2181,
        "low": 0.2052,
        "high": 0.2316,
    }


def concentration() -> dict[str, Any]:
    curve = [[n / 100, round(1 - (1 - n / 100) ** 6.6, 6)] for n in range(1, 100)]
    return {
        "id": "concentration-health-and-care",
        "title": "How health and social care cost is concentrated",
        "residents": 20000,
        "people_with_cost": 11204,
        "total_pence": 1_842_345_678,
        "top": 0.2,
        "top_share": curve[19][1],
        "expected": {"value": 0.77, "source": "2014 evidence, 21"},
        "curve": curve,
    }


def troubled_families() -> dict[str, Any]:
    partners = [
        payer("westminster", "Westminster City Council", 61_204_10, 98_340_00, COUNCILS),
        payer("kensington", "Kensington and Chelsea Council", 38_411_05, 61_720_00, COUNCILS),
        payer("hammersmith", "Hammersmith and Fulham Council", 60_998_40, 98_015_00, COUNCILS),
        payer("met-police", "Metropolitan Police and MOPAC", 29_870_45, 48_000_00, "Section 92"),
        payer("dwp", "Department for Work and Pensions", 0, 72_500_00, None),
        payer("ccg-west-london", "West London CCG", 9_516_00, 15_290_00, "NHS Act 2006 s256"),
    ]
    costs, gains = [140_000_00, 60_000_00, 0, 0, 0], [20_000_00, 50_000_00, 95_000_00, 130_000_00]
    about = {"programme": "troubled-families", "name": "Troubled families", "theme": "families"}
    cohort = {"cohort": "troubled-families-phase1"}
    years = by_year(costs, [*gains, 98_865_00])
    return appraisal({**about, **cohort}, partners, years, 3.27)


COUNCILS = "Children Act 2004 s10"


def payer(id: str, name: str, pays: int, gains: int, power: str | None) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "kind": "council",
        "pays": pays,
        "gains": gains,
        "net": gains - pays,
        "power": power or "gains, cannot pay: ask",
        "cashable": gains * 2 // 5,
        "capacity": gains - gains * 2 // 5,
        "asked": 0 if power else 30_000_00,
        "note": "" if power else "asked for £30,000.00",
    }


def care_proceedings() -> dict[str, Any]:
    partners = [
        payer("westminster", "Westminster City Council", 50_000_00, 310_000_00, COUNCILS),
        payer("courts", "HM Courts and Tribunals Service", 0, 88_000_00, None),
        payer("cafcass", "Cafcass", 0, 41_000_00, None),
    ]
    years = by_year([50_000_00, 0, 0, 0], [0, 110_000_00, 170_000_00, 159_000_00])
    about = {"programme": "care-proceedings", "name": "Care proceedings", "theme": "families"}
    return {
        **appraisal({**about, "cohort": None}, partners, years, 1.45),
        "readings": [SAVING, WEEKS],
    }


SAVING: dict[str, Any] = {
    "id": "saving-a-year",
    "claim": "£1.2m a year is saved by shorter proceedings",
    "source": "2012 report, Care proceedings",
    "formula": "cases * (before - after)",
    "inputs": {
        "cases": {"value": 100.0, "unit": "cases a year", "source": "2012 report", "grade": 4},
        "before": {
            "value": 27000.0,
            "unit": "GBP a case",
            "source": "2014 evidence, 8",
            "grade": 4,
        },
        "after": {"value": 17000.0, "unit": "GBP a case", "source": "2014 evidence, 8", "grade": 4},
    },
    "result": 1000000.0,
    "claimed": 1200000.0,
    "unit": "GBP a year",
    "agrees": False,
    "comment": "The two figures stand on different bases; both are shown.",
}
WEEKS: dict[str, Any] = {
    "id": "weeks",
    "claim": "45% shorter",
    "source": "2014 evidence, 8",
    "formula": "(before - after) / before",
    "inputs": {
        "before": {"value": 49.0, "unit": "weeks", "source": "2014 evidence, 8", "grade": 4},
        "after": {"value": 27.0, "unit": "weeks", "source": "evaluation, 2014", "grade": 3},
    },
    "result": 0.4489795918,
    "claimed": 0.45,
    "unit": "share",
    "agrees": True,
    "comment": "45% is 49 to 27 weeks; the 26 weeks also quoted would be 46.9%.",
}


def by_year(costs: list[int], gains: list[int]) -> list[dict[str, Any]]:
    nets = [gain - cost for cost, gain in zip(costs, gains, strict=True)]
    return [
        {
            "year": f"{2014 + n}/{15 + n}",
            "cost": costs[n],
            "grants": 0,
            "fiscal": gains[n],
            "cashable": gains[n] * 2 // 5,
            "transfers": 0,
            "economic": 0,
            "social": 0,
            "net": nets[n],
            "cumulative": total,
        }
        for n, total in enumerate(accumulate(nets))
    ]


def appraisal(
    about: dict[str, Any],
    partners: list[dict[str, Any]],
    years: list[dict[str, Any]],
    payback: float,
) -> dict[str, Any]:
    """Years and partners tell the same story, to the penny."""
    cost, gains = sum(y["cost"] for y in years), sum(y["fiscal"] for y in years)
    assert (cost, gains) == tuple(sum(p[key] for p in partners) for key in ("pays", "gains"))
    return {
        **about,
        "price_base": "2013/14",
        "basis": "Real pounds of the price base, not discounted, except npv.",
        "text": "One key worker and one plan for each family.",
        "against": "Each service meets the family on its own.",
        "cost": cost,
        "gains": gains,
        "cashable": sum(p["cashable"] for p in partners),
        "npv": gains - cost - 21_000_00,
        "payback_years": payback,
        "payback_cash_years": None,
        "partners": partners,
        "years": years,
        "benefits": [],
        "figures": FIGURES,
        "readings": [],
        "warnings": ["40% of the savings rest on evidence of grade 5 or weaker."],
    }


def figure(name: str, value: float, unit: str, source: str, grade: int, **more: Any) -> dict:
    told = {"formula": "", "inputs": {}, "worked": f"{value:,}", **more}
    return {"name": name, "value": value, "unit": unit, "source": source, "grade": grade, **told}


FIGURES = [
    figure("need", 214, "households", "cohort troubled-families-phase1", 2),
    figure("engagement", 0.7, "share", "2014 evidence, 17", 4),
    figure(
        "engaged",
        149.8,
        "households",
        "worked out from need, engagement",
        4,
        formula="need * engagement",
        inputs={"need": "need", "engagement": "engagement"},
        worked="214 * 0.7 = 149.8",
    ),
    figure("offence.unit-cost", 3640, "GBP", "Unit cost database, row 12", 3, price_year="2011/12"),
]
