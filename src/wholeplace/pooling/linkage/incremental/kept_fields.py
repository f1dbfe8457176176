"""Cleaned records kept on a shelf, and any of them taken off again as fields to compare."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from ..encoding import mix, numbered
from ..fields import Births, Fields
from ..lists import Ints, Lists
from ..stamps import Stamps
from .shelf import Array, Shelf

_NAMES = {"given": "words", "family": "words"}
_PLACES = {"postcode": "postcodes", "line": "lines", "uprn": "uprns"}


def fields_to_arrays(fields: Fields, stamps: Stamps) -> dict[str, Array]:
    """Everything comparing needs to know of a set of records."""
    return {
        "source": fields.source.astype(np.int16),
        "sources": pa.array(fields.sources),
        "year": fields.births.year.astype(np.int16),
        "month": fields.births.month.astype(np.int8),
        "day": fields.births.day.astype(np.int8),
        "sex": fields.sex.astype(np.int8),
        "schemes": pa.array(sorted(fields.identifiers), pa.string()),
        **_lists_to_arrays("names", fields.names, _NAMES),
        **_lists_to_arrays("places", fields.addresses, _PLACES),
        **_dictionary("words", fields.words, stamps.words),
        "words main": stamps.main,
        **_dictionary("postcodes", fields.postcodes, stamps.postcodes),
        **_dictionary("lines", fields.lines, stamps.lines),
        **_dictionary("uprns", fields.uprns, stamps.uprns),
        **{
            name: array
            for scheme, lists in fields.identifiers.items()
            for name, array in {
                **_lists_to_arrays(f"id:{scheme}", lists, {"value": ""}),
                **_dictionary(f"id:{scheme}", fields.id_values[scheme], stamps.id_values[scheme]),
            }.items()
        },
    }


def _lists_to_arrays(name: str, lists: Lists, columns: dict[str, str]) -> dict[str, Array]:
    arrays = {f"{name} {column}": lists[column].astype(np.int32) for column in columns}
    return {f"{name} starts": lists.starts.astype(np.int32), **arrays}


def _dictionary(name: str, values: Sequence[str], stamps: Ints) -> dict[str, Array]:
    return {name: pa.array(values, pa.string()), f"{name} stamps": stamps}


@dataclass(frozen=True)
class Part:
    """Some rows of one shelf: their numbers there, and their places in what is gathered."""

    shelf: Shelf
    rows: Ints
    places: Ints


def gather(
    parts: Sequence[Part], size: int, schemes: Collection[str] | None = None
) -> tuple[Fields, Stamps]:
    """Rows of several shelves as one set of records, and the stamps of its values.

    With ``schemes`` no other identifiers come along.
    """
    sources, source = _sources(parts, size)
    names, given_family = _lists(parts, size, "names", _NAMES)
    places, at = _lists(parts, size, "places", _PLACES)
    (given, family), words = _shared(parts, list(given_family.values()), "words")
    codes, texts = {}, {"words": words}
    for column, kept in _PLACES.items():
        (codes[column],), texts[kept] = _shared(parts, [at[column]], kept)
    door = mix(texts["lines"].stamps[codes["line"]], texts["postcodes"].stamps[codes["postcode"]])
    identifiers, id_texts = _identifiers(parts, size, schemes)
    births = Births(*(_column(parts, size, part, np.int32) for part in ("year", "month", "day")))
    fields = Fields(
        size=size,
        source=source,
        sources=sources,
        births=births,
        sex=_column(parts, size, "sex", np.int8),
        names=Lists(names, {"given": given, "family": family}),
        words=texts["words"].values,
        addresses=Lists(places, {**codes, "door": _numbered(door)}),
        postcodes=texts["postcodes"].values,
        lines=texts["lines"].values,
        uprns=texts["uprns"].values,
        identifiers=identifiers,
        id_values={scheme: found.values for scheme, found in id_texts.items()},
    )
    return fields, Stamps(
        words=texts["words"].stamps,
        main=texts["words"].main,
        postcodes=texts["postcodes"].stamps,
        lines=texts["lines"].stamps,
        uprns=texts["uprns"].stamps,
        id_values={scheme: found.stamps for scheme, found in id_texts.items()},
    )


@dataclass(frozen=True)
class _Entries:
    """A column of entries: the code each has on its own shelf, and which shelf that is."""

    codes: Ints
    part: Ints


@dataclass(frozen=True)
class _Texts:
    """The distinct values of gathered entries, by their new code."""

    values: list[str]
    stamps: Ints
    main: Ints


def _column(parts: Sequence[Part], size: int, name: str, kind: type) -> Ints:
    found = np.zeros(size, dtype=kind)
    for part in parts:
        found[part.places] = part.shelf[name][part.rows]
    return found


def _sources(parts: Sequence[Part], size: int) -> tuple[list[str], Ints]:
    names = [part.shelf.texts("sources") for part in parts]
    sources = ["", *sorted({name for some in names for name in some} - {""})]
    code = {name: number for number, name in enumerate(sources)}
    found = np.zeros(size, dtype=np.int32)
    for part, some in zip(parts, names, strict=True):
        known = np.array([code[name] for name in some], dtype=np.int32)
        found[part.places] = known[part.shelf["source"][part.rows]]
    return sources, found


def _lists(
    parts: Sequence[Part], size: int, name: str, columns: dict[str, str]
) -> tuple[Ints, dict[str, _Entries]]:
    """Where each row's entries begin, and the entries of each column."""
    has = [part for part in parts if f"{name} starts" in part.shelf]
    counts = np.zeros(size, dtype=np.int64)
    for part in has:
        starts = part.shelf[f"{name} starts"]
        counts[part.places] = starts[part.rows + 1] - starts[part.rows]
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    found = {c: _Entries(*np.zeros((2, starts[-1]), dtype=np.int32)) for c in columns}
    for number, part in enumerate(parts):
        if f"{name} starts" not in part.shelf:
            continue
        many = counts[part.places]
        there = spread(part.shelf[f"{name} starts"][part.rows], many)
        here = spread(starts[part.places], many)
        for column, entries in found.items():
            entries.codes[here] = part.shelf[f"{name} {column}"][there]
            entries.part[here] = number
    return starts, found


