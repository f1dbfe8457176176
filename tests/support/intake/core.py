"""Social lettings as CORE takes them in and gives them out."""

import csv
import io
from collections.abc import Mapping, Sequence

import openpyxl

ASKED = {
    "owner": "Which organisation owns this property?",
    "needs": "What is the needs type?",
    "day": "What is the tenancy start date? - day DD",
    "month": "What is the tenancy start date? - month MM",
    "year": "What is the tenancy start date? - year YY",
    "tenant": "What is the tenant code?",
    "property": "What is the property reference?",
    "uprn": "If known, provide this property’s UPRN",
    "line": "Address Line 1",
    "town": "Town or city",
    "postcode1": "Part 1 of the property's postcode",
    "postcode2": "Part 2 of the property's postcode",
    "age1": "What is the lead tenant’s age?",
    "sex1": "Which of these best describes the lead tenant’s gender identity? ",
    "birth1": "What was the lead tenant's sex registered at birth?",
    "ethnic": "Which of these best describes the lead tenant's ethnic background?",
    "work1": "Which of these best describes the lead tenant’s working situation?",
    "relation2": "Is person 2 the partner of the lead tenant?",
    "age2": "What is person 2's age?",
    "sex2": "Which of these best describes person 2's gender identity?",
    "work2": "Which of these best describes person 2's working situation?",
    "relation3": "Is person 3 the partner of the lead tenant?",
    "age3": "What is person 3's age?",
    "sex3": "Which of these best describes person 3's gender identity?",
    "work3": "Which of these best describes person 3's working situation?",
    "reason": "What is the tenant’s main reason for the household leaving their last settled home?",
    "other": "If 'Other', what was the main reason for leaving their last settled home?",
    "before": "Where was the household immediately before this letting?",
    "homeless": "Did the household experience homelessness immediately before this letting?",
    "from1": "Part 1 of postcode of last settled home",
    "from2": "Part 2 of postcode of last settled home",
    "hb": "Is the tenant likely to be receiving any of these housing-related benefits?",
    "benefits": "How much of the household's income is from Universal Credit, state pensions or"
    " benefits?",
}
"""Questions of the form, by short names of ours."""
LETTING = {
    "owner": "ORG1",
    "needs": "1",
    "day": "4",
    "month": "9",
    "year": "13",
    "tenant": "T1",
    "property": "P1",
    "uprn": "10009",
    "line": "1 High Road",
    "town": "London",
    "postcode1": "W2",
    "postcode2": "1AB",
    "age1": "34",
    "sex1": "F",
    "ethnic": "1",
    "work1": "6",
    "relation2": "P",
    "age2": "36",
    "sex2": "M",
    "work2": "4",
    "relation3": "X",
    "age3": "7",
    "sex3": "F",
    "work3": "9",
    "reason": "4",
    "before": "19",
    "homeless": "11",
    "from1": "W2",
    "from2": "1AD",
    "hb": "6",
    "benefits": "1",
}
"""A couple with a child, let to on 4 September 2013."""


def form(*lettings: Mapping[str, str], asked: Mapping[str, str] = ASKED, first: int = 1) -> str:
    """The bulk-upload form: rows of questions on top, labels down the first column."""
    blank = [""] * (len(asked) - 1)
    numbers = map(str, range(first, first + len(asked)))
    rows: list[Sequence[str]] = [
        ["Section", "Setting up this lettings log", *blank],
        ["Question", *asked.values()],
        ["Additional info", "Use the code,\nnot the name", *blank],
        ["Values", *["01-Feb"] * len(asked)],
        ["Can be empty?", *["No"] * len(asked)],
        ["Bulk upload field number", *numbers],
        *(["", *(letting.get(name, "") for name in asked)] for letting in lettings),
    ]
    return _csv(rows)


def export(*lettings: Mapping[str, str], labels: bool = False) -> str:
    """The export, with labels in a row above the names when asked for."""
    names = list(dict.fromkeys(name for letting in lettings for name in letting))
    above = [[f"What is {name}?" for name in names]] if labels else []
    return _csv([*above, names, *([one.get(n, "") for n in names] for one in lettings)])


EXPORTED = {
    "id": "77",
    "needstype": "General needs",
    "startdate": "2024-04-01",
    "tenancycode": "T7",
    "propcode": "ABC",
    "owning_organisation_name": "A Landlord",
    "uprn": "",
    "address_line1": "1 High Road",
    "town_or_city": "London",
    "postcode_full": "W2 1AB",
    "hhmemb": "3",
    "age1": "35",
    "sex1": "Female",
    "ethnic": "Irish",
    "ecstat1": "Other",
    "relat2": "Yes",
    "age2": "32",
    "sex2": "Male",
    "ecstat2": "Jobseeker",
    "relat3": "No",
    "age3": "4",
    "sex3": "Tenant prefers not to say",
    "ecstat3": "Child under 16",
    "reason": "Loss of tied accommodation",
    "prevten": "Other supported housing",
    "homeless": "No",
    "ppostcode_full": "W2 1AD",
    "hb": "Universal Credit housing element",
    "benefits": "All",
}


def workbook(text: str) -> bytes:
    """The same rows as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in csv.reader(io.StringIO(text)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
