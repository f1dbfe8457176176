"""Addresses as written, cut into what can be compared: numbers, street, postcode, sector."""

import re
from functools import lru_cache

REMEMBERED = 100_000  # values kept with their clean form: households ask again what linking asked
_SHORT = {
    "ROAD": "RD", "STREET": "ST", "AVENUE": "AVE", "SQUARE": "SQ", "PLACE": "PL", "LANE": "LN",
    "GARDENS": "GDNS", "TERRACE": "TER", "COURT": "CT", "CLOSE": "CL", "CRESCENT": "CRES",
    "DRIVE": "DR", "GROVE": "GR", "MANSIONS": "MANS", "SAINT": "ST", "BUILDINGS": "BLDGS",
}  # fmt: skip
_NOISE = frozenset(["FLAT", "APARTMENT", "APT", "UNIT", "NO", "NUMBER", "THE", "LONDON"])
_NOT_TEXT = re.compile(r"[^A-Z0-9]+")
STREET_TYPING_ERROR = 0.80  # Jaro-Winkler similarity of streets whose numbers agree
# Elsewhere: digits (Sydney, Berlin, Chicago), Amsterdam's 1012 AB and Toronto's M5V 2T6. None
# is shaped like a British postcode, whole or cut.
_ABROAD = re.compile(r"\d{4,6}(-\d{3,4})?|\d{4}[A-Z]{2}|[A-Z]\d[A-Z]\d[A-Z]\d")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: *([0-9])([A-Z]{2})| +([0-9]))?")


@lru_cache(REMEMBERED)
def clean_postcode(value: str | None) -> str:
    """'w2  1ab' as 'W2 1AB', cut ones as 'W2 1' or 'W2', other countries' without spaces."""
    given = (value or "").upper().strip()
    found = _POSTCODE.fullmatch(given)
    if not found:
        abroad = _ABROAD.fullmatch(given.replace(" ", ""))
        return abroad[0] if abroad else ""
    outward, digit, unit, only_digit = found.groups()
    inward = f"{digit}{unit}" if digit else only_digit
    return f"{outward} {inward}" if inward else outward


def is_whole(postcode: str) -> bool:
    """Say whether a cleaned postcode is complete."""
    return len(postcode.partition(" ")[2]) == 3 or bool(_ABROAD.fullmatch(postcode))


def sector_of(postcode: str) -> str:
    """The postcode down to the digit after the space; '' when it is cut before that."""
    outward, space, inward = postcode.partition(" ")
    return f"{outward} {inward[0]}" if space else ""


@lru_cache(REMEMBERED)
def clean_line(value: str | None) -> str:
    """An address line as 'numbers|street', with the usual words shortened or dropped.

    'Flat 3, 12 Acacia Road' is '3 12|ACACIA RD'. Two lines with different numbers are different
    doors however alike the street is, so the numbers are kept apart.
    """
    text = (value or "").upper().replace("'", "")
    words = [_SHORT.get(word, word) for word in _NOT_TEXT.sub(" ", text).split()]
    numbers = [word for word in words if not word.isalpha()]
    street = [word for word in words if word.isalpha() and word not in _NOISE]
    return f"{' '.join(numbers)}|{' '.join(street)}" if words else ""
