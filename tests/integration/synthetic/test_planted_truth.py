"""What the truth says was planted is what the extracts show, read in the slowest, plainest way."""

import json
from datetime import date, datetime

import pytest

from support.synthetic.criteria import age, households_by_criterion
from support.synthetic.reading import COUNCILS, Made

AS_AT = date(2014, 3, 31)


@pytest.fixture(scope="session")
def meeting(made: Made) -> dict[str, set[str]]:
    return households_by_criterion(made)


def test_troubled_families_meet_two_criteria_and_no_others_do(
    made: Made, meeting: dict[str, set[str]]
) -> None:
    homes = set().union(*meeting.values())
    met = {home: sum(home in found for found in meeting.values()) for home in homes}

    planted = made.cohort("troubled-families-phase1")

    assert len(planted) > 40
    assert {home for home, criteria in met.items() if criteria >= 2} == planted


@pytest.mark.parametrize("criterion", ["crime", "education", "work"])
def test_some_households_meet_one_criterion_only(
    meeting: dict[str, set[str]], criterion: str
) -> None:
    others = set().union(*(found for name, found in meeting.items() if name != criterion))

    assert meeting[criterion] - others
    assert meeting[criterion] & others


def test_there_are_near_misses(made: Made) -> None:
    households = made.cohort("troubled-families-phase1")
    claims = made.csv("dwp/benefit_list.csv")
    adults = [made.person_of["dwp-benefits", row["NINO"]] for row in claims if row["CLAIM_END"]]

    outside = [p for p in adults if made.people[p]["household"] not in households]

    assert len(outside) > 50
    assert any(row["BENEFIT"] in ("CA", "PC") and not row["CLAIM_END"] for row in claims)
    assert any(row["category"] == "LNCH" for row in made.csv("schools/termlyexclusions.csv"))


def test_attendees_of_the_last_year_are_as_planted(made: Made) -> None:
    seen = {
        made.person_of["ae-attendances", row["LocalPatientIdentifier"]]
        for row in made.attendances()
        if row["ArrivalDate"] >= "2013-04-01"
    }

    assert _living(made, seen) == made.cohort("ae-attendees")


def test_adults_known_to_social_care_are_as_planted(made: Made) -> None:
    seen = {
        made.person_of[f"cld-{council}", row["LA Person Unique Identifier"]]
        for council in COUNCILS
        for row in made.csv(f"{council}/cld/cld_2013_q4.csv")
    }

    assert _living(made, seen) == made.cohort("adult-social-care")


def test_young_claimants_of_the_north_are_as_planted(made: Made) -> None:
    claiming = {
        made.person_of["dwp-benefits", row["NINO"]]
        for row in made.csv("dwp/benefit_list.csv")
        if row["BENEFIT"] == "JSA" and not row["CLAIM_END"]
    }

    young = {person for person in claiming if 18 <= age(made, person, AS_AT) <= 24}

    assert young == made.cohort("neet-claimant")


def test_hidden_young_people_are_on_no_list_but_an_old_roll(made: Made) -> None:
    hidden = made.cohort("neet-hidden")

    sources = {source for (source, _), person in made.person_of.items() if person in hidden}
    gone = [row["leavingdate"] for row in made.csv("schools/pupilonroll.csv")
            if made.person_of["school-roll", row["upn"]] in hidden]  # fmt: skip

    assert hidden
    assert sources <= {"school-roll"}
    assert all(gone)


def test_children_in_proceedings_are_as_planted(made: Made) -> None:
    rows = made.csv("courts/care_proceedings.csv")

    lately = [r for r in rows if not r["FinalOrderDate"] or r["FinalOrderDate"] > "2013-04-01"]
    seen = {made.person_of["care-proceedings", row["LAChildID"]] for row in lately}
    children = {child for child in _living(made, seen) if age(made, child, AS_AT) < 18}
    sets: dict[str, set[str]] = {}
    for row in rows:
        sets.setdefault(row["SetNumber"], set()).add(row["LAChildID"])

    assert children == made.cohort("care-proceedings")
    assert all(1 <= len(members) <= 4 for members in sets.values())
    assert all(
        row["FinalOrderDate"] > row["DateSubmitted"] for row in rows if row["FinalOrderDate"]
    )
    assert all(bool(row["OrderType"]) == bool(row["FinalOrderDate"]) for row in rows)


def test_effects_say_what_was_planted(made: Made) -> None:
    effects = json.loads((made.root / "truth" / "effects.json").read_text())["care-proceedings"]

    assert effects["before"]["planted_median_weeks"] == 49
    assert effects["after"]["planted_median_weeks"] == 27


def test_every_record_of_every_list_is_somebody(made: Made) -> None:
    listed = {("school-roll", row["upn"]) for row in made.csv("schools/pupilonroll.csv")}
    listed |= {("dwp-benefits", row["NINO"]) for row in made.csv("dwp/benefit_list.csv")}
    listed |= {("youth-justice", row["YOT ID"]) for row in made.youth_outcomes()}
    listed |= {
        ("housing-lettings", row["tenancycode"])
        for row in made.csv("housing/lettings.csv", above=2)
    }
    listed |= {("ae-attendances", r["LocalPatientIdentifier"]) for r in made.attendances()}
    listed |= {("ae-attendances", row["LOPATID"]) for row in made.episodes()}

    known = {key for key in made.person_of if key[0] in {source for source, _ in listed}}

    assert known == listed


def test_more_than_a_third_of_residents_are_on_no_list(made: Made) -> None:
    pooled = set(made.person_of.values())

    assert 0.30 < 1 - len(pooled) / len(made.people) < 0.42


def test_a_twin_shares_a_birth_date_and_not_a_name(made: Made) -> None:
    children: dict[object, list[dict[str, object]]] = {}
    for person in made.people.values():
        if person["household"] and person["birth_date"] > date(1996, 4, 1):
            children.setdefault((person["household"], person["birth_date"]), []).append(person)

    twins = [pair for pair in children.values() if len(pair) > 1]

    assert twins
    assert all(len({child["given"] for child in pair}) == len(pair) for pair in twins)


def test_no_event_comes_before_birth_or_after_death(made: Made) -> None:
    for row in made.csv("police/offences.csv", encoding="cp1252"):
        person = made.people[made.person_of["police-offences", row["PersonID"]]]
        on = datetime.strptime(row["Offence Date"], "%d/%m/%Y").date()
        assert person["birth_date"] < on
        assert person["died"] is None or on <= person["died"]


def _living(made: Made, people: set[str]) -> set[str]:
    return {person for person in people if made.people[person]["died"] is None}
