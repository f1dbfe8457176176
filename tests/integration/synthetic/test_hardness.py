"""The people are as hard to link, and the cost as unevenly spread, as in life."""

import unicodedata
from collections import Counter
from datetime import date, datetime

import pytest

from support.synthetic.reading import COUNCILS, Made

NAMED = (
    ("school-roll", "upn", "forename", "surname", "dob", "%Y-%m-%d"),
    ("housing-lettings", "tenancycode", "forename1", "surname1", "dob1", "%Y-%m-%d"),
    ("dwp-benefits", "NINO", "FORENAME", "SURNAME", "DOB", "%d-%b-%y"),
    ("police-offences", "PersonID", "Forename", "Surname", "DOB", "%d/%m/%Y"),
    ("prison-releases", "prisonerNumber", "firstName", "lastName", "dateOfBirth", "%Y-%m-%d"),
    ("youth-justice", "YOT ID", "Forename", "Surname", "Date of Birth", "%d/%m/%Y"),
    ("ae-attendances", "LocalPatientIdentifier", "PersonGivenName", "PersonFamilyName",
     "PatientBirthDate", "%Y-%m-%d"),
)  # fmt: skip
A_AND_E, EMERGENCY, PLANNED = 120, 1_600, 2_800


def test_exact_name_and_birth_date_find_too_few(made: Made) -> None:
    named = _named(made)
    true = _pairs(Counter(made.person_of[key] for key in named))
    said = _pairs(Counter(named.values()))
    right = _pairs(Counter((made.person_of[key], name) for key, name in named.items()))

    f1 = 2 * right / (said + true)

    assert 0.80 < f1 <= 0.90


def test_almost_every_record_without_a_name_can_be_joined(made: Made) -> None:
    """An NHS number that is right, or the right birth date, sex and postcode."""
    adrift, rows = 0, made.attendances()
    for row in rows:
        person = made.people[made.person_of["ae-attendances", row["LocalPatientIdentifier"]]]
        right_date = row["PatientBirthDate"] == str(person["birth_date"])
        right_door = row["PostcodeOfUsualAddress"] == person["postcode"]
        joined = row["NhsNumberStatus"] == "01" or row["PersonFamilyName"]
        adrift += not (joined or (right_date and right_door))

    assert adrift / len(rows) < 0.01


def test_one_resident_in_five_carries_three_quarters_of_the_cost(made: Made) -> None:
    cost = Counter(dict.fromkeys(made.people, 0.0))
    for row in made.attendances():
        cost[made.person_of["ae-attendances", row["LocalPatientIdentifier"]]] += A_AND_E
    spells = {(r["LOPATID"], r["PROCODE"], r["ADMIDATE"], r["ADMIMETH"]) for r in made.episodes()}
    for number, _, _, method in spells:
        person = made.person_of["ae-attendances", number]
        cost[person] += EMERGENCY if method.startswith("2") else PLANNED
    for person, pounds in _care(made):
        cost[person] += pounds

    ranked = sorted(cost.values(), reverse=True)

    assert 0.72 < sum(ranked[: len(ranked) // 5]) / sum(ranked) < 0.82


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row[0])
def test_every_named_list_has_names(made: Made, row: tuple[str, ...]) -> None:
    assert any(source == row[0] for source, _ in _named(made))


def _rows(made: Made, source: str) -> list[dict[str, str]]:
    return {
        "school-roll": lambda: made.csv("schools/pupilonroll.csv"),
        "housing-lettings": lambda: made.csv("housing/lettings.csv", above=2),
        "dwp-benefits": lambda: made.csv("dwp/benefit_list.csv"),
        "police-offences": lambda: made.csv("police/offences.csv", encoding="cp1252"),
        "prison-releases": lambda: made.csv("prisons/releases.csv"),
        "youth-justice": made.youth_outcomes,
        "ae-attendances": made.attendances,
    }[source]()


def _named(made: Made) -> dict[tuple[str, str], tuple[str, str, date]]:
    found = {}
    for source, local_id, given, family, born, style in NAMED:
        for row in _rows(made, source):
            if row[family]:
                name = _plain(row[given]), _plain(row[family]), _date(row[born], style)
                found.setdefault((source, row[local_id]), name)
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "".join(letter for letter in letters if letter.isalpha())


def _date(text: str, style: str) -> date:
    read = datetime.strptime(text, style).date()
    return read.replace(year=read.year - 100) if read > date(2014, 3, 31) else read


def _pairs(sizes: Counter) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _care(made: Made) -> list[tuple[str, float]]:
    """Price each service once, in the latest period it was sent, over the three years."""
    latest: dict[tuple[str, str], dict[str, str]] = {}
    for council in COUNCILS:
        for row in made.csv(f"{council}/cld/cld_2013_q4.csv"):
            if row["Event Type"] == "Service":
                key = (council, row["Event Reference"])
                held = latest.get(key, row)["Reporting Period End Date"]
                if _day(row["Reporting Period End Date"]) >= _day(held):
                    latest[key] = row
    return [
        (made.person_of[f"cld-{council}", row["LA Person Unique Identifier"]], _pounds(row))
        for (council, _), row in latest.items()
    ]


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def _pounds(row: dict[str, str]) -> float:
    start = max(_day(row["Event Start Date"]), date(2011, 4, 1))
    end = _day(row["Event End Date"]) if row["Event End Date"] else date(2014, 3, 31)
    weeks = max((end - start).days, 0) / 7
    return weeks * float(row["Unit Cost"]) * float(row["Planned units per week"])
