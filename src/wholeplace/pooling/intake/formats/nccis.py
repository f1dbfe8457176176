"""The return on what young people do from 16 on (NCCIS): XML, or a CSV cut from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wholeplace.place import Mapping as Mapped

from ..codes.checking import YEAR
from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.gathering import Gathering
from ..files.header import Columns, normal
from ..files.json_file import column_of
from ..files.sheet import Sheet, Unreadable
from ..files.xml_file import XmlRecords, local
from ..findings import Findings
from ..values.distinct import texts_of
from ..values.return_years import year_of
from ..wanted import columns_of
from .base import Cut, Part, wrong_content
from .layouts import modules
from .nccis_rules import CHECKS
from .tables import read_columns

RECORD = "YoungPersonsRecord"
KEY, CODE, CODES, PERIOD = "YoungPersonsID", "CharacteristicCode", "Characteristics", "PeriodEnd"
KNOWN_BY = (KEY, "CohortStatus", "ActivityCode")
RULED = ("TransferredToLACode", CODES, PERIOD)
"""Columns that only the checks look at."""
TELLING = (KEY, "GivenName", "FamilyName", "DOB", "CohortStatus", "ActivityCode", "StartDate")
"""Columns that no cut should lack."""
_ROOT = re.compile(rb"<(?:[\w.-]+:)?NCCIS")
_MANY = re.compile(r"[\s;|,/]+")


class Nccis:
    """The monthly return of a council to the Department for Education, one file a month."""

    name = "nccis"
    title = "an NCCIS return (XML or CSV)"

    @property
    def mappings(self) -> Sequence[Mapped]:
        """Those of young people and of their characteristics."""
        return [mapping for module in modules(self.name) for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """By the name of its root or of its records; as CSV by the columns that only it has."""
        kind = kind_of(data)
        if kind == "xml":
            head = data[:20_000].replace(b"\x00", b"")
            return 0.95 if _ROOT.search(head) or RECORD.encode() in head else 0.0
        if kind != "csv":
            return 0.0
        try:
            names = {normal(title) for title in header_of(data)}
        except Unreadable:
            return 0.0
        return 0.9 if all(normal(name) in names for name in KNOWN_BY) else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Young people, and their characteristics."""
        if not self.sniff(data):
            raise wrong_content(kind_of(data), self.title)
        people, others = modules(self.name)
        opened, more = cut(people.mappings), cut(others.mappings)
        if not (opened or more):
            return
        wanted = columns_of(opened or others.mappings)
        read = _from_xml if kind_of(data) == "xml" else _from_csv
        sheet, codes = read(data, file, wanted, findings)
        if opened:
            yield Part(people.name, opened, sheet, checks=CHECKS, tells_idle=True)
        if more:
            yield Part(others.name, more, _counted_once(codes, bool(opened)))


def _counted_once(codes: Sheet, elsewhere: bool) -> Sheet:
    return replace(codes, counted=not elsewhere)


def _from_xml(data: bytes, file: str, wanted: Columns, findings: Findings) -> tuple[Sheet, Sheet]:
    records = XmlRecords(data, RECORD, file, findings)
    if not len(records):
        message = f"the file holds no {RECORD}; nothing is known from it"
        findings.add(file, None, "header-only", "warning", message)
    people = Gathering([*wanted.wanted, *RULED, YEAR])
    codes = Gathering([KEY, CODE, PERIOD, YEAR])
    names = _Names(people.columns, wanted.synonyms)
    period = records.header(PERIOD)
    year = year_of(period)
    for number, record in enumerate(records, 1):
        row, given = _flat(record, names)
        row |= {PERIOD: period, CODES: " ".join(given), YEAR: year}
        people.add(number, row)
        if row.get(KEY):
            for code in given:
                codes.add(number, {KEY: row[KEY], CODE: code, PERIOD: period, YEAR: year})
    return people.sheet(file), codes.sheet(file, counted=False)


class _Names(dict[tuple[str, str], str]):
    """Our name of what stands in an element, by the two tags; '' for what is not looked at."""

    def __init__(self, columns: Sequence[str], synonyms: Mapping[str, tuple[str, ...]]):
        spelled = {normal(other): name for name, others in synonyms.items() for other in others}
        self._ours = spelled | {normal(name): name for name in (*columns, CODE)}

    def __missing__(self, tags: tuple[str, str]) -> str:
        parent, leaf = map(local, tags)
        name = self._ours.get(normal(leaf + _YEARS.get(parent, "")), "")
        self[tags] = name
        return name


_YEARS = {"Year11": "Y11", "Year12": "Y12"}
"""Elements that hold a guarantee each."""


def _flat(record: Any, names: _Names) -> tuple[dict[str, str], list[str]]:
    """The leaves of a record, each year's guarantee apart, and its characteristics."""
    row: dict[str, str] = {}
    codes: list[str] = []
    for part in record.iter():
        for leaf in part:
            name = names[part.tag, leaf.tag]
            text = (leaf.text or "").strip() if name and not len(leaf) else ""
            if text and name == CODE:
                codes.append(text)
            elif text:
                row[name] = text
    return row, codes


def _from_csv(data: bytes, file: str, wanted: Columns, findings: Findings) -> tuple[Sheet, Sheet]:
    header = header_of(data)
    titles = [title for title in header if normal(title).startswith(normal(CODE))]
    many = [title for title in titles if _stands_once(title, header, {})]
    more = [*wanted.wanted, RULED[0], PERIOD, *many]
    columns = replace(
        wanted,
        wanted=tuple(name for name in wanted.wanted if name in TELLING),
        optional=tuple(name for name in more if _stands_once(name, header, wanted.synonyms)),
    )
    sheet = read_columns(data, "csv", file, columns, findings)
    assert sheet.table is not None
    texts = [texts_of(sheet.table[name]) for name in many]
    told = [_MANY.split(" ".join(row).strip()) for row in zip(*texts, strict=True)]
    given = [[code for code in row if code] for row in told] or [[]] * len(sheet.row)
    sheet.put(CODES, column_of([" ".join(row) for row in given]))
    codes = _codes(sheet, given, file)
    if PERIOD in sheet.table.column_names:
        sheet.put(YEAR, column_of(list(map(year_of, texts_of(sheet.table[PERIOD])))))
    sheet.keep([*wanted.wanted, *RULED, YEAR])
    return sheet, codes


def _stands_once(name: str, header: Sequence[str], synonyms: Mapping[str, tuple[str, ...]]) -> bool:
    """A guarantee without its year stands twice in some cuts, and cannot be told apart."""
    spelled = {normal(other) for other in (name, *synonyms.get(name, ()))}
    return sum(normal(title) in spelled for title in header) == 1


def _codes(sheet: Sheet, given: Sequence[Sequence[str]], file: str) -> Sheet:
    assert sheet.table is not None
    codes = Gathering([KEY, CODE, PERIOD, YEAR])
    keys = texts_of(sheet.table[KEY])
    dated = PERIOD in sheet.table.column_names
    periods = texts_of(sheet.table[PERIOD]) if dated else [""] * len(keys)
    rows = zip(sheet.row.tolist(), keys, periods, given, strict=True)
    for number, key, period, given_codes in rows:
        if key:
            for code in given_codes:
                row = {KEY: key, CODE: code, PERIOD: period, YEAR: year_of(period)}
                codes.add(number, row)
    return codes.sheet(file, counted=False)
