"""Find the columns of CORE lettings: by the questions of the form, or by an export's names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..files import csv_file, xlsx_file
from ..files.content import kind_of
from ..files.header import Columns, normal
from .core_household import ANSWERS, SLOTS
from .core_labels import questions

LOOKED_AT = 60
"""Rows among which the header is looked for."""
LEAD = ("age1", "sex1", "sexrab1", "ecstat1")
TOLD = (
    "id",
    "owning_organisation_name",
    "needstype",
    "startdate",
    "startday",
    "startmonth",
    "startyear",
    "enddate",
    "tenancycode",
    "propcode",
    "uprn",
    "address_line1",
    "address_line2",
    "address1",
    "town_or_city",
    "postcode_full",
    "postcode",
    "forename1",
    "surname1",
    "dob1",
    "ethnic",
    "hhmemb",
    "household_size",
    "reason",
    "prevten",
    "homeless",
    "ppostcode_full",
    "hb",
    "benefits",
    *LEAD,
    *(f"{what}{slot}" for slot in SLOTS for what in ANSWERS),
)
"""Columns of an export that are looked at."""


def columns_of(data: bytes) -> Columns | None:
    """The columns of a file; None when it has neither the form's header nor an export's."""
    heads = _heads(data)
    named = [(at, normal((cells or [""])[0]), cells) for at, cells in heads]
    asked = next((cells for _, name, cells in named if name == "question"), None)
    numbers = next(((at, c) for at, name, c in named if name.endswith("fieldnumber")), None)
    if asked and numbers:
        return _of_form(asked, *numbers)
    for at, cells in heads:
        names = {normal(cell) for cell in cells}
        if {"tenancycode", "propcode"} <= names and {"startdate", "startday"} & names:
            there = tuple(name for name in TOLD if normal(name) in names)
            return Columns(there, header_row=at)
    return None


def _heads(data: bytes) -> list[tuple[int, list[str]]]:
    if kind_of(data) == "xlsx":
        names = xlsx_file.sheet_names(data)
        return xlsx_file.first_rows(data, names[0], LOOKED_AT) if names else []
    return csv_file.first_rows(data, ",", LOOKED_AT)


def _of_form(questions: Sequence[str], at: int, numbers: Sequence[str]) -> Columns | None:
    """Columns by their field numbers, each found by its question; none for a form of sales."""
    asked = {normal(text): place for place, text in reversed(list(enumerate(questions)))}
    synonyms: dict[str, tuple[str, ...]] = {}
    for name, pattern in _patterns().items():
        place = next((asked[text] for text in asked if pattern.search(text)), None)
        if place is not None and place < len(numbers) and numbers[place].strip():
            synonyms[name] = (numbers[place].strip(),)
    if not {"needstype", "tenancycode", "startday"} <= set(synonyms):
        return None
    return Columns(tuple(synonyms), synonyms=synonyms, header_row=at)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lead = {name: re.compile(str(pattern)) for name, pattern in questions()["lead"].items()}
    others = {
        f"{what}{slot}": re.compile(str(pattern).replace("#", str(slot)))
        for slot in SLOTS
        for what, pattern in questions()["person"].items()
    }
    return lead | others
