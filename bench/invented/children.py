"""Extracts of children's services, of any length. The children are invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE"
EPISODES += ",HOME_POST,PL_POST,URN"
HEADER_XML = """<CHILD>
<HEADER><CHILDID>{n}</CHILDID><UPN>UN1</UPN><SEX>{sex}</SEX><DOB>{born}</DOB><ETHNIC>WBRI</ETHNIC>
</HEADER>
"""
EPISODE_XML = """
<EPISODE><DECOM>{a}</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN>
<PL>U1</PL><PL_POST>W2 1AB</PL_POST><URN>SC1</URN>
<PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>{b}</DEC><REC>X1</REC></EPISODE>
"""
CENSUS = """<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children>
"""
CHILD = """<Child>
<ChildIdentifiers><LAchildID>{n}</LAchildID><UPNunknown>UN1</UPNunknown>
<PersonBirthDate>{born}</PersonBirthDate><Sex>{sex}</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability>
</Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>{a}</CINreferralDate><ReferralSource>5D</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode><CINclosureDate>{d}</CINclosureDate>
<ReasonForClosure>RC1</ReasonForClosure>
<Assessments><AssessmentActualStartDate>{a}</AssessmentActualStartDate>
<AssessmentAuthorisationDate>{b}</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors>
<AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<Assessments><AssessmentActualStartDate>{b}</AssessmentActualStartDate>
<AssessmentAuthorisationDate>{c}</AssessmentAuthorisationDate></Assessments>
<Section47><S47ActualStartDate>{b}</S47ActualStartDate><InitialCPCtarget>{c}</InitialCPCtarget>
<DateOfInitialCPC>{c}</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
<ChildProtectionPlans><CPPstartDate>{c}</CPPstartDate><CPPendDate>{d}</CPPendDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>{c}</CPPreviewDate><CPPreviewDate>{d}</CPPreviewDate></Reviews>
</ChildProtectionPlans>
</CINdetails></Child>
"""
CHILD_ROWS = 9
"""A child, a referral, two assessments, an enquiry, a conference, a plan and two reviews."""
LISTED = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
LISTS: dict[str, tuple[list[str], list[Any]]] = {
    "List 1": (["Date of Contact", "Contact Source", "Notes"], [0, "b) Police", "By telephone"]),
    "List 7": (
        [
            "Child Protection Plan Start Date",
            "Initial Category of Abuse",
            "Latest Category of Abuse",
            "Date of the Last Statutory Visit",
            "Was the Child Seen Alone?",
            "Date of latest review conference",
            "Child Protection Plan End Date",
            "Number of Previous Child Protection Plans",
            "Allocated Team",
            "Allocated Worker",
        ],
        [0, "a) Neglect", "a) Neglect", 1, "a) Yes", 2, 3, 0, "North", "A Worker"],
    ),
    "List 8": (
        [
            "Date Started to be Looked After",
            "Child's Category of Need",
            "Child's Legal Status",
            "Date of Latest Statutory Review",
            "Start Date of Most Recent Placement",
            "Placement Type",
            "Placement Provider",
            "Placement postcode",
            "URN of Placement",
            "Date Ceased to be Looked After",
            "Reason Ceased to be Looked After",
            "Allocated Team",
            "Allocated Worker",
        ],
        [0, "N1", "C2", 1, 2, "U1", "PR1", "W2 1AB", "SC1", 3, "E8", "North", "A Worker"],
    ),
}
"""Each list's own columns and a row's cells; a number among the dates is which of its days."""


def ssda903(folder: Path, rows: int) -> None:
    """A header, and four episodes for each child in it."""
    children = range(rows // 5)
    people = (f"{n},{'FM'[n % 2]},{_english(_born(n))},WBRI,UN1,0," for n in children)
    _csv(folder / "header.csv", HEADER, people)
    episodes = (
        f"{n},{_english(_day(n, i))},{'SPLT'[i]},C2,N1,U1,PR1,"
        f"{_english(_day(n, i + 1)) if i < 3 else ''},{'X1' if i < 3 else ''},,W2 1AB,W2 1AD,SC1"
        for n in children
        for i in range(4)
    )
    _csv(folder / "episodes.csv", EPISODES, episodes)


def ssda903_xml(folder: Path, rows: int) -> None:
    """The same, a record to each child and an element to each episode."""
    with (folder / "ssda903.xml").open("w", encoding="utf-8") as file:
        file.write("<EXPSSDA903>")
        for n in range(rows // 5):
            head = HEADER_XML.format(n=n, sex="FM"[n % 2], born=_english(_born(n)))
            days = [(_english(_day(n, i)), _english(_day(n, i + 1))) for i in range(4)]
            file.write(head + "".join(EPISODE_XML.format(a=a, b=b) for a, b in days) + "</CHILD>\n")
        file.write("</EXPSSDA903>")


def cin_census(folder: Path, rows: int) -> None:
    """Children who came to a conference and a plan."""
    with (folder / "cin.xml").open("w", encoding="utf-8") as file:
        file.write(CENSUS)
        for n in range(rows // CHILD_ROWS):
            days = {key: _day(n, i) for i, key in enumerate("abcd")}
            file.write(CHILD.format(n=n, born=_born(n), sex="FM"[n % 2], **days))
        file.write("</Children></Message>\n")


def annex_a(folder: Path, rows: int) -> None:
    """Contacts, plans and children looked after, each list under a title and a gap."""
    book = Workbook(write_only=True)
    for name, (titles, cells) in LISTS.items():
        sheet = book.create_sheet(name)
        for line in ([f"{name}, as at 31 March"], [], [*LISTED, *titles]):
            sheet.append(line)
        dated = ["date" in title.lower() for title in titles]
        for n in range(rows // len(LISTS)):
            own = [_day(n, c) if d else c for c, d in zip(cells, dated, strict=True)]
            sheet.append([f"C{n:07}", "b) Female", "a) WBRI", _born(n), n % 18, *own])
    book.save(folder / "annex-a.xlsx")


def ssd(folder: Path, rows: int) -> None:
    """Children, their episodes of care and the placements, which name no child."""
    for name, columns, lines in _tables(range(rows // 5)):
        _csv(folder / f"{name}.csv", columns, lines)


def ssd_sql(folder: Path, rows: int) -> None:
    """The same tables as a script that fills them."""
    with (folder / "ssd.sql").open("w", encoding="utf-8") as file:
        for name, columns, lines in _tables(range(rows // 5)):
            start = f"INSERT INTO {name} ({columns}) VALUES ("
            for line in lines:
                cells = ", ".join(f"'{cell}'" for cell in line.split(","))
                file.write(f"{start}{cells});\n")


def _tables(children: range) -> Iterator[tuple[str, str, Iterator[str]]]:
    """Each table's name, its columns and its lines."""
    yield from (
        (
            "ssd_person",
            "pers_person_id,pers_sex,pers_ethnicity,pers_dob",
            (f"{n},{'FM'[n % 2]},WBRI,{_born(n)}" for n in children),
        ),
        (
            "ssd_cla_episodes",
            "clae_cla_episode_id,clae_person_id,clae_cla_placement_id,clae_cla_id,"
            "clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_primary_need_code",
            (
                f"{n}-{i},{n},p{n}-{i},c{n},{_day(n, i)},{_day(n, i + 1)},N1"
                for n in children
                for i in range(2)
            ),
        ),
        (
            "ssd_cla_placement",
            "clap_cla_placement_id,clap_cla_id,clap_cla_placement_start_date,"
            "clap_cla_placement_type,clap_cla_placement_provider,clap_cla_placement_postcode",
            (f"p{n}-{i},c{n},{_day(n, i)},U1,PR1,W2 1AB" for n in children for i in range(2)),
        ),
    )


def _csv(path: Path, header: str, lines: Iterator[str]) -> None:
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")


def _born(n: int) -> date:
    return date(2008, 1, 1) + timedelta(n % 2000)


def _day(n: int, which: int) -> date:
    return date(2013, 1, 1) + timedelta(n % 90 + 60 * which)


def _english(day: date) -> str:
    return day.strftime("%d/%m/%Y")
