"""Plant people in the extracts of an invented place, in the formats partners really send."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wholeplace.place import Place

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs(number: int) -> str:
    """The first valid NHS number of the 999 range at or after a number of six digits."""
    while True:
        nine = f"999{number:06}"
        check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{nine}{check % 11}"
        number += 1


def upn(number: int) -> str:
    """A valid unique pupil number."""
    rest = f"2132024{number:05}"
    total = sum(int(d) * w for d, w in zip(rest, range(2, 14), strict=True))
    return f"{_UPN_LETTERS[total % 23]}{rest}"


@dataclass(frozen=True)
class Planted:
    """Somebody with values that nobody else has. What is blank is not delivered."""

    given: str
    family: str
    born: date
    line: str = ""
    postcode: str = ""
    nhs: str = ""
    upn: str = ""
    nino: str = ""
    pnc: str = ""
    local_id: str = ""
    """Where a list has its own ids: police, hospital and adult social care."""

    def on_the_roll(self, place: Place, *, sex: str = "M") -> None:
        """A school has the pupil."""
        said = {"upn": self.upn, "surname": self.family, "forename": self.given, "sex": sex}
        said |= {"dob": self.born.isoformat(), "ethnicity": "WBRI", "laestab": "2132024"}
        said |= {"schooltype": "mainstream", "entrydate": "2012-09-03"}
        said |= {"address1": self.line, "postcode": self.postcode}
        add(place, "schools/pupilonroll.csv", said)

    def in_hospital(self, place: Place, day: str = "2013-10-05") -> None:
        """A hospital saw them at its emergency department."""
        said = {"NhsNumber": self.nhs, "LocalPatientIdentifier": self.local_id}
        said |= {"PersonGivenName": self.given, "PersonFamilyName": self.family}
        said |= {"PatientBirthDate": self.born.isoformat(), "PatientStatedGenderCode": "1"}
        said |= {"PostcodeOfUsualAddress": self.postcode, "PatientUsualAddressLine1": self.line}
        said |= {"ArrivalDate": day, "ProviderCode": "RYJ02"}
        add(place, "acute/ecds_2013_14.csv", said)

    def with_the_police(self, place: Place, day: str = "05/05/2013") -> None:
        """They are suspected of an offence."""
        said = {"PersonID": self.local_id, "PNC ID": self.pnc, "Surname": self.family}
        said |= {"Forename": self.given, "DOB": f"{self.born:%d/%m/%Y}", "Sex": "Male"}
        said |= {"Address": self.line, "Postcode": self.postcode, "Offence Date": day}
        said |= {"Offence Group": "Burglary", "Disposal": "Convicted"}
        add(place, "police/offences.csv", said)

    def on_benefits(self, place: Place, *, special: bool = False) -> None:
        """They claim; a special customer's address is sent here all the same."""
        said = {"NINO": self.nino, "SURNAME": self.family, "FORENAME": self.given}
        said |= {"DOB": f"{self.born:%d-%b-%y}", "ADDRESS_LINE_1": self.line}
        said |= {"POSTCODE": self.postcode, "BENEFIT": "JSA", "CLAIM_START": "2013-01-07"}
        said |= {"SPECIAL": "Y" if special else ""}
        add(place, "dwp/benefit_list.csv", said)

    def in_adult_care(self, place: Place, died: date | None = None) -> None:
        """A council supports them, until they die."""
        said = {"LA Code": "713", "NHS Number": self.nhs, "Gender": "Male"}
        said |= {"LA Person Unique Identifier": self.local_id, "Postcode": self.postcode}
        said |= {"Date of Birth": f"{self.born:%d/%m/%Y}", "Event Type": "Request"}
        said |= {"Reporting Period Start Date": "01/04/2013", "Event Start Date": "06/05/2013"}
        said |= {"Reporting Period End Date": "30/06/2013"}
        said |= {"Date of Death": f"{died:%d/%m/%Y}" if died else ""}
        add(place, "westminster/cld/cld_2013_q4.csv", said)


def add(place: Place, file: str, said: dict[str, str]) -> None:
    """Add a row to an extract, by the names of its columns."""
    path = place.extracts / file
    content = path.read_bytes()
    header = next(csv.reader([content.splitlines()[0].decode("utf-8-sig")]))
    unknown = said.keys() - set(header)
    assert not unknown, unknown
    line = io.StringIO()
    csv.writer(line).writerow([said.get(name, "") for name in header])
    ends = b"" if content.endswith(b"\n") else b"\r\n"
    path.write_bytes(content + ends + line.getvalue().encode())


def take_out(place: Place, value: str) -> None:
    """What a partner does when asked: the next delivery lacks every row that holds a value."""
    for path in place.extracts.rglob("*.csv"):
        _rewrite(path, [line for line in _lines(path) if value.encode() not in line])


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def _rewrite(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(lines))
