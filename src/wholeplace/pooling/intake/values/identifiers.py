"""Identifiers by scheme: one spelling, and whether the check they carry holds. None is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from operator import mul

Checked = tuple[str | None, bool | None]

_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_PNC = re.compile(r"(?P<year>\d{2}|\d{4})/(?P<serial>\d{1,7})(?P<check>[A-Z])")
_NOMIS = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
_ULN = re.compile(r"[1-9]\d{9}")
_NO_ULN = "9999999999"
_CRO = re.compile(r"(?P<serial>\d{1,6})/(?P<rest>\d{2}[A-Z])|SF\d{2}/\d{1,6}[A-Z]")
_UPN = re.compile(r"[A-Z]\d{11}[\dA-Z]")
_NO_UPN = re.compile(r"UN\d")  # SSDA903's reasons why there is none: not yet at school, not known
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NOT_LETTERS = re.compile(r"[^0-9A-Za-z]")

RULES = {
    "nhs": ("nhs-number", "is not an NHS number: its check digit or length is wrong"),
    "upn": ("upn-check-letter", "is not a unique pupil number: its check letter or shape is wrong"),
    "nino": ("nino-shape", "is not shaped like a National Insurance number"),
    "pnc": ("pnc-shape", "is not shaped like a PNC id (2012/394773H)"),
    "nomis": ("nomis-shape", "is not shaped like a prison number (A1234BC)"),
    "cro": ("cro-shape", "is not shaped like a CRO number (29906/12J)"),
    "uln": ("uln-shape", "is not a unique learner number: it should be ten digits"),
}
"""For each scheme, the rule broken by a value that is not valid, and what to call it."""


def checker(scheme: str, area: str | None, latest_year: int) -> Callable[[str], Checked]:
    """The function that spells and checks a scheme. A council's own ids get its area code first."""
    if scheme == "pnc":
        return lambda value: _pnc(value, latest_year)
    if scheme.startswith("la_"):
        return lambda value: (value if ":" in value or not area else f"{area}:{value}", True)
    own = {"nhs": _nhs, "upn": _upn, "nino": _nino, "nomis": _nomis, "cro": _cro, "uln": _uln}
    return own.get(scheme, _as_given)


def _as_given(value: str) -> Checked:
    return value, True


@cache
def _library() -> Callable[[str], bool]:
    from nhs_number import is_valid

    valid: Callable[[str], bool] = is_valid
    return valid


def _nhs(value: str) -> Checked:
    digits = _NOT_LETTERS.sub("", value)
    return digits, len(digits) == 10 and digits.isdigit() and _library()(digits)


def _upn(value: str) -> Checked:
    """The first letter checks the rest by weights 2 to 13; a temporary number ends in a letter."""
    upn = _NOT_LETTERS.sub("", value).upper()
    if _NO_UPN.fullmatch(upn):
        return None, None
    if not _UPN.fullmatch(upn):
        return upn, False
    last = upn[12]
    digits = [*map(int, upn[1:12]), int(last) if last.isdigit() else _UPN_LETTERS.find(last)]
    total = sum(map(mul, digits, range(2, 14)))
    return upn, digits[-1] >= 0 and upn[0] == _UPN_LETTERS[total % 23]


def _nino(value: str) -> Checked:
    nino = _NOT_LETTERS.sub("", value).upper()
    return nino, bool(_NINO.fullmatch(nino))


def _nomis(value: str) -> Checked:
    nomis = _NOT_LETTERS.sub("", value).upper()
    return nomis, bool(_NOMIS.fullmatch(nomis))


def _cro(value: str) -> Checked:
    """Without noughts before the number; the year keeps its two digits."""
    cro = re.sub(r"\s", "", value).upper()
    found = _CRO.fullmatch(cro)
    if found and found["serial"]:
        return f"{int(found['serial'])}/{found['rest']}", True
    return cro, bool(found)


def _uln(value: str) -> Checked:
    """Ten digits; ten nines say that the learner has none."""
    uln = _NOT_LETTERS.sub("", value)
    return (None, None) if uln == _NO_ULN else (uln, bool(_ULN.fullmatch(uln)))


def _pnc(value: str, latest_year: int) -> Checked:
    """The long form. A two-digit year falls in the hundred years up to the place's own."""
    given = re.sub(r"\s", "", value).upper()
    found = _PNC.fullmatch(given)
    if not found:
        return given, False
    year = int(found["year"])
    if year < 100:
        year += latest_year - latest_year % 100
        year -= 100 if year > latest_year else 0
    return f"{year}/{int(found['serial'])}{found['check']}", True
