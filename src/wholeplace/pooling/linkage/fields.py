"""Records laid out for comparing: every field an array of integers, one row per record."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .alike import Alike
from .encoding import Words, encode, encode_as_is, mix, numbered, shares, stripped
from .lists import Ints, Lists
from .names import MAIN, alternatives, clean_name, main_form
from .places import clean_line, clean_postcode, sector_of
from .threads import at_once

SEXES = {"female": 1, "male": 2}
FIRST_YEAR = 1800
COMPARED = ("source", "given", "family", "aliases", "sex", "birth_date", "birth_precision")
"""The columns of records that are read here."""


@dataclass(frozen=True)
class Births:
    """Birth dates in parts; 0 where the part is not known. ``whole`` is yyyymmdd or 0."""

    year: Ints
    month: Ints
    day: Ints

    @cached_property
    def whole(self) -> Ints:
        """The full date as yyyymmdd, 0 unless day, month and year are all known."""
        known = (self.year > 0) & (self.month > 0) & (self.day > 0)
        return np.where(known, self.year * np.int32(10000) + self.month * 100 + self.day, 0)

    @cached_property
    def number(self) -> Ints:
        """The full date as a small number, 0 unless it is known: a place in a table of dates."""
        days = ((self.year - FIRST_YEAR) * 12 + self.month) * 31 + self.day
        return np.where((self.whole > 0) & (days > 0), days, 0)


@dataclass(frozen=True)
class Fields:
    """What is compared about each record, and how common each value is among the records."""

    size: int
    source: Ints  # codes into sources
    sources: list[str]
    births: Births
    sex: Ints
    names: Lists  # columns given, family: codes into words
    words: list[str]
    addresses: Lists  # columns postcode, line, uprn, door: codes
    postcodes: list[str]
    lines: list[str]
    uprns: list[str]
    identifiers: dict[str, Lists]  # scheme -> column value: codes into id_values
    id_values: dict[str, list[str]]

    @cached_property
    def alike(self) -> Alike:
        """Which records say the same of a person."""
        return Alike.of(self)

    @cached_property
    def main_forms(self) -> Ints:
        """By word, the code of the one name for all its forms: BILL and WILLIAM share it."""
        code = {word: place for place, word in enumerate(self.words)}
        main = np.arange(len(self.words), dtype=np.int32)
        for place, word in enumerate(self.words):
            if word in MAIN or " " in word:
                main[place] = code.setdefault(main_form(word), len(code))
        return main

    @cached_property
    def initials(self) -> Ints:
        """By word, its first letter as a number."""
        return np.array([ord(word[0]) if word else 0 for word in self.words], dtype=np.int32)

    def share(self, field: str) -> np.ndarray:
        """How often each value of a field occurs: the chance a stranger has it too."""
        if field == "birth_date":
            return shares(self.births.number, 1 + int(self.births.number.max(initial=0)))
        column = self.names[field] if field in ("given", "family") else self.addresses[field]
        return shares(column, 1 + int(column.max(initial=0)))


def prepare(records: pa.Table, identifiers: pa.Table, addresses: pa.Table) -> Fields:
    """Clean and encode the three harmonised tables; ``records.record`` is 0, 1, 2 … in order."""
    size = records.num_rows
    words, postcodes, lines, sources = Words(), Words(), Words(), Words()
    names, (places, uprns), (ids, id_values), births, sex, source = at_once(
        lambda: _names(records, words),
        lambda: _addresses(addresses, size, postcodes, lines),
        lambda: _identifiers(identifiers, size),
        lambda: _births(records),
        lambda: _sexes(records["sex"]),
        lambda: encode(records["source"], str, sources),
    )
    return Fields(
        size=size,
        source=source,
        sources=sources.values,
        births=births,
        sex=sex,
        names=names,
        words=words.values,
        addresses=places,
        postcodes=postcodes.values,
        lines=lines.values,
        uprns=uprns,
        identifiers=ids,
        id_values=id_values,
    )


def sectors(postcodes: list[str]) -> tuple[Ints, Ints]:
    """Codes of the sector and the outward part of each postcode; 0 where it has none."""
    sector, outward = Words(), Words()
    return (
        sector.codes(sector_of(postcode) for postcode in postcodes),
        outward.codes(postcode.partition(" ")[0] for postcode in postcodes),
    )


def _births(records: pa.Table) -> Births:
    """Each distinct date is cut into its parts once."""
    days = records["birth_date"].cast(pa.int32()).combine_chunks()
    known = days.is_valid().to_numpy(zero_copy_only=False)
    distinct, which = numbered(days.fill_null(0).to_numpy(zero_copy_only=False))
    dates = distinct.astype("datetime64[D]")
    years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
    month = (months - years.astype("datetime64[M]")).astype(np.int32) + 1
    day = (dates - months.astype("datetime64[D]")).astype(np.int32) + 1
    precise = encode(records["birth_precision"], str, words := Words())
    has_month = known & (precise != words.code("year"))
    has_day = has_month & (precise != words.code("month"))
    return Births(
        np.where(known, (years.astype(np.int32) + 1970)[which], 0),
        np.where(has_month, month[which], 0),
        np.where(has_day, day[which], 0),
    )


def _sexes(column: pa.ChunkedArray) -> Ints:
    words = Words()
    codes = encode(column, str.lower, words)
    return np.array([SEXES.get(value, 0) for value in words.values], dtype=np.int8)[codes]


def _names(records: pa.Table, words: Words) -> Lists:
    given = encode(records["given"], clean_name, words)
    family = encode(records["family"], clean_name, words)
    has = np.flatnonzero((given > 0) | (family > 0)).astype(np.int32)
    extra = _alias_rows(records["aliases"], words)
    return Lists.of(
        np.concatenate([has, extra[:, 0]]),
        len(given),
        given=np.concatenate([given[has], extra[:, 1]]),
        family=np.concatenate([family[has], extra[:, 2]]),
    )


def _alias_rows(column: pa.ChunkedArray, words: Words) -> Ints:
    if column.null_count == len(column):
        return np.zeros((0, 3), dtype=np.int32)
    texts = column.cast(pa.string()).combine_chunks()
    rows = np.flatnonzero(texts.is_valid().to_numpy(zero_copy_only=False))
    found = [
        (row, words.code(given), words.code(family))
        for row, text in zip(rows, texts.take(pa.array(rows)).to_pylist(), strict=True)
        for given, family in alternatives(text)
    ]
    return np.array(found, dtype=np.int32).reshape(-1, 3)


def _addresses(
    table: pa.Table, size: int, postcodes: Words, lines: Words
) -> tuple[Lists, list[str]]:
    """Every address, and the values of UPRNs."""
    postcode = encode(table["postcode"], clean_postcode, postcodes)
    line = encode(table["line"], clean_line, lines)
    uprn, uprns = encode_as_is(table["uprn"], stripped)
    owner = table["record"].to_numpy()
    door = _doors(line, postcode)
    keep = _canonical(owner, size, (postcode > 0) | (line > 0) | (uprn > 0), line, postcode)
    columns = {"postcode": postcode, "line": line, "uprn": uprn, "door": door}
    kept = {name: column[keep] for name, column in columns.items()}
    return Lists.of(owner[keep], size, **kept), uprns


def _doors(line: Ints, postcode: Ints) -> Ints:
    """A number for each line in a postcode; 0 without either."""
    door = np.zeros(len(line), dtype=np.int32)
    there = np.flatnonzero((line > 0) & (postcode > 0))
    door[there] = numbered(mix(line[there], postcode[there]))[1] + 1
    return door


def _canonical(owner: Ints, size: int, keep: Ints, *tie: Ints) -> Ints:
    """Rows to keep, those of one record in an order that does not depend on the table's."""
    rows = np.flatnonzero(keep)
    several = np.bincount(owner[rows], minlength=size)[owner[rows]] > 1
    among = rows[several]
    ordered = among[np.lexsort([column[among] for column in tie])]
    return np.concatenate([rows[~several], ordered])


def _identifiers(table: pa.Table, size: int) -> tuple[dict[str, Lists], dict[str, list[str]]]:
    """By scheme: each record's valid values, and what they are. Their order says nothing."""
    scheme_words = Words()
    schemes = encode(table["scheme"], str, scheme_words)
    schemes[~table["valid"].fill_null(False).to_numpy()] = 0
    owner = table["record"].to_numpy()
    lists, values = {}, {}
    for code, scheme in sorted(enumerate(scheme_words.values), key=lambda item: item[1]):
        rows = np.flatnonzero(schemes == code)
        if code and len(rows):
            some = table["value"] if len(rows) == len(schemes) else table["value"].take(rows)
            value, values[scheme] = encode_as_is(some, _plain)
            lists[scheme] = Lists.of(owner[rows], size, value=value)
    return lists, values


def _plain(values: pa.Array) -> pa.Array:
    """Identifiers in upper case without spaces and hyphens."""
    return pc.utf8_upper(pc.replace_substring_regex(values, "[ -]", ""))
