"""Extracts of schools, prisons, landlords and courts, of any length. The people are invented."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def school_roll(folder: Path, rows: int) -> None:
    """Pupils on roll of one census, with their possible sessions."""
    titles = (
        "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
        "entrydate,termlysessionspossible,termlysessionsauthorised,termlysessionsunauthorised,"
        "ethnicity,language,senprovision,ncyearactual,youngcarer"
    )
    lines = (
        f"{n},213{n % 9999:04},{1996 + n % 10}-Apr-{1 + n % 28:02} 00:00:00,Family{n % 5000},"
        f"Given{n % 900},{_upn(n)},,{7000000000 + n},{'FM'[n % 2]},2011-Sep-05 00:00:00,130.0,"
        f"{n % 9}.0,{n % 20}.0,WBRI,ENG,{'NKE'[n % 3]},{n % 13},{'N'}"
        for n in range(rows)
    )
    (folder / "2014 spring on roll.csv").write_text("\n".join([titles, *lines]), "utf-8")


def school_exclusions(folder: Path, rows: int) -> None:
    """Suspensions and exclusions by UPN."""
    titles = "upn,startdate,sessions,reason1,reason2,reason3,category"
    lines = (
        f"{_upn(n)},{_day(n)},{n % 9}.0,{('DB', 'PA', 'VA')[n % 3]},,,"
        f"{'PERM' if n % 9 == 0 else 'SUSP'}"
        for n in range(rows)
    )
    (folder / "2014 spring exclusions.csv").write_text("\n".join([titles, *lines]), "utf-8")


def school_sessions(folder: Path, rows: int) -> None:
    """Sessions missed, a row for each reason, with the pupils they belong to."""
    titles = "pupilonrolltableid,NativeId,sessions,attendancereason"
    lines = (f"{n // 4},213{n % 9999:04},{n % 9}.0,{'IOUH'[n % 4]}" for n in range(rows))
    school_roll(folder, rows // 4)
    (folder / "2014 spring sessions.csv").write_text("\n".join([titles, *lines]), "utf-8")


def nccis_xml(folder: Path, rows: int) -> None:
    """Young people with an activity and a characteristic each."""
    (folder / "2014-01.xml").write_text("".join(_nccis(rows)), "utf-8")


def _nccis(rows: int) -> Iterator[str]:
    yield "<?xml version='1.0'?><NCCIS><FileHeader><PeriodEnd>2014-01-31</PeriodEnd></FileHeader>"
    for n in range(rows):
        yield (
            f"<YoungPersonsRecord><PersonalDetails><YoungPersonsID>{2130000000000 + n}"
            f"</YoungPersonsID><CohortStatus>P</CohortStatus><GivenName>Given{n % 900}</GivenName>"
            f"<FamilyName>Family{n % 5000}</FamilyName><AddressLine1>{n % 90} High Road"
            f"</AddressLine1><Town>London</Town><Postcode>W2 {n % 9}AB</Postcode><Gender>F</Gender>"
            f"<DOB>1996-05-{1 + n % 28:02}</DOB><Ethnicity>WBRI</Ethnicity><UniqueLearnerNo>"
            f"{7000000000 + n}</UniqueLearnerNo></PersonalDetails><LevelOfNeed><LevelOfNeedCode>3"
            "</LevelOfNeedCode><Characteristics><CharacteristicCode>180</CharacteristicCode>"
            "</Characteristics></LevelOfNeed><Activities><Cohort><ActivityCode>"
            f"{(210, 220, 330, 619)[n % 4]}</ActivityCode><StartDate>{_iso(n)}</StartDate>"
            f"<DateAscertained>{_iso(n)}</DateAscertained><DateVerified>{_iso(n)}</DateVerified>"
            "<DueToLapseDate>2014-12-31</DueToLapseDate><CurrencyLapsed>N</CurrencyLapsed>"
            "</Cohort></Activities></YoungPersonsRecord>\n"
        )
    yield "</NCCIS>"


def nccis_csv(folder: Path, rows: int) -> None:
    """The same young people as a list."""
    titles = (
        "YoungPersonsID,CohortStatus,GivenName,FamilyName,Postcode,Gender,DOB,ActivityCode,"
        "StartDate,DateAscertained,DateVerified,DueToLapseDate,CurrencyLapsed,CharacteristicCode,"
        "PeriodEnd"
    )
    lines = (
        f"{2130000000000 + n},P,Given{n % 900},Family{n % 5000},W2 {n % 9}AB,F,1996-05-"
        f"{1 + n % 28:02},{(210, 220, 330, 619)[n % 4]},{_iso(n)},{_iso(n)},{_iso(n)},2014-12-31,"
        "N,180,2014-01-31"
        for n in range(rows)
    )
    (folder / "2014-01.csv").write_text("\n".join([titles, *lines]), "utf-8")


def prison_json(folder: Path, rows: int) -> None:
    """Prisoners with another name, an address and two sentences each."""
    (folder / "releases.json").write_text(json.dumps([_prisoner(n) for n in range(rows)]), "utf-8")


def _prisoner(n: int) -> dict[str, Any]:
    started, released = _iso(n), "2014-02-03"
    return {
        "prisonerNumber": _prison_number(n),
        "pncNumberCanonicalLong": f"2012/{n:07}H",
        "bookNumber": f"{n:05}A",
        "firstName": f"Given{n % 900}",
        "lastName": f"Family{n % 5000}",
        "dateOfBirth": f"{1950 + n % 45}-05-{1 + n % 28:02}",
        "gender": "Male",
        "aliases": [{"firstName": f"Other{n % 700}", "lastName": f"Family{n % 5000}"}],
        "addresses": [{"postalCode": f"W2 {n % 9}AB", "primaryAddress": True}],
        "legalStatus": "SENTENCED",
        "sentenceStartDate": started,
        "confirmedReleaseDate": released,
        "sentences": [
            {"sentenceSequence": 1, "sentenceDate": started, "terms": [{"months": 2 + n % 20}]},
            {
                "sentenceSequence": 2,
                "consecutiveToSequence": 1,
                "sentenceDate": started,
                "terms": [{"months": 3, "days": n % 9}],
            },
        ],
    }


def prison_csv(folder: Path, rows: int) -> None:
    """A list of releases."""
    titles = (
        "prisonerNumber,pncNumber,lastName,firstName,dateOfBirth,gender,sentenceDate,sentenceDays,"
        "releaseDate,releaseType,releasePostcode"
    )
    lines = (
        f"{_prison_number(n)},2012/{n:07}H,Family{n % 5000},Given{n % 900},{1950 + n % 45}-05-"
        f"{1 + n % 28:02},Male,{_iso(n)},{30 + n % 900},2014-02-03,CRD,W2 {n % 9}AB"
        for n in range(rows)
    )
    (folder / "releases.csv").write_text("\n".join([titles, *lines]), "utf-8")


_EXPORT = (
    "id needstype startdate tenancycode propcode owning_organisation_name uprn address_line1"
    " postcode_full hhmemb age1 sexrab1 ethnic ecstat1 relat2 age2 sexrab2 ecstat2 relat3 age3"
    " sexrab3 ecstat3 reason prevten homeless ppostcode_full hb benefits"
)


def core_export(folder: Path, rows: int) -> None:
    """Lettings with labels, of households of three."""
    text = io.StringIO()
    write = csv.writer(text).writerow
    write(_EXPORT.split())
    for n in range(rows):
        where = f"{n % 90} High Road", f"W2 {n % 9}AB"
        lead = 20 + n % 60, "Female", "Irish", "Full-time - 30 hours or more per week"
        others = "Yes", 20 + n % 50, "Male", "Jobseeker", "No", n % 15, "Female", "Child under 16"
        why = "Loss of tied accommodation", "Other supported housing", "No", "W2 1AD"
        write(
            [
                *(n, "General needs", _iso(n), f"T{n}", f"P{n}", "A landlord", 100000000 + n),
                *(*where, 3, *lead, *others, *why, "Universal Credit housing element", "All"),
            ]
        )
    (folder / "lettings.csv").write_text(text.getvalue(), "utf-8")


def court_json(folder: Path, rows: int) -> None:
    """Cases of two children, two hearings and an order each, so half as many as rows."""
    (folder / "cases.json").write_text(json.dumps([_case(n) for n in range(rows // 2)]), "utf-8")


def _case(n: int) -> dict[str, Any]:
    children = [{"firstName": f"Given{n % 900}", "lastName": f"Family{n % 5000}"} for _ in range(2)]
    return {
        "familyManCaseNumber": f"ZW13C{n:05}",
        "orders": {"orderType": ["CARE_ORDER"]},
        "dateSubmitted": _iso(n),
        "children1": [
            {"id": f"{n}-{k}", "value": {"party": {**c, "dateOfBirth": f"200{k}-05-01"}}}
            for k, c in enumerate(children)
        ],
        "hearingDetails": [
            {"id": f"{n}-{k}", "value": {"type": sort, "startDate": f"{_iso(n)}T10:00:00"}}
            for k, sort in enumerate(("CASE_MANAGEMENT", "FINAL"))
        ],
        "orderCollection": [
            {
                "value": {
                    "orderType": "C32_CARE_ORDER",
                    "markedFinal": "Yes",
                    "approvalDate": "2014-02-03",
                }
            }
        ],
    }


def court_csv(folder: Path, rows: int) -> None:
    """The minimal list of children in care proceedings."""
    titles = (
        "SetNumber,CaseNumber,LocalAuthorityCode,LAChildID,ChildForename,ChildSurname,ChildDOB,"
        "DateSubmitted,FirstHearing,FinalOrderDate,OrderType"
    )
    lines = (
        f"S{n // 2},C{n // 2},213,{n},Given{n % 900},Family{n % 5000},200{n % 9}-05-01,{_iso(n)},"
        f"{_iso(n + 20)},2014-02-03,C32_CARE_ORDER"
        for n in range(rows)
    )
    (folder / "cases.csv").write_text("\n".join([titles, *lines]), "utf-8")


def _upn(n: int) -> str:
    return f"H213{n:09}"


def _prison_number(n: int) -> str:
    letters = "".join(chr(65 + n // 10_000 // step % 26) for step in (26, 1))
    return f"A{n % 10_000:04}{letters}"


def _day(n: int) -> str:
    return f"{1 + n % 28:02}/{1 + n % 12:02}/2013"


def _iso(n: int) -> str:
    return f"2013-{1 + n % 12:02}-{1 + n % 28:02}"
