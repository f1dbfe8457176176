"""Public law cases of the family court: JSON of the court's case system, or a minimal list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.gathering import Gathering
from ..files.header import Columns, normal
from ..files.json_file import JsonRecords, opens_as_json
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..values.distinct import texts_of
from ..wanted import columns_of
from .base import Cut, Part, wrong_content
from .court_case import Case
from .layouts import modules
from .tables import read_columns

INSIDE = ("cases", "data")
"""Keys under which an answer may hold its list of cases."""
LIST = {
    "set": "SetNumber",
    "case": "CaseNumber",
    "child_number": "LAChildID",
    "council": "LocalAuthority",
    "council_code": "LocalAuthorityCode",
    "given": "ChildForename",
    "family": "ChildSurname",
    "born": "ChildDOB",
    "sex": "ChildSex",
    "submitted": "DateSubmitted",
    "first_hearing": "FirstHearing",
    "ended": "FinalOrderDate",
    "order": "OrderType",
    "postcode": "HomePostcode",
}
"""Columns of the list, by our names."""
Wanted = tuple[tuple[str, ...], tuple[str, ...]]
"""Columns of children, and of hearings, that agreements open."""
_TELLING = ("case", "child_number", "given", "family", "born", "submitted", "ended")
TELLING = tuple(LIST[name] for name in _TELLING)
"""Columns that no list should lack."""


class FamilyCourt:
    """Children in care proceedings, when their case began and ended, and its hearings."""

    name = "family-court"
    title = "family-court cases (JSON or CSV)"

    @property
    def mappings(self) -> Sequence[Mapping]:
        """That of a child in a case, and that of a child's hearing."""
        return [mapping for module in modules(self.name) for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """By the children of a case and the day it was submitted."""
        if opens_as_json(data):
            head = data[:200_000].replace(b"\x00", b"")
            return 0.9 if b'"dateSubmitted"' in head and b'"children' in head else 0.0
        if kind_of(data) != "csv":
            return 0.0
        try:
            names = {normal(title) for title in header_of(data)}
        except Unreadable:
            return 0.0
        telling = ("case", "child_number", "submitted")
        return 0.9 if all(normal(LIST[name]) in names for name in telling) else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Children, and their hearings."""
        if not self.sniff(data):
            raise wrong_content("json" if opens_as_json(data) else kind_of(data), self.title)
        children, hearings = modules(self.name)
        opened, more = cut(children.mappings), cut(hearings.mappings)
        if not (opened or more):
            return
        read = _from_json if opens_as_json(data) else _from_list
        wanted = columns_of(opened).wanted, columns_of(more).wanted
        sheet, heard = read(data, file, wanted, findings)
        if opened:
            yield Part(children.name, opened, sheet, tells_idle=True)
        if more:
            yield Part(hearings.name, more, replace(heard, counted=not opened))


def _from_json(data: bytes, file: str, wanted: Wanted, findings: Findings) -> tuple[Sheet, Sheet]:
    records = JsonRecords(data, file, findings, INSIDE)
    children, hearings = map(Gathering, wanted)
    empty: list[int] = []
    other: list[int] = []
    for number, record in records:
        case = Case.of(record)
        rows = case.children()
        if not rows:
            empty.append(number)
        if rows and not case.is_care:
            other.append(number)
        for row in rows:
            children.add(number, row)
            for hearing in case.hearings(row["child"]) if case.is_care else ():
                hearings.add(number, hearing)
    message = "the case names no children; it was set aside"
    findings.add(file, "children1", "no-children", "error", message, empty)
    message = (
        "no care or supervision order was applied for; the case is not one of care proceedings"
    )
    findings.add(file, "orders", "not-care-proceedings", "note", message, other)
    aside = records.quarantined + len(empty)
    return children.sheet(file, aside), hearings.sheet(file, counted=False)


def _from_list(data: bytes, file: str, wanted: Wanted, findings: Findings) -> tuple[Sheet, Sheet]:
    columns = Columns(TELLING, optional=tuple(LIST.values()))
    sheet = read_columns(data, "csv", file, columns, findings)
    assert sheet.table is not None
    there = [name for name, title in LIST.items() if title in sheet.table.column_names]
    texts = [texts_of(sheet.table[LIST[name]]) for name in there]
    children, hearings = map(Gathering, wanted)
    for number, cells in zip(sheet.row.tolist(), zip(*texts, strict=True), strict=True):
        row = _listed(dict(zip(there, cells, strict=True)))
        children.add(number, row)
        if row["child"] and row.get("first_hearing"):
            hearing = f"{row['case']}/{row['first_hearing']}"
            hearings.add(number, {**row, "day": row["first_hearing"], "hearing": hearing})
    made = children.sheet(file, sheet.quarantined)
    return replace(made, columns=sheet.columns), hearings.sheet(file, counted=False)


def _listed(row: dict[str, str]) -> dict[str, str]:
    """A council's number of a child is one only together with the council."""
    number = row["child_number"]
    council, code = row.get("council", ""), row.get("council_code", "")
    return row | {
        "child": f"{council or code}:{number}" if number and (council or code) else number,
        "la_child": f"{code}:{number}" if number and code else "",
        "set": row.get("set") or row["case"],
        "proceedings": "care",
    }