def spread(starts: Ints, counts: Ints) -> Ints:
    """start, start + 1 … for as many as each counts."""
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    return np.repeat(starts.astype(np.int64), counts) + within


def _shared(
    parts: Sequence[Part], columns: Sequence[_Entries], name: str
) -> tuple[list[Ints], _Texts]:
    """New codes of columns that share their values, and the values by their codes."""
    codes = np.concatenate([np.zeros(1, np.int32), *(column.codes for column in columns)])
    part = np.concatenate([np.zeros(1, np.int32), *(column.part for column in columns)])
    stamps = np.zeros(len(codes), dtype=np.uint64)
    for number, rows in _by_part(parts, part, name):
        stamps[rows] = parts[number].shelf[f"{name} stamps"][codes[rows]]
    distinct, back = numbered(stamps)  # the first is 0, the missing value's
    first = np.empty(len(distinct), dtype=np.int64)
    first[back[::-1]] = np.arange(len(back))[::-1]
    values: list[str] = [""] * len(distinct)
    main = np.zeros(len(distinct), dtype=np.uint64)
    for number, chosen in _by_part(parts, part[first], name):
        shelf, wanted = parts[number].shelf, codes[first[chosen]]
        texts = shelf[name].take(pa.array(wanted)).to_pylist()
        for place, text in zip(chosen.tolist(), texts, strict=True):
            values[place] = text
        if f"{name} main" in shelf:
            main[chosen] = shelf[f"{name} main"][wanted]
    ends = np.cumsum([1, *(len(column.codes) for column in columns)])
    recoded = [back[a:b].astype(np.int32) for a, b in pairwise(ends)]
    return recoded, _Texts(values, distinct, main)


def _by_part(parts: Sequence[Part], part: Ints, name: str) -> Iterator[tuple[int, Ints]]:
    for number, one in enumerate(parts):
        if name in one.shelf:
            rows = np.flatnonzero(part == number) if len(parts) > 1 else np.arange(len(part))
            yield number, rows


def _numbered(stamps: Ints) -> Ints:
    """Small numbers for stamps, 0 for the missing one."""
    return numbered(np.append(np.uint64(0), stamps))[1][1:]


def _identifiers(
    parts: Sequence[Part], size: int, schemes: Collection[str] | None
) -> tuple[dict[str, Lists], dict[str, _Texts]]:
    lists, texts = {}, {}
    known = {scheme for part in parts for scheme in part.shelf.texts("schemes")}
    for scheme in sorted(known if schemes is None else known & set(schemes)):
        starts, found = _lists(parts, size, f"id:{scheme}", {"value": ""})
        (codes,), values = _shared(parts, [found["value"]], f"id:{scheme}")
        if len(codes):
            lists[scheme], texts[scheme] = Lists(starts, {"value": codes}), values
    return lists, texts
