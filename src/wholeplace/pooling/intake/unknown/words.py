"""What agencies call their columns, in normalised spelling; health's three families among them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..files.header import normal

NAMES: dict[str, str] = {
    "nhs": "nhs nhsno nhsnumber newnhsno nhsid patientnhsnumber",
    "upn": "upn uniquepupilnumber pupilnumber",
    "nino": "nino nationalinsurancenumber nationalinsuranceno ninumber nino1",
    "pnc": "pnc pncid pncnumber pncno",
    "nomis": "nomis nomisid nomsid nomsnumber prisonnumber prisonernumber offenderno",
    "birth_date": "dob dateofbirth birthdate born personbirthdate patientbirthdate dob1 birth",
    "died": "dod dateofdeath deathdate died persondeathdate",
    "given": "forename forenames firstname firstnames given givenname persongivenname forename1",
    "family": "surname lastname family familyname personfamilyname surname1 secondname",
    "aliases": "alias aliases aka othernames knownas",
    "sex": "sex gender gendercurrent statedgender patientstatedgendercode sex1 persongender",
    "ethnicity": "ethnicity ethnic ethnicgroup ethniccode ethnicorigin selfdefinedethnicity",
    "line": "address address1 addressline1 homeaddress street patientusualaddressline1 line1",
    "postcode": "postcode homepostcode homeaddpostcode postcodeofusualaddress pcode homepost",
    "uprn": "uprn propertyuprn",
    "lsoa": "lsoa lsoa11 lsoa21 lsoacode lsoa11code",
    "household": "household householdid householdno familyid familyidentifier tenancycode",
    "restricted": "restricted protected special sensitive specialcustomer addresswithheld",
    "local_id": (
        "personid clientid customerid childid child pupilid pupil uniqueid localid lopatid yotid"
        " localpatientidentifier patientid serviceuserid lachildid lapersonuniqueidentifier"
        " childuniqueid swiftid mosaicid offenderid tenantid person client localreference"
    ),
}
"""For each of our fields, the whole names it goes by."""

PARTS: dict[str, tuple[str, ...]] = {
    "nhs": ("nhsn",),
    "upn": ("pupilnumber",),
    "nino": ("nationalins",),
    "birth_date": ("birth", "dob"),
    "died": ("death",),
    "given": ("forename", "firstname", "givenname"),
    "family": ("surname", "lastname", "familyname"),
    "sex": ("gender",),
    "ethnicity": ("ethnic",),
    "line": ("addressline", "address1"),
    "postcode": ("postcode", "postalcode"),
}
"""For some, a piece of a name that says as much."""

_IDS = {"id", "ref", "reference", "number", "no", "identifier", "key", "code"}
_STARTS = {"start", "starts", "started", "from", "began", "begins", "admitted", "arrived"}
_ENDS = {
    *("end", "ends", "ended", "to", "until", "finish", "finished", "close", "closed", "closure"),
    *("discharge", "discharged", "leaving", "left", "release", "released", "completed"),
    *("enddate", "disdate", "leavingdate", "releasedate", "closuredate", "epiend"),
}

SPEAKS_OF: dict[str, tuple[str, ...]] = {
    "ae_attendance": ("emergencycare", "ecds", "aeattend"),
    "mental_health_contact": ("mentalhealth",),
    "child_referral": ("referral",),
    "child_protection_plan": ("protectionplan",),
    "looked_after": ("lookedafter", "placement"),
    "care_proceedings": ("proceedings", "finalorder"),
    "missing_episode": ("missing",),
    "school_place": ("onroll", "schooltype"),
    "absence": ("absence", "unauthorised"),
    "exclusion": ("exclusion", "excluded"),
    "offence": ("offence",),
    "asb_action": ("asb", "antisocial"),
    "arrest": ("arrest",),
    "youth_disposal": ("yot", "youthjustice"),
    "custody": ("custody", "prison", "sentence"),
    "benefit_claim": ("benefit", "claim"),
    "tenancy": ("tenancy", "letting"),
    "drug_treatment": ("drugtreatment", "substancemisuse"),
}
"""Words in a file's name or columns that give away the kind of activity."""

_WORD = r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])"
_EXACT = {field: frozenset(names.split()) for field, names in NAMES.items()}


def called(field: str, title: str) -> int:
    """How surely a title names a field: 2 by its whole name, 1 by a piece of it, else 0."""
    spelled = normal(title)
    if spelled in _EXACT.get(field, ()):
        return 2
    return int(any(part in spelled for part in PARTS.get(field, ())))


def named(title: str) -> str | None:
    """The field a title names by its whole name."""
    return next((field for field in NAMES if called(field, title) == 2), None)


def are_names(titles: Iterable[str]) -> bool:
    """Whether titles name fields of ours: one by its whole name, or two by a piece or more."""
    sure = [max(called(field, title) for field in NAMES) for title in titles]
    return sum(sure) >= 2


def says_when(title: str) -> bool:
    """Whether a title speaks of a day."""
    return "date" in normal(title) or bool(_STARTS & _tokens(title)) or says_end(title)


def says_end(title: str) -> bool:
    """Whether a title speaks of the day something ended."""
    return bool(_ENDS & _tokens(title))


def like_an_id(title: str) -> bool:
    """Whether a title's last word is that of an id."""
    return (re.findall(_WORD, title) or [""])[-1].casefold() in _IDS


def _tokens(title: str) -> set[str]:
    return {normal(title), *(word.casefold() for word in re.findall(_WORD, title))}
