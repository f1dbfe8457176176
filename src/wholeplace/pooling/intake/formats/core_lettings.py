"""Social lettings (CORE): the bulk-upload form with its questions on top, or an export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wholeplace.place import Mapping as Mapped

from ..codes import code_list
from ..codes.checking import YEAR
from ..files.content import kind_of
from ..files.json_file import column_of
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..values.distinct import texts_of
from ..values.return_years import year_of
from ..wanted import columns_of as columns_wanted
from .base import Cut, Part, wrong_content
from .core_columns import columns_of
from .core_household import Household, slots_among
from .core_labels import LABELLED, PERSONAL, as_code
from .layouts import modules
from .tables import read_columns

NAME = "core-lettings"
JOINED = {
    "start": ("startdate", "startday", "startmonth", "startyear"),
    "postcode": ("postcode_full", "postcode", "postcode1", "postcode2"),
    "before": ("ppostcode_full", "before1", "before2"),
}
"""Columns that are made of one or of several."""


class CoreLettings:
    """A row is a letting. CORE names nobody: the tenant is known by the code of the tenancy."""

    name = NAME
    title = "social lettings (CORE)"

    @property
    def mappings(self) -> Sequence[Mapped]:
        """That of a letting, and that of the home before it."""
        return modules(NAME)[0].mappings

    def sniff(self, data: bytes) -> float:
        """By its questions, or by the columns of the export."""
        if kind_of(data) not in ("csv", "xlsx"):
            return 0.0
        try:
            return 0.9 if columns_of(data) else 0.0
        except Unreadable:
            return 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """One part. Raises Unreadable when no header is found."""
        kind = kind_of(data)
        if kind not in ("csv", "xlsx"):
            raise wrong_content(kind, "CSV or XLSX")
        mappings = cut(self.mappings)
        if mappings:
            sheet = _read(data, kind, file, findings)
            sheet.keep([*columns_wanted(mappings).wanted, YEAR])
            yield Part("lettings", mappings, sheet)


def _read(data: bytes, kind: str, file: str, findings: Findings) -> Sheet:
    columns = columns_of(data)
    if columns is None:
        message = (
            "no row holds the columns of an export (tenancycode, startdate) and none is called"
            " 'Question' above one called 'Field number'; deliver the file with its top rows"
        )
        raise Unreadable("no-header", message)
    sheet = read_columns(data, kind, file, columns, findings)
    _work_out(sheet, findings)
    return sheet


def _work_out(sheet: Sheet, findings: Findings) -> None:
    """Put beside the columns of a file those that are made of them."""
    texts = _texts(sheet)
    for name in LABELLED.keys() & texts.keys():
        texts[name] = [as_code(text, LABELLED[name]) for text in texts[name]]
    for name in PERSONAL.keys() & texts.keys():
        texts[name] = [as_code(text, PERSONAL[name]) for text in texts[name]]
        _tell_unknown(sheet, name, texts[name], findings)
    made = _made(_Told(texts, len(sheet.row)))
    made[YEAR] = [year_of(start) for start in made["start"]]
    for name, column in {**texts, **made}.items():
        sheet.put(name, column_of(column), _title(name, sheet.columns))
    message = "the letting has no tenant code; it is known by the number of its log"
    unnamed = [not code for code in texts.get("tenancycode", [])]
    rows = sheet.row[unnamed].tolist()
    findings.add(sheet.name, "tenancycode", "no-tenant-code", "note", message, rows)


def _tell_unknown(sheet: Sheet, name: str, codes: Sequence[str], findings: Findings) -> None:
    """Codes of the people of a household stand in no column that is mapped."""
    listed = code_list(f"core.{PERSONAL[name]}")
    known = listed.known(None)
    bad = [bool(code) and code.upper() not in known for code in codes]
    message = f"the code is not in the list of {listed.title}; it was kept as given"
    title = sheet.columns.get(name, name)
    findings.add(sheet.name, title, "unknown-code", "warning", message, sheet.row[bad].tolist())


def _texts(sheet: Sheet) -> dict[str, list[str]]:
    assert sheet.table is not None
    return {name: texts_of(sheet.table[name]) for name in sheet.table.column_names}


def _title(name: str, titles: Mapping[str, str]) -> str | None:
    """What the file calls a column, or those that are joined in it."""
    parts = [titles[part] for part in JOINED.get(name, ()) if part in titles]
    return " + ".join(parts) or titles.get(name)


@dataclass(frozen=True)
class _Told:
    """The columns of a file, as many as there are."""

    columns: Mapping[str, Sequence[str]]
    rows: int

    def one(self, name: str) -> Sequence[str]:
        """A column; blank where the file has none."""
        return self.columns.get(name) or [""] * self.rows

    def first(self, *names: str) -> list[str]:
        """Of each row the first of some columns that says anything."""
        rows = zip(*map(self.one, names), strict=True)
        return [next(filter(None, row), "") for row in rows]

    def joined(self, *names: str, by: str) -> list[str]:
        """Of each row what is told in several columns; nothing unless all of them tell."""
        rows = zip(*map(self.one, names), strict=True)
        return [by.join(row) if all(row) else "" for row in rows]

    def households(self) -> list[Household]:
        """Each row's household."""
        slots = [zip(*map(self.one, slot), strict=True) for slot in slots_among(self.columns)]
        told = self.first("hhmemb", "household_size")
        return list(map(Household.of, zip(*slots, strict=True), told))


def _made(told: _Told) -> dict[str, list[str]]:
    owner = told.first("owner", "owning_organisation_name")
    logs = [f"log {log}" if log else "" for log in told.one("id")]
    codes = [code or log for code, log in zip(told.one("tenancycode"), logs, strict=True)]
    ids = zip(owner, codes, strict=True)
    return {
        "tenancy": [f"{whose}:{code}" if whose and code else code for whose, code in ids],
        "owner": owner,
        "start": _either(told.one("startdate"), told.joined(*JOINED["start"][1:], by="/")),
        "line": _lines(told),
        "postcode": _either(
            told.first("postcode_full", "postcode"), told.joined(*JOINED["postcode"][2:], by=" ")
        ),
        "before": _either(told.one("ppostcode_full"), told.joined(*JOINED["before"][1:], by=" ")),
        "sex": told.first("sexrab1", "sex1"),
        **_of_households(told.households()),
    }


def _of_households(households: Sequence[Household]) -> dict[str, list[str]]:
    return {
        "household_size": [home.size for home in households],
        "lead_age": [str(home.lead.age or "") for home in households],
        "children": [home.children for home in households],
        "workless": [home.workless for home in households],
        "members": [home.members for home in households],
    }


def _lines(told: _Told) -> list[str]:
    parts = (
        told.first("address_line1", "address1"),
        told.one("address_line2"),
        told.one("town_or_city"),
    )
    return [", ".join(filter(None, row)) for row in zip(*parts, strict=True)]


def _either(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [a or b for a, b in zip(one, other, strict=True)]
