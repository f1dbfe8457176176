"""Prisoners as the prisons' interfaces write them."""

import json
from typing import Any

ROB: dict[str, Any] = {
    "prisonerNumber": "A1234BC",
    "pncNumber": "12/394773H",
    "pncNumberCanonicalShort": "12/394773H",
    "pncNumberCanonicalLong": "2012/394773H",
    "croNumber": "029906/12J",
    "bookingId": "1200924",
    "bookNumber": "38412A",
    "firstName": "Rob",
    "lastName": "Larch",
    "dateOfBirth": "1975-04-02",
    "gender": "Male",
    "ethnicity": "Mixed: White and Black Caribbean",
    "aliases": [
        {"firstName": "Bob", "lastName": "Larch", "dateOfBirth": "1976-01-01"},
        {"firstName": "Rob", "lastName": "Lark", "dateOfBirth": "1975-04-02"},
    ],
    "legalStatus": "SENTENCED",
    "inOutStatus": "OUT",
    "recall": False,
    "indeterminateSentence": False,
    "sentenceStartDate": "2013-01-10",
    "confirmedReleaseDate": "2013-07-10",
    "conditionalReleaseDate": "2013-07-09",
    "nonDtoReleaseDateType": "CRD",
    "sentenceExpiryDate": "2014-01-09",
    "licenceExpiryDate": "2014-01-09",
    "homeDetentionCurfewEligibilityDate": "2013-05-20",
    "prisonName": "HMP Here",
    "addresses": [
        {"postalCode": "W2 1AD", "fullAddress": "9 Low Road", "primaryAddress": False},
        {"postalCode": "W2 1AB", "fullAddress": "1 High Road", "primaryAddress": True},
        {"postalCode": "W2 1AD", "fullAddress": "9 Low Road", "primaryAddress": False},
    ],
}
"""Sentences are added by ``but``; without them the length is told by dates alone."""


def but(**said: Any) -> dict[str, Any]:
    """Rob, with something else said of him; what is None is left out."""
    return {name: value for name, value in {**ROB, **said}.items() if value is not None}


def sentence(number: int, months: int = 0, days: int = 0, **said: Any) -> dict[str, Any]:
    """A sentence of one term, passed on the day of the booking."""
    terms = [{"years": 0, "months": months, "weeks": 0, "days": days, "code": "IMP"}]
    base = {"sentenceSequence": number, "sentenceDate": "2013-01-10", "terms": terms}
    return {**base, **said}


def answer(*people: dict[str, Any]) -> str:
    """One whole answer of an interface."""
    return json.dumps({"content": list(people), "totalElements": len(people), "last": True})
