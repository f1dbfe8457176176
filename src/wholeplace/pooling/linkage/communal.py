"""Which addresses are a place of many who are no household: declared ones, and by their words.

Living at one such door makes nobody a family. Where a refuge is must not show at all: what is known
of those who live there carries no address on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import CommunalPlace

from .encoding import stripped
from .lists import Ints
from .places import clean_line, clean_postcode

_WORDS = {
    "refuge": "REFUGE|WOMENS AID",
    "childrens-home": "CHILDRENS HOME",
    "temporary-accommodation": "TEMPORARY ACCOMMODATION|BED AND BREAKFAST|B AND B|BNB",
    "hostel": "HOSTEL|FOYER|SHELTER",
    "approved-premises": "APPROVED PREMISES",
    "prison": "PRISON|HMP|YOI",
    "hospital": "HOSPITAL",
    "care-home": "CARE HOME|NURSING|RESIDENTIAL",
    "student-hall": "HALL OF RESIDENCE|HALLS?|STUDENT",
    "barracks": "BARRACKS",
    "other": "NO FIXED ABODE|NFA",
}
KINDS = ("", *_WORDS)
"""Kinds by number; 0 is a private home. Of two kinds said of one door the lower number counts."""
SECRET, OTHER = KINDS.index("refuge"), KINDS.index("other")

_NAMED = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _WORDS.items()}
_APART = re.compile(r"[^A-Z]+")


def communal_kind(line: str | None) -> str:
    """The kind of place an address line names; '' for a private home."""
    text = (line or "").upper().replace("'", "").replace("’", "").replace("&", " AND ")
    text = _APART.sub(" ", text)
    return next((kind for kind, words in _NAMED.items() if words.search(text)), "")


def declared(
    addresses: pa.Table,
    postcode: tuple[Ints, list[str]],
    line: tuple[Ints, list[str]],
    places: Sequence[CommunalPlace],
    day: date,
) -> Ints:
    """For each address row the declared place it is at, by its place in the list; -1 for none.

    Postcodes and lines are codes with their cleaned values. A UPRN says more than a line, a line
    more than a postcode alone.
    """
    found = np.full(addresses.num_rows, -1, dtype=np.int64)
    standing = [(n, one) for n, one in enumerate(places) if one.stands(day)]
    for number, one in sorted(standing, key=lambda pair: _exactness(pair[1])):
        if one.uprn:
            same = pc.equal(stripped(addresses["uprn"]), one.uprn.strip())
            found[np.asarray(pc.fill_null(same, False))] = number
            continue
        here = _is(postcode, clean_postcode(one.postcode))
        found[here & _is(line, clean_line(one.line)) if one.line else here] = number
    return found


def _exactness(one: CommunalPlace) -> int:
    return 2 if one.uprn else int(bool(one.line))


def _is(coded: tuple[Ints, list[str]], value: str) -> np.ndarray:
    codes, values = coded
    if not value or value not in values:
        return np.zeros(len(codes), dtype=bool)
    return codes == values.index(value)


def kinds_of(door: Ints, kind: Ints) -> Ints:
    """The kind of each door by its number; the last entry, that door -1 falls on, is 0."""
    known = np.full(int(door.max(initial=-1)) + 2, len(KINDS))
    said = kind > 0
    np.minimum.at(known, door[said], kind[said])
    known[-1] = 0
    return np.where(known < len(KINDS), known, 0)
