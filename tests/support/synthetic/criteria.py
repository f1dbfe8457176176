"""The three national criteria, asked of the extracts one row at a time, in plain Python."""

from collections import Counter, defaultdict
from datetime import date, datetime

from .reading import Made

AS_AT, YEAR_BEFORE = date(2014, 3, 31), date(2013, 4, 1)
PROVEN = {"Caution", "Reprimand", "Convicted"}  # a charge is no proof yet
OUT_OF_WORK = {"JSA", "ESA", "IS", "IB"}


def households_by_criterion(made: Made) -> dict[str, set[str]]:
    """Say which true households meet each criterion."""
    return {
        "crime": _homes(made, _young_offenders(made) | _antisocial(made)),
        "education": _homes(made, _excluded(made) | _in_alternative(made) | _absent(made)),
        "work": _homes(made, _out_of_work(made)),
    }


def age(made: Made, person: str, on: date) -> int:
    """Count birthdays passed."""
    born = made.people[person]["birth_date"]
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _homes(made: Made, people: set[str]) -> set[str]:
    homes = {made.people[person]["household"] for person in people}
    return {home for home in homes if home}


def _young_offenders(made: Made) -> set[str]:
    found = set()
    for row in made.csv("police/offences.csv", encoding="cp1252"):
        person = made.person_of["police-offences", row["PersonID"]]
        on = datetime.strptime(row["Offence Date"], "%d/%m/%Y").date()
        if row["Disposal"] in PROVEN and _lately(on) and age(made, person, on) < 18:
            found.add(person)
    for row in made.youth_outcomes():
        person = made.person_of["youth-justice", row["YOT ID"]]
        if _lately(datetime.strptime(row["Outcome Date"], "%d/%m/%Y").date()):
            found.add(person)
    return found


def _antisocial(made: Made) -> set[str]:
    return {
        made.person_of["police-offences", row["PersonID"]]
        for row in made.csv("police/asb_actions.csv")
        if _lately(date.fromisoformat(row["Action Date"]))
    }


def _excluded(made: Made) -> set[str]:
    fixed, for_good = Counter(), set()
    for row in made.csv("schools/termlyexclusions.csv"):
        person = made.person_of["school-roll", row["upn"]]
        if _lately(date.fromisoformat(row["startdate"])):
            fixed[person] += row["category"] == "FIXD"
            for_good |= {person} if row["category"] == "PERM" else set()
    return for_good | {person for person, times in fixed.items() if times >= 3}


def _in_alternative(made: Made) -> set[str]:
    return {
        made.person_of["school-roll", row["upn"]]
        for row in made.csv("schools/pupilonroll.csv")
        if row["schooltype"] in ("PRU", "AP") and not row["leavingdate"]
    }


def _absent(made: Made) -> set[str]:
    possible, missed = defaultdict(int), defaultdict(int)
    for row in made.csv("schools/termlysessiondetails.csv"):
        person = made.person_of["school-roll", row["upn"]]
        if date.fromisoformat(row["termstart"]) >= YEAR_BEFORE:
            possible[person] += int(row["sessionspossible"])
            missed[person] += int(row["sessionsunauthorised"])
    return {person for person, total in possible.items() if missed[person] >= 0.15 * total}


def _out_of_work(made: Made) -> set[str]:
    found = set()
    for row in made.csv("dwp/benefit_list.csv"):
        person = made.person_of["dwp-benefits", row["NINO"]]
        claims = row["BENEFIT"] in OUT_OF_WORK and not row["CLAIM_END"]
        if claims and 18 <= age(made, person, AS_AT) < 65:
            found.add(person)
    return found


def _lately(on: date) -> bool:
    return YEAR_BEFORE <= on < AS_AT
