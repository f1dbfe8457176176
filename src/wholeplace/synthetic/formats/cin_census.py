"""The Children in Need census: XML, element by element."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

AUTHORITY_NUMBERS = {"E09000033": "213", "E09000020": "207", "E09000013": "205"}


class CinChild(NamedTuple):
    """What the census says of one child; an empty text leaves the element out.

    ``factors`` are codes with spaces between them.
    """

    child_id: str
    upn: str
    born: str
    sex: str
    ethnicity: str
    disability: str
    referred: str
    referred_by: str
    need: str
    closed: str
    closed_why: str
    assessed: str
    plan_began: str
    plan_ended: str
    abuse: str
    factors: str
    enquired: str
    conference_due: str
    conferred: str


def write_cin_census(path: Path, borough: str, children: Iterable[CinChild]) -> None:
    """Write one council's return."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(_child(child) for child in children)
    path.write_text(f"{_head(AUTHORITY_NUMBERS[borough])}{body}</Children></Message>\n", "utf-8")


def _head(authority: str) -> str:
    collection = "<Collection>CIN</Collection><Year>2014</Year>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message><Header><CollectionDetails>'
        f"{collection}<ReferenceDate>2014-03-31</ReferenceDate></CollectionDetails>"
        f"<Source><SourceLevel>L</SourceLevel><LEA>{authority}</LEA></Source></Header>\n<Children>\n"
    )


def _child(child: CinChild) -> str:
    known_number = "" if child.upn.startswith("UN") else child.upn
    unknown_number = child.upn if child.upn.startswith("UN") else ""
    identifiers = (
        _element("LAchildID", child.child_id)
        + _element("UPN", known_number)
        + _element("UPNunknown", unknown_number)
        + _element("PersonBirthDate", child.born)
        + _element("GenderCurrent", child.sex)
    )
    characteristics = _element("Ethnicity", child.ethnicity) + _element(
        "Disabilities", _element("Disability", child.disability)
    )
    return _element(
        "Child",
        _element("ChildIdentifiers", identifiers)
        + _element("ChildCharacteristics", characteristics)
        + _details(child),
    ) + "\n"  # fmt: skip


def _details(child: CinChild) -> str:
    found = "".join(_element("AssessmentFactors", factor) for factor in child.factors.split())
    assessed = (
        _element("AssessmentActualStartDate", child.referred)
        + _element("AssessmentAuthorisationDate", child.assessed)
        + _element("FactorsIdentifiedAtAssessment", found)
    )
    return _element(
        "CINdetails",
        _element("CINreferralDate", child.referred)
        + _element("ReferralSource", child.referred_by)
        + _element("PrimaryNeedCode", child.need)
        + _element("CINclosureDate", child.closed)
        + _element("ReasonForClosure", child.closed_why)
        + _element("Assessments", assessed)
        + _enquiry(child)
        + _element("ReferralNFA", "0")
        + _plan(child),
    )


def _enquiry(child: CinChild) -> str:
    if not child.enquired:
        return ""
    return _element(
        "Section47",
        _element("S47ActualStartDate", child.enquired)
        + _element("InitialCPCtarget", child.conference_due)
        + _element("DateOfInitialCPC", child.conferred)
        + _element("ICPCnotRequired", "0" if child.conferred else "1"),
    )


def _plan(child: CinChild) -> str:
    if not child.plan_began:
        return ""
    return _element(
        "ChildProtectionPlans",
        _element("CPPstartDate", child.plan_began)
        + _element("CPPendDate", child.plan_ended)
        + _element("InitialCategoryOfAbuse", child.abuse)
        + _element("LatestCategoryOfAbuse", child.abuse)
        + _element("NumberOfPreviousCPP", "0"),
    )


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""
