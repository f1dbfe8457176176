"""Extracts of hospitals, adult social care, suppliers, directories, of any length; invented."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

CARE = (
    "LA Code", "Reporting Period Start Date", "Reporting Period End Date", "NHS Number",
    "LA Person Unique Identifier", "GP Practice Code", "GP Practice Name", "Gender", "Ethnicity",
    "Date of Birth", "Date of Death", "Client Type", "Primary Support Reason", "Postcode",
    "Accommodation Status", "Employment Status", "Has Unpaid Carer",
    "Autism Spectrum Disorder (ASD)", "Visual Impairment", "Hearing Impairment", "Dementia",
    "Client Funding Status", "Event Type", "Event Reference", "Event Start Date", "Event End Date",
    "Event Description", "Event Outcome", "Request Route of Access", "Assessment Type",
    "Eligible Needs Identified", "Method of Assessment", "Total Hrs Caring per week",
    "No of adults being cared for", "Adult 1 Linked Person ID", "Adult 2 Linked Person ID",
    "Adult 3 Linked Person ID", "Service Type", "Service Component", "Delivery Mechanism",
    "Provider CQC Location ID", "Provider CQC Location Name", "Review Reason",
    "Review Outcomes Achieved", "Method of Review", "Unit Cost", "Cost Frequency (Unit Type)",
    "Planned units per week",
)  # fmt: skip


def client_level_data(folder: Path, rows: int) -> None:
    """Four quarters, each of which tells most services again."""
    for quarter, ends in enumerate(("30/06/2013", "30/09/2013", "31/12/2013", "31/03/2014")):
        told = (_service(n, ends) for n in range(rows // 4))
        _write(folder / f"q{quarter}.csv", CARE, ([one.get(c, "") for c in CARE] for one in told))


def _service(n: int, ends: str) -> dict[str, str]:
    return {
        "LA Code": "713",
        "Reporting Period End Date": ends,
        "LA Person Unique Identifier": f"P{n // 2}",
        "Gender": "Female",
        "Ethnicity": "White - British",
        "Date of Birth": f"{1 + n % 28:02}/05/{1930 + n % 60}",
        "Client Type": "Service user",
        "Primary Support Reason": "Physical support: Personal care support",
        "Postcode": f"W2 {n % 9}AB",
        "Event Type": "Service",
        "Event Reference": f"E{n}",
        "Event Start Date": f"{1 + n % 28:02}/04/2013",
        "Service Type": "Long term support: Community",
        "Service Component": "Home support",
        "Delivery Mechanism": "CASSR managed personal budget",
        "Unit Cost": f"{15 + n % 9}.50",
        "Cost Frequency (Unit Type)": "Hourly",
        "Planned units per week": str(1 + n % 20),
    }


def admitted_care(folder: Path, rows: int) -> None:
    """Finished episodes in the short names of hospital statistics."""
    titles = (
        "NEWNHSNO,LOPATID,PROCODE,DOB,SEX,ETHNOS,HOMEADD,ADMIDATE,DISDATE,ADMIMETH,ADMISORC,"
        "DISDEST,DISMETH,EPISTAT,EPISTART,EPIEND,EPIORDER,DIAG_01"
    )
    _write(folder / "apc.csv", titles.split(","), map(_episode, range(rows)))


def _episode(n: int) -> Sequence[str]:
    came, left = f"2013-{1 + n % 11:02}-{1 + n % 28:02}", f"2013-12-{1 + n % 28:02}"
    who = [
        "",
        f"A{n // 2}",
        "RYJ",
        f"{1930 + n % 60}-03-{1 + n % 28:02}",
        "2",
        "A",
        f"W2 {n % 9}AB",
    ]
    return [*who, came, left, "21", "19", "19", "1", "3", came, left, "1", "I219"]


def emergency_care(folder: Path, rows: int) -> None:
    """Attendances in the words of the data dictionary."""
    titles = (
        "NhsNumber,LocalPatientIdentifier,ProviderCode,PatientBirthDate,PatientStatedGenderCode,"
        "EthnicCategory,PostcodeOfUsualAddress,ArrivalDate,ArrivalTime,DepartureDate,DepartureTime,"
        "ChiefComplaintCode,EmergencyCareDestinationCode"
    )
    _write(folder / "ecds.csv", titles.split(","), map(_attendance, range(rows)))


def _attendance(n: int) -> Sequence[str]:
    day = f"2013-{1 + n % 12:02}-{1 + n % 28:02}"
    who = [
        "",
        f"A{n // 2}",
        "RYJ",
        f"{1930 + n % 60}-03-{1 + n % 28:02}",
        "1",
        "A",
        f"W2 {n % 9}AB",
    ]
    return [*who, day, f"{n % 24:02}:30", day, f"{n % 24:02}:55", "29857009", "306689006"]


PAYMENTS = ("Benificiary Name", "Payment Date", "Amount", "Service", "Purpose", "Capital/Revenue")


def council_spend(folder: Path, rows: int) -> None:
    """Payments below two rows of titles, one name of a column misspelt."""
    above = [["Anytown Council"], ["Payments over £500"], PAYMENTS]
    with (folder / "spend.csv").open("w", encoding="cp1252", newline="") as out:
        csv.writer(out).writerows([*above, *map(_payment, range(rows))])


def council_spend_book(folder: Path, rows: int) -> None:
    """The same as a workbook."""
    _book(folder / "spend.xlsx", [["Anytown Council"], PAYMENTS, *map(_payment, range(rows))])


def _payment(n: int) -> Sequence[str]:
    day, pounds = f"{1 + n % 28:02}/{1 + n % 12:02}/2013", f"{n % 90 + 1},{n % 900:03}.50"
    return [f"Supplier {n % 4000} Ltd", day, pounds, "Adult services", "Care", "Revenue"]


LIST = ("ID", "Forename", "Surname", "DOB", "NHS", "Postcode", "Date")


def mapped_list(folder: Path, rows: int) -> None:
    """A plain list that a mapping reads."""
    _write(folder / "list.csv", LIST, map(_listed, range(rows)))


def mapped_book(folder: Path, rows: int) -> None:
    """The same as a workbook."""
    _book(folder / "list.xlsx", [LIST, *map(_listed, range(rows))])


def _listed(n: int) -> Sequence[str]:
    born, day = f"{1 + n % 28:02}/02/{1940 + n % 60}", f"{1 + n % 28:02}/04/2013"
    return [str(n), f"Given{n % 900}", f"Family{n % 5000}", born, "", f"W2 {n % 9}AB", day]


def directory(folder: Path, rows: int) -> None:
    """Services of a directory, each with an organisation, a place, a schedule and a phone."""
    with (folder / "services.json").open("w", encoding="utf-8") as out:
        out.write(f'{{"total_items": {rows}, "contents": [')
        out.writelines(_joined(json.dumps(_given(n)) for n in range(rows)))
        out.write("]}")


def _joined(texts: Iterable[str]) -> Iterator[str]:
    for place, text in enumerate(texts):
        yield f",\n{text}" if place else text


def _given(n: int) -> dict[str, Any]:
    def own(kind: int) -> str:
        return f"7a3bd0d4-6a6c-4b50-{kind:04x}-{n:012x}"

    address = {"id": own(6), "address_1": f"{n % 90} High Road", "postal_code": f"W2 {n % 9}AB"}
    location = {"id": own(5), "location_type": "physical", "addresses": [address]}
    return {
        "id": own(1),
        "name": f"Service {n}",
        "description": "Help with daily life",
        "status": "active",
        "url": f"https://service{n}.example/help",
        "email": f"help@service{n}.example",
        "minimum_age": 18,
        "assured_date": "2014-01-02",
        "last_modified": "2014-02-03T10:30:00Z",
        "organization": {"id": own(2), "name": f"Charity {n % 900}"},
        "phones": [{"number": f"020 7946 {n % 10_000:04}"}],
        "schedules": [{"id": own(3), "freq": "WEEKLY", "byday": "MO", "opens_at": "10:00"}],
        "service_at_locations": [{"id": own(4), "location": location}],
    }


def _write(path: Path, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([titles])
        csv.writer(out).writerows(rows)


def _book(path: Path, rows: Iterable[Sequence[str]]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    for row in rows:
        sheet.append(list(row))
    book.save(path)
