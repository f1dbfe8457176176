"""One small good file of each format, to be broken in many ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..client_level_data import SERVICE, events
from ..core import EXPORTED, LETTING, export, form
from ..court import CASE
from ..court import answer as cases
from ..directory import but as service
from ..directory import page
from ..nccis import ANN, NEET, month
from ..prison import answer, but, sentence
from ..school import ADDRESSES, EXCLUSIONS, ROLL, SESSIONS
from ..tiny import LIST
from ..workbooks import workbook

Bytes = bytes | Callable[[], bytes]
Made = Iterator[tuple[str, Bytes, int | None]]
"""The name of a case, its bytes or what makes them, and how many records it holds if known."""


@dataclass(frozen=True)
class Sample:
    """A good file, the source that reads it, and how many records it holds."""

    format: str
    data: bytes
    rows: int
    mapping: str = ""
    zone: str = "named"

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def is_csv(self) -> bool:
        return not self.data.startswith((b"PK", b"<", b"{", b"[", b"INSERT"))

    @property
    def is_text(self) -> bool:
        return not self.data.startswith(b"PK")


LISTED = "ID,Forename,Surname,DOB,NHS,Date\n" + "".join(
    f"{n},Zoë,Ash{n},0{n}/02/1980,,0{n}/04/2013\n" for n in range(1, 7)
)
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    + "".join(f"{n},0{n}/04/2012,S,C1,N1,U1,PR1,,,,W2 1AB,W2 1AD,\n" for n in range(1, 5))
)
CHILD = (
    "<Child><ChildIdentifiers><LAchildID>{n}</LAchildID>"
    "<PersonBirthDate>2005-02-0{n}</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
    "<ChildCharacteristics><Ethnicity>APKN</Ethnicity></ChildCharacteristics>"
    "<CINdetails><CINreferralDate>2013-01-10</CINreferralDate>"
    "<PrimaryNeedCode>N1</PrimaryNeedCode></CINdetails></Child>"
)
CENSUS = (
    '<?xml version="1.0" encoding="utf-8"?><Message>'
    "<Header><Source><LEA>213</LEA></Source></Header>"
    f"<Children>{''.join(CHILD.format(n=n) for n in range(1, 5))}</Children></Message>"
)
SPELLS = (
    "NEWNHSNO,LOPATID,PROCODE,DOB,SEX,ETHNOS,HOMEADD,ADMIDATE,DISDATE,ADMIMETH,DISDEST,EPISTAT,EPIEND\n"
    + "".join(
        f",A{n},RYJ,1950-03-0{n},2,H,W2 1AB,2013-01-0{n},2013-02-0{n},21,19,3,2013-02-0{n}\n"
        for n in range(1, 6)
    )
)
ATTENDANCES = (
    "NhsNumber,LocalPatientIdentifier,ProviderCode,PatientBirthDate,PatientStatedGenderCode,"
    "ArrivalDate,ArrivalTime,EmergencyCareDestinationCode\n"
    + "".join(f",A{n},RYJ,1950-03-0{n},1,2013-01-0{n},09:30,306689006\n" for n in range(1, 6))
)
PAYMENTS = (
    "Anytown Council,,,\nPayments over £500,,,\nBenificiary Name,Payment Date,Amount,Service\n"
    + "".join(f'"Acme {n}, Ltd",0{n}/02/2014,"{n},234.50",Adults\n' for n in range(1, 7))
)
CONTACTS = [
    ["List 1: Contacts"],
    [
        "Child Unique ID",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Date of Contact",
        "Contact Source",
    ],
    *([f"C{n}", "b) Female", "a) WBRI", "2005-02-01", "2014-01-02", "Police"] for n in range(4)),
]
PERSONS = (
    "pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,"
    "pers_legacy_id,pers_gender,pers_single_unique_id,pers_upn_unknown,pers_death_date\n"
) + "".join(f"P{n},,Ann,Ash,F,WBRI,2005-02-01,,,,,\n" for n in range(4))
SCRIPT = "INSERT INTO ssd_person (pers_person_id, pers_forename, pers_dob) VALUES\n" + ",\n".join(
    f"('P{n}', 'Ann', '2005-02-01')" for n in range(4)
)
RETURN = (
    "<?xml version='1.0'?><EXPSSDA903>"
    + "".join(
        f"<CHILD><HEADER><CHILDID>{n}</CHILDID><UPN>UN1</UPN><SEX>1</SEX><DOB>01/02/2005</DOB>"
        "<ETHNIC>WBRI</ETHNIC></HEADER><EPISODE><DECOM>01/04/2012</DECOM><RNE>S</RNE><LS>C1</LS>"
        "<CIN>N1</CIN><PL>U1</PL></EPISODE></CHILD>"
        for n in range(1, 5)
    )
    + "</EXPSSDA903>"
)
YOUNG = month("2013-01-31", ANN, NEET, *(ANN.but(id=f"213000000001{n}") for n in range(2)))
CHARACTERS = (
    "YoungPersonsID,GivenName,FamilyName,DOB,Gender,Postcode,CohortStatus,ActivityCode,StartDate,"
    "DateAscertained,DateVerified,CurrencyLapsed\n"
    + "".join(f"{n},Ann,Ash,17/05/1996,F,W2 1AB,P,220,1{n}/01/2013,,,N\n" for n in range(1, 5))
)
PRISONERS = [but(prisonerNumber=f"A123{n}BC", sentences=[sentence(1, 4)]) for n in range(3)]
RELEASES = (
    "PrisonerNumber,FirstName,LastName,DOB,SentenceDate,SentenceLength,ReleaseDate\n"
    + "".join(
        f"A123{n}BC,Rob,Larch,02/04/1975,0{n}/01/2013,6 months,0{n}/04/2013\n" for n in range(1, 5)
    )
)
LETTINGS = [LETTING | {"tenant": f"T{n}", "property": f"P{n}"} for n in range(3)]
LET = [EXPORTED | {"id": str(n), "tenancycode": f"T{n}"} for n in range(3)]
PROCEEDINGS = (
    "CaseNumber,LocalAuthority,LAChildID,ChildForename,ChildSurname,ChildDOB,DateSubmitted,"
    "FirstHearing,FinalOrderDate,OrderType,HomePostcode\n"
    + "".join(
        f"C{n},Westminster,1{n},Ann,Ash,2005-02-01,2013-01-1{n},2013-01-20,,,W2 1AB\n"
        for n in range(1, 5)
    )
)
BOOK = {"Sheet": [line.split(",") for line in LISTED.splitlines()]}


SAMPLES: dict[str, Sample] = {
    "list": Sample("mapped", LISTED.encode(), 6, LIST),
    "book": Sample("mapped", workbook(BOOK), 6, LIST),
    "lists": Sample("annex-a", workbook({"List 1": CONTACTS}), 4),
    "persons": Sample("ssd", PERSONS.encode(), 4),
    "script": Sample("ssd", f"{SCRIPT};\n".encode(), 4),
    "return": Sample("ssda903", RETURN.encode(), 8),
    "episodes": Sample("ssda903", EPISODES.encode(), 4),
    "census": Sample("cin-census", CENSUS.encode(), 8),
    "care": Sample(
        "client-level-data", events(*[{**SERVICE, "person": str(n)} for n in range(5)]).encode(), 5
    ),
    "spells": Sample("admitted-care", SPELLS.encode(), 5),
    "attendances": Sample("emergency-care", ATTENDANCES.encode(), 5),
    "roll": Sample("school-census", ROLL.encode(), 2),
    "homes": Sample("school-census", ADDRESSES.replace("\nRear", "").encode(), 1),
    "sessions": Sample("school-census", SESSIONS.encode(), 5),
    "exclusions": Sample("school-census", EXCLUSIONS.encode(), 2),
    "young": Sample("nccis", YOUNG.encode(), 4),
    "characters": Sample("nccis", CHARACTERS.encode(), 4),
    "prisoners": Sample("prison-releases", answer(*PRISONERS).encode(), 3),
    "releases": Sample("prison-releases", RELEASES.encode(), 4),
    "lettings": Sample("core-lettings", form(*LETTINGS).encode(), 3),
    "let": Sample("core-lettings", export(*LET).encode(), 3),
    "court": Sample("family-court", cases(CASE, CASE).encode(), 4),
    "proceedings": Sample("family-court", PROCEEDINGS.encode(), 4),
    "services": Sample(
        "open-referral-uk", page(*map(service, range(3))).encode(), 3, zone="aggregate"
    ),
    "payments": Sample("council-spend", PAYMENTS.encode(), 6, zone="aggregate"),
}
"""By the id of the source that reads them."""
