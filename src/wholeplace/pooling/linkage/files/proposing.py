"""Guess which column is what: by its name, held against what stands in it, or by that alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pyarrow as pa

from wholeplace.pooling.intake.values.dates import Dates, Read
from wholeplace.pooling.intake.values.identifiers import checker
from wholeplace.pooling.intake.values.people_codes import sex

from ..places import clean_postcode, is_whole
from .mapping import FileColumns

SAMPLE = 2_000  # distinct values looked at in each column
MOST = 0.8  # share of them that must be what the column is taken for
_VARIED = 0.2  # share of distinct values below which a number tells nobody apart

STYLES = [
    "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y",
    "%d/%m/%y", "%m/%d/%y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y",
]  # fmt: skip

_WHOSE = r"(?:person|patient|client|child|pupil|customer|applicant|tenant|offender|user)_"
_NAMED = {
    "given": r"given(_?names?)?|(first|fore|christian)_?names?|fname|vorname|prenom|nombre",
    "family": r"(family|last|sur)_?names?|lname|nachname|nom|apellidos?",
    "full_name": r"(full_?|display_?|complete_?)?name",
    "birth_date": r"(date_?of_?|d_?o_?)b(irth)?|birth_?(date|day)|born(_on)?|geburtsdatum",
    "sex": r"(legal_?|current_?)?(sex|gender)(_?(code|at_birth))?",
    "postcode": r"(home_?)?(post(al)?_?code|zip(_?code)?|plz)",
    "uprn": r"uprn",
}
_LINE = r"(home_?)?(address|addr)(_?(line)?_?1)?|(street|house|flat|unit|door)(_?(name|number|no))?"
_ID = r"(unique_?|local_?|rec(ord)?_?|row_?|case_?)?(id|ref(erence)?|number)"
_SCHEMES = {
    "nhs": r"nhs(_?(number|no|num|id))?",
    "upn": r"upn|unique_pupil_number",
    "uln": r"uln|unique_learner_number",
    "nino": r"nino|ni_?(number|no)|national_insurance(_?(number|no))?",
    "pnc": r"pnc(_?(id|number|no))?",
    "nomis": r"nomis(_?(id|number|no))?|prison_number",
}
_OTHER = re.compile(
    r"ssn|soc(ial)?_sec|passport|licen[cs]e|tax|medicare|medicaid|insurance|national|mrn"
    r"|email|phone|mobile|member|account"
)


def propose(table: pa.Table, as_at: date, without: Collection[str] = ()) -> FileColumns:
    """The likeliest meaning of each column; ``without`` are columns not to use."""
    names = {name: _plain(name) for name in table.column_names if name not in without}
    sample = {name: _distinct(table[name]) for name in names}
    found: dict[str, Any] = {}
    styles = {}
    for field, pattern in _NAMED.items():
        for name in _matching(names, pattern):
            styles[name] = _style(sample[name], as_at) if field == "birth_date" else ""
            if _holds(field, sample[name], styles[name]):
                found[field] = name
                names.pop(name)
                break
    found |= _by_content(names, sample, found)
    if "full_name" in found and {"given", "family"} & found.keys():
        del found["full_name"]
    if "birth_date" in found:
        found["birth_style"] = styles[found["birth_date"]]
    found["line"] = tuple(_matching(names, _LINE))
    identifiers = _identifiers(names, sample, table)
    ids = [name for name in _matching(names, _ID) if _unique(table[name])]
    return FileColumns(**found, id=ids[0] if ids else None, identifiers=identifiers)


def _plain(name: str) -> str:
    """'PatientForename' and 'patient-forename' as 'forename'."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    words = re.sub(r"[^a-z0-9]+", "_", words).strip("_")
    return re.sub(f"^{_WHOSE}(?!id$)", "", words)


def _matching(names: dict[str, str], pattern: str) -> list[str]:
    return [name for name, plain in names.items() if re.fullmatch(pattern, plain)]


def _distinct(column: pa.ChunkedArray) -> list[str]:
    values: list[str] = column.drop_null().unique().slice(0, SAMPLE).to_pylist()
    return values


def _share(values: list[str], means: Callable[[str], object]) -> float:
    return sum(bool(means(value)) for value in values) / max(len(values), 1)


def _style(values: list[str], as_at: date) -> str:
    """The style that reads most of the values; the day first where both ways read all."""
    readers = {style: Dates((style,), as_at).reader() for style in STYLES}
    shares = {style: _share(values, _reads(read)) for style, read in readers.items()}
    best = max(STYLES, key=shares.__getitem__)
    return best if shares[best] >= MOST else ""


def _reads(read: Callable[[str], Read]) -> Callable[[str], object]:
    """Whether a reader makes something of a value; a placeholder is something."""
    return lambda value: any(read(value))


def _holds(field: str, values: list[str], style: str) -> bool:
    """Whether a column that is named like a field has what the field needs."""
    if field == "birth_date":
        return bool(style)
    tests: dict[str, Callable[[str], object]] = {"sex": sex, "postcode": clean_postcode}
    return bool(values) and (field not in tests or _share(values, tests[field]) >= MOST)


def _by_content(
    names: dict[str, str], sample: dict[str, list[str]], found: dict[str, Any]
) -> dict[str, str]:
    """Postcodes and sexes under names nobody would guess."""
    tests: dict[str, Callable[[str], object]] = {
        "postcode": lambda value: " " in value and is_whole(clean_postcode(value)),
        "sex": lambda value: value.lower() in ("male", "female", "m", "f"),
    }
    more: dict[str, str] = {}
    for field in tests.keys() - found.keys():
        likely = [
            n for n in names if len(sample[n]) > 1 and _share(sample[n], tests[field]) >= MOST
        ]
        if likely:
            more[field] = likely[0]
            names.pop(likely[0])
    return more


def _identifiers(
    names: dict[str, str], sample: dict[str, list[str]], table: pa.Table
) -> dict[str, str]:
    """National schemes by name, NHS numbers by their check digit too, and other telling numbers."""
    found = {}
    for scheme, pattern in _SCHEMES.items():
        likely = _matching(names, pattern)
        if scheme == "nhs":
            likely += [name for name in names if _share(sample[name], _is_nhs) >= MOST]
        if likely:
            found[scheme] = likely[0]
    for name, plain in names.items():
        if name not in found.values() and _OTHER.search(plain) and _varied(table[name]):
            found[re.sub(r"_?(id|number|no|num|address)$", "", plain) or plain] = name
    return found


def _is_nhs(value: str) -> object:
    return checker("nhs", None, date.max.year)(value)[1]


def _varied(column: pa.ChunkedArray) -> bool:
    known = len(column) - column.null_count
    return bool(known and len(column.unique()) >= known * _VARIED)


def _unique(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count == 0 and len(column.unique()) == len(column))
