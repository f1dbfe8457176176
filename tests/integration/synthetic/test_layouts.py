"""Each extract has the layout its partner would send."""

import csv
import xml.etree.ElementTree as ElementTree
from collections import Counter

import pytest

from support.synthetic.reading import COUNCILS, Made

LAYOUTS = {
    "schools/pupilonroll.csv": "upn,formerupn,uniquelearnernumber,surname,forename,dob,sex,"
    "ethnicity,laestab,schooltype,entrydate,leavingdate,address1,postcode",
    "schools/termlyexclusions.csv": "upn,startdate,category,reason1,sessions",
    "schools/termlysessiondetails.csv": "upn,termstart,termend,sessionspossible,"
    "sessionsauthorised,sessionsunauthorised",
    "acute/ecds_2013_14.csv": "NhsNumber,NhsNumberStatus,LocalPatientIdentifier,PersonGivenName,"
    "PersonFamilyName,PatientBirthDate,PatientStatedGenderCode,PostcodeOfUsualAddress,"
    "PatientUsualAddressLine1,ArrivalDate,ArrivalTime,EmergencyCareArrivalMode,"
    "EmergencyCareDestinationCode,ProviderCode",
    "police/asb_actions.csv": "PersonID,Surname,Forename,DOB,Address,Postcode,Action Date,"
    "Action Type",
    "police/arrests.csv": "PersonID,Arrest Date",
    "dwp/benefit_list.csv": "NINO,SURNAME,FORENAME,DOB,ADDRESS_LINE_1,POSTCODE,BENEFIT,"
    "CLAIM_START,CLAIM_END,SPECIAL",
    "prisons/releases.csv": "prisonerNumber,pncNumber,lastName,firstName,aliases,dateOfBirth,"
    "gender,sentenceDate,sentenceDays,releaseDate,releaseType,releasePostcode",
    "courts/care_proceedings.csv": "SetNumber,CaseNumber,LocalAuthority,LAChildID,ChildForename,"
    "ChildSurname,ChildDOB,DateSubmitted,FirstHearing,FinalOrderDate,OrderType,HomePostcode",
    "voluntary/treatment_by_ward.csv": "ward_code,quarter_start,quarter_end,people",
    "westminster/ssda903/header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "kensington/ssda903/episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,"
    "REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "hammersmith/ssda903/missing.csv": "CHILD,MISSING,MIS_START,MIS_END",
}


@pytest.mark.parametrize("path", LAYOUTS)
def test_columns(made: Made, path: str) -> None:
    assert ",".join(made.header(path)) == LAYOUTS[path]


def test_admitted_care_has_its_columns(made: Made) -> None:
    expected = {"NEWNHSNO", "LOPATID", "DOB", "SEX", "HOMEADD_POSTCODE", "ADMIDATE", "DISDATE",
                "EPISTART", "EPIEND", "EPISTAT", "ADMIMETH", "DISDEST", "PROCODE"}  # fmt: skip

    assert set(made.header("acute/apc_2012_13.csv")) == expected


def test_the_pseudonymised_year_names_nobody(made: Made) -> None:
    numbers = {row["NEWNHSNO"] for row in made.episodes()}

    rows = made.csv("acute/pseudonymised/apc_2011_12.csv")

    assert rows
    assert not {"DOB", "NEWNHSNO", "HOMEADD_POSTCODE"} & set(rows[0])
    assert not numbers & {value for row in rows for value in row.values()}


def test_police_file_is_in_the_force_s_old_encoding(made: Made) -> None:
    raw = (made.root / "extracts" / "police" / "offences.csv").read_bytes()

    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert raw.decode("cp1252").startswith("PersonID,PNC ID,Surname,Forename,DOB,Sex,Address")


def test_lettings_have_questions_above_their_header(made: Made) -> None:
    header = made.header("housing/lettings.csv", above=2)

    assert header[0] == "tenancycode"
    assert header[-2:] == ["relat8", "age8"]


def test_youth_outcomes_have_titles_above_their_header(made: Made) -> None:
    assert {"YOT ID", "Outcome Date", "Seriousness"} < set(made.youth_outcomes()[0])


def test_names_come_only_with_numbers_not_verified(made: Made) -> None:
    for row in made.attendances():
        verified = row["NhsNumberStatus"] == "01"
        assert bool(row["PersonFamilyName"]) != verified
        assert not (verified and row["PatientUsualAddressLine1"])


def test_a_care_event_is_sent_again_but_says_the_same(made: Made) -> None:
    rows = [row for council in COUNCILS for row in made.csv(f"{council}/cld/cld_2013_q4.csv")]
    sent = Counter(row["Event Reference"] for row in rows)

    periods = {(row["Event Reference"], row["Reporting Period End Date"]) for row in rows}

    assert max(sent.values()) > 1
    assert len(periods) == len(rows), "the same event is sent once in a period"


def test_a_spell_has_several_episodes_in_order(made: Made) -> None:
    spells: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in made.episodes():
        spells.setdefault((row["LOPATID"], row["PROCODE"], row["ADMIDATE"]), []).append(row)

    assert max(len(episodes) for episodes in spells.values()) > 1
    for (_, _, admitted), episodes in spells.items():
        assert episodes[0]["EPISTART"] == admitted
        assert all(row["EPISTAT"] == ("3" if row["EPIEND"] else "1") for row in episodes)


@pytest.mark.parametrize("council", COUNCILS)
def test_the_census_and_the_return_share_their_children_s_numbers(made: Made, council: str) -> None:
    census = ElementTree.parse(made.root / "extracts" / council / "cin" / "cin_census.xml")
    in_need = {child.findtext("ChildIdentifiers/LAchildID") for child in census.iter("Child")}

    looked_after = {row["CHILD"] for row in made.csv(f"{council}/ssda903/header.csv")}

    assert looked_after <= in_need
    assert {(f"cla-{council}", child) for child in in_need} <= set(made.person_of)


def test_every_postcode_is_real(made: Made) -> None:
    real = {row["postcode"] for row in _postcodes(made)}

    used = {str(person["postcode"]) for person in made.people.values()}

    assert used <= {row["postcode"] for row in _postcodes(made) if not row["terminated"]}
    assert {row["HOME_POST"] for row in made.csv("westminster/ssda903/episodes.csv")} <= real


def _postcodes(made: Made) -> list[dict[str, str]]:
    with (made.root / "areas" / "postcodes.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))
