"""Which addresses are one door, however they were written, and which doors are no household's.

Two rows are one door if their UPRN agrees, or their postcode and their numbers agree and the street
differs by a typing error at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from wholeplace.place import CommunalPlace

from .blocks import pairs_sharing
from .communal import KINDS, communal_kind, declared
from .encoding import Words, distinct, encode, encode_in_order, split_codes
from .lists import Ints
from .places import STREET_TYPING_ERROR, clean_line, clean_postcode, is_whole
from .threads import at_once

CROWD = 12  # people at one door above which it is a household only if they share few names
NO_DOOR = -1
_MANY_LINES = 400  # distinct lines in one postcode above which spelling is not compared


@dataclass(frozen=True)
class Addresses:
    """Rows of addresses in numbers; postcode 0 is none, door -1 is none."""

    postcode: Ints
    door: Ints
    kind: Ints  # a place in KINDS: what sort of communal place it is, 0 a private home
    postcodes: list[str]  # in order, the first one empty


def tidy(addresses: pa.Table, places: Sequence[CommunalPlace], day: date) -> Addresses:
    """Clean each distinct value once, and number the doors.

    A row has a door if it has a UPRN, or a line with a whole postcode. All rows at one declared
    place are at one door, however they are written. Neither postcodes nor doors depend on the
    order of the rows.
    """
    (postcode, postcodes), (line, lines), uprn, kind = at_once(
        lambda: in_order(addresses["postcode"], _whole_postcode),
        lambda: in_order(addresses["line"], clean_line),
        lambda: encode_in_order(addresses["uprn"]),
        lambda: _kinds(addresses["line"]),
    )
    door = _doors(postcode, line, uprn, lines)
    at = declared(addresses, (postcode, postcodes), (line, lines), places, day)
    door = np.where(at >= 0, int(door.max(initial=-1)) + 1 + at, door)
    said = np.array([KINDS.index(place.kind) for place in places] or [0])
    return Addresses(postcode, door, np.where(at >= 0, said[at], kind), postcodes)


def communal_doors(door: Ints, family: Ints, communal: np.ndarray) -> Ints:
    """Doors named as a hostel, refuge or care home, or full of people who share few names.

    There is an entry per person living at a door.
    """
    size = int(door.max(initial=-1)) + 1
    people = np.bincount(door, minlength=size)
    names = distinct(door.astype(np.int64) << 32 | (family + 1))
    families = np.bincount(names >> 32, minlength=size)
    crowd = (people > CROWD) & (families * 3 > people)
    return np.flatnonzero(crowd | (np.bincount(door, communal, size) > 0))


def in_order(column: pa.ChunkedArray, clean) -> tuple[Ints, list[str]]:
    """Codes of a text column in the order of its cleaned values; 0 is none."""
    words = Words()
    codes = encode(column, clean, words)
    order = sorted(range(len(words)), key=words.values.__getitem__)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank[codes], [words.values[place] for place in order]


def _whole_postcode(value: str) -> str:
    postcode = clean_postcode(value)
    return postcode if is_whole(postcode) else ""


def _kinds(lines: pa.ChunkedArray) -> Ints:
    """What sort of communal place each line names."""
    words = Words()
    codes = encode(lines, communal_kind, words)
    return np.array([KINDS.index(kind) for kind in words.values])[codes]


def _doors(postcode: Ints, line: Ints, uprn: Ints, lines: list[str]) -> Ints:
    """Join rows by UPRN and by line; doors are numbered in the order of their first spelling."""
    spelt = np.where((line > 0) & (postcode > 0), postcode.astype(np.int64) << 32 | line, 0)
    spellings = distinct(spelt[spelt > 0])
    spelling, size = np.searchsorted(spellings, spelt), len(spellings)
    both = np.flatnonzero((spelt > 0) & (uprn > 0))
    one, other = _spelt_alike(spellings, lines)
    left = np.concatenate([spelling[both], one])
    right = np.concatenate([size + uprn[both], other])
    size += int(uprn.max(initial=0)) + 1
    graph = coo_matrix((np.ones(len(left), dtype=bool), (left, right)), (size, size))
    _, door = connected_components(graph, directed=False)
    node = np.where(spelt > 0, spelling, len(spellings) + uprn)
    return np.where((spelt > 0) | (uprn > 0), door[node], NO_DOOR)


def _spelt_alike(spellings: Ints, lines: list[str]) -> tuple[Ints, Ints]:
    """Pairs of spellings in one postcode with equal numbers and nearly equal streets."""
    postcode, line = split_codes(spellings)
    parts = [text.partition("|") for text in lines]
    number = Words().codes(numbers for numbers, _, _ in parts)[line].astype(np.int64)
    keys = postcode.astype(np.int64) << 32 | number
    left, right = split_codes(pairs_sharing(np.arange(len(spellings)), keys, _MANY_LINES))
    streets = ([parts[place][2] for place in line[side].tolist()] for side in (left, right))
    if not len(left):
        return left, right
    alike = process.cpdist(*streets, scorer=JaroWinkler.similarity, dtype=np.float32)
    rows = np.flatnonzero(alike >= STREET_TYPING_ERROR)
    return left[rows], right[rows]
