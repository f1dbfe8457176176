"""Sex and ethnicity as agencies code them, to one list each. What was given is kept beside it."""

from __future__ import annotations

from .labels import readings

SEXES = {
    "male": ["1", "m", "male", "boy", "man", "mr"],
    "female": ["2", "f", "female", "girl", "woman"],
    "other": ["9", "i", "indeterminate", "other", "non-binary", "nonbinary", "neither"],
    "unknown": [
        *("0", "u", "w", "x", "unknown", "not known", "not recorded", "not specified", "n/k"),
        *("not stated", "not stated/recorded", "not stated/recorded (or unborn)", "unborn"),
    ],
}
_SEX = {given: meant for meant, many in SEXES.items() for given in many}

ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other", "refused", "unknown")
"""Census 2021 groups, with refused apart from not known. Chinese counts as Asian, Arab as other."""

_NHS = {
    **dict.fromkeys("ABC", "white"),
    **dict.fromkeys("DEFG", "mixed"),
    **dict.fromkeys("HJKLR", "asian"),
    **dict.fromkeys("MNP", "black"),
    "S": "other",
    "Z": "refused",
    "99": "unknown",
    "X": "unknown",
}
_DFE_EXCEPTIONS = {"CHNE": "asian", "REFU": "refused", "NOBT": "unknown", "ARAB": "other"}
_DFE_FIRST = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "O": "other"}
_LONGEST = 3
_CORE = {
    **dict.fromkeys([1, 2, 3, 18, 20], "white"),
    **dict.fromkeys([4, 5, 6, 7], "mixed"),
    **dict.fromkeys([8, 9, 10, 11, 15], "asian"),
    **dict.fromkeys([12, 13, 14], "black"),
    **dict.fromkeys([16, 19], "other"),
    17: "refused",
}
_WORDS = {
    "refused": "refused",
    "prefer not": "refused",
    "not stated": "refused",
    "undeclared": "unknown",
    "not known": "unknown",
    "not recorded": "unknown",
    "no data": "unknown",
    "unknown": "unknown",
    "white and": "mixed",
    "any other mixed": "mixed",
    "mixed": "mixed",
    **dict.fromkeys(["white", "any other white", "english", "british", "irish", "roma"], "white"),
    **dict.fromkeys(["gypsy", "traveller", "scottish", "welsh", "northern irish"], "white"),
    **dict.fromkeys(["asian", "any other asian", "indian", "pakistani"], "asian"),
    **dict.fromkeys(["bangladeshi", "chinese"], "asian"),
    **dict.fromkeys(["black", "any other black", "african", "caribbean"], "black"),
    **dict.fromkeys(["arab", "other", "any other"], "other"),
}


def sex(given: str) -> str | None:
    """'male', 'female', 'other' or 'unknown'; None for a code in no list we know."""
    meant = (_SEX.get(reading.casefold()) for reading in readings(given))
    return next(filter(None, meant), None)


def ethnic_group(given: str) -> str | None:
    """The census group of a code or label, in any of the five vocabularies in use."""
    return next(filter(None, map(_ethnic_group, readings(given))), None)


def _ethnic_group(given: str) -> str | None:
    code = given.upper()
    if code in _NHS:
        return _NHS[code]
    if code.isdecimal():
        return _CORE.get(int(code)) if len(code) <= _LONGEST else None
    if len(code) == 4 and code.isalpha():
        return _DFE_EXCEPTIONS.get(code) or _DFE_FIRST.get(code[0])
    label = given.casefold()
    return next((group for start, group in _WORDS.items() if label.startswith(start)), None)
