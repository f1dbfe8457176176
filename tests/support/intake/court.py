"""Cases of the family court as its case system writes them."""

import json
from typing import Any


def child(own: str, given: str, born: str, **said: Any) -> dict[str, Any]:
    """A child in the collection of a case."""
    party = {"firstName": given, "lastName": "Jones", "dateOfBirth": born, "gender": "Boy"}
    return {"id": own, "value": {"party": party | said}}


def hearing(own: str, sort: str, day: str, **said: str) -> dict[str, Any]:
    """A hearing in the collection of a case."""
    return {"id": own, "value": {"type": sort, "startDate": f"{day}T10:00:00", **said}}


def order(sort: str, day: str, final: str = "", *children: str) -> dict[str, Any]:
    """An order in the collection of a case, for some children or for all."""
    said = {"orderType": sort, "markedFinal": final, "approvalDate": day}
    return {"value": said | {"children": [{"id": own, "value": {}} for own in children]}}


CASE: dict[str, Any] = {
    "familyManCaseNumber": "ZW13C00001",
    "orders": {"orderType": ["CARE_ORDER"]},
    "dateSubmitted": "2013-01-10",
    "children1": [child("a", "Tim", "2008-08-01"), child("b", "Sarah", "2010-05-02")],
    "hearingDetails": [
        hearing("h1", "CASE_MANAGEMENT", "2013-01-28"),
        hearing("h2", "FINAL", "2013-06-20"),
        hearing("h3", "ISSUE_RESOLUTION", "2013-05-20", status="VACATED"),
    ],
    "orderCollection": [
        order("C23_EMERGENCY_PROTECTION_ORDER", "2013-01-05", "No"),
        order("C32_CARE_ORDER", "2013-06-20", "Yes", "a"),
    ],
}
"""Two children, one of whom is under a care order since June."""


def wrapped(**said: Any) -> dict[str, Any]:
    """A case inside what the case system puts around it."""
    data = {name: value for name, value in {**CASE, **said}.items() if value is not None}
    return {"id": 1234, "state": "PREPARE_FOR_HEARING", "caseData": data}


def answer(*cases: dict[str, Any]) -> str:
    """One whole answer."""
    return json.dumps({"cases": list(cases), "total": len(cases)})
