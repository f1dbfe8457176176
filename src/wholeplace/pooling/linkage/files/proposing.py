"""Guess which column is what: by its name, held against what stands in it, or by that alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from wholeplace.pooling.intake.values.identifiers import checker
from wholeplace.pooling.intake.values.people_codes import sex

from ..places import clean_postcode, is_whole
from .column_names import EARLIER, ID, LINE, NAMED, OTHER, SCHEMES, SEVERAL, matching, plain_name
from .date_styles import MOST, share_of, styles_of
from .mapping import AddressColumns, FileColumns

SAMPLE = 2_000  # distinct values looked at in each column
_VARIED = 0.2  # share of distinct values below which a number tells nobody apart


def propose(table: pa.Table, as_at: date, without: Collection[str] = ()) -> FileColumns:
    """The likeliest meaning of each column; ``without`` are columns not to use."""
    names = {name: plain_name(name) for name in table.column_names if name not in without}
    sample = {name: _distinct(table[name]) for name in names}
    found: dict[str, Any] = {
        field: tuple(_taken(names, pattern)) for field, pattern in SEVERAL.items()
    }
    found["other_addresses"] = tuple(_earlier_addresses(names, sample))
    styles: dict[str, tuple[str, ...]] = {}
    for field, pattern in NAMED.items():
        for name in matching(names, pattern):
            styles[name] = styles_of(sample[name], as_at) if field == "birth_date" else ()
            if _holds(field, sample[name], styles[name]):
                found[field] = name
                names.pop(name)
                break
    found |= _by_content(names, sample, found)
    if "full_name" in found and {"given", "family"} & found.keys():
        del found["full_name"]
    if "birth_date" in found:
        found["birth_style"] = styles[found["birth_date"]]
    found["line"] = tuple(matching(names, LINE))
    identifiers = _identifiers(names, sample, table)
    ids = [name for name in matching(names, ID) if _unique(table[name])]
    return FileColumns(**found, id=ids[0] if ids else None, identifiers=identifiers)


def _distinct(column: pa.ChunkedArray) -> list[str]:
    values: list[str] = column.drop_null().unique().slice(0, SAMPLE).to_pylist()
    return values


def _taken(names: dict[str, str], pattern: str) -> list[str]:
    """Matching columns, which nothing else may then be."""
    found = matching(names, pattern)
    for name in found:
        del names[name]
    return found


def _earlier_addresses(
    names: dict[str, str], sample: dict[str, list[str]]
) -> Iterator[AddressColumns]:
    """Columns such as 'previous_postcode' and 'previous_address', one address for each word."""
    for word in EARLIER:
        there = {
            n: plain.removeprefix(word) for n, plain in names.items() if plain.startswith(word)
        }
        postcodes = [
            name
            for name in matching(there, NAMED["postcode"])
            if _holds("postcode", sample[name], ())
        ]
        numbers, line = matching(there, NAMED["uprn"]), tuple(matching(there, LINE))
        place = AddressColumns(next(iter(postcodes), None), line, next(iter(numbers), None))
        for name in place.used():
            names.pop(name)
        if place.used():
            yield place


def _holds(field: str, values: list[str], styles: tuple[str, ...]) -> bool:
    """Whether a column that is named like a field has what the field needs."""
    if field == "birth_date":
        return bool(styles)
    tests: dict[str, Callable[[str], object]] = {"sex": sex, "postcode": clean_postcode}
    return bool(values) and (field not in tests or share_of(values, tests[field]) >= MOST)


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
            n for n in names if len(sample[n]) > 1 and share_of(sample[n], tests[field]) >= MOST
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
    for scheme, pattern in SCHEMES.items():
        likely = matching(names, pattern)
        if scheme == "nhs":
            likely += [name for name in names if share_of(sample[name], _is_nhs) >= MOST]
        if likely:
            found[scheme] = likely[0]
    for name, plain in names.items():
        if name not in found.values() and OTHER.search(plain) and _varied(table[name]):
            found[re.sub(r"_?(id|number|no|num|address)$", "", plain) or plain] = name
    return found


def _is_nhs(value: str) -> object:
    return checker("nhs", None, date.max.year)(value)[1]


def _varied(column: pa.ChunkedArray) -> bool:
    known = len(column) - column.null_count
    return bool(known and len(column.unique()) >= known * _VARIED)


def _unique(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count == 0 and len(column.unique()) == len(column))
