"""Prison releases and sentences: JSON of the prisons' interfaces, or a list cut from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wholeplace.place import Mapping as Mapped

from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.gathering import Gathering
from ..files.header import Columns, normal
from ..files.json_file import Json, JsonRecords, column_of, items_of, opens_as_json, text_of
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..values.distinct import texts_of
from ..wanted import columns_of
from . import prison_terms as terms
from .base import Cut, Part, wrong_content
from .layouts import modules
from .tables import read_columns

KEY = "prisonerNumber"
TELLING = (KEY, "firstName", "lastName", "dateOfBirth")
"""Columns that no list should lack."""
LOOKED_AT = (KEY, "bookNumber", "legalStatus", *terms.READ)
"""Columns from which something is worked out."""
INSIDE = ("content", "prisoners", "offenders", "data")
"""Keys under which an answer may hold its list."""
_SENTENCES = ("sentences", "sentencesAndOffences", "sentenceTerms")
_SPELLINGS = (KEY, "offenderNo", "nomsNumber", "nomsId", "prisonNumber", "nomis")


class PrisonReleases:
    """Who is let out of prison and when, with the sentence worked out."""

    name = "prison-releases"
    title = "prison releases (JSON or CSV)"

    @property
    def mappings(self) -> Sequence[Mapped]:
        """That of a booking."""
        return modules(self.name)[0].mappings

    def sniff(self, data: bytes) -> float:
        """By the prison number and something about a sentence or a release."""
        if opens_as_json(data):
            head = data[:100_000].replace(b"\x00", b"")
            numbered = any(f'"{key}"'.encode() in head for key in _SPELLINGS)
            return 0.9 if numbered and (b"elease" in head or b"entence" in head) else 0.0
        if kind_of(data) != "csv":
            return 0.0
        try:
            names = [normal(title) for title in header_of(data)]
        except Unreadable:
            return 0.0
        numbered = any(normal(key) in names for key in _SPELLINGS)
        return 0.8 if numbered and any("release" in n or "sentence" in n for n in names) else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """One part: bookings with what was worked out about them."""
        if not self.sniff(data):
            raise wrong_content("json" if opens_as_json(data) else kind_of(data), self.title)
        mappings = cut(self.mappings)
        if not mappings:
            return
        wanted = columns_of(mappings)
        read = _from_json if opens_as_json(data) else _from_csv
        sheet = read(data, file, wanted, findings)
        yield Part("releases", mappings, sheet, tells_idle=True)


def _from_json(data: bytes, file: str, wanted: Columns, findings: Findings) -> Sheet:
    records = JsonRecords(data, file, findings, INSIDE)
    rows = Gathering(wanted.wanted)
    worked = terms.Worked(file, findings)
    other_births: list[int] = []
    for number, record in records:
        row = {name: text_of(value) for name, value in record.items()}
        _respell(row, wanted.synonyms)
        row |= {"pncNumber": row.get("pncNumberCanonicalLong") or row.get("pncNumber", "")}
        row |= _where(record)
        aliases = items_of(record.get("aliases"))
        row["aliases"] = "; ".join(filter(None, map(_full_name, aliases)))
        if any(text_of(a.get("dateOfBirth")) not in ("", row["dateOfBirth"]) for a in aliases):
            other_births.append(number)
        rows.add(number, row | worked.out(number, row, _sentences_of(record)))
    message = "another name comes with another birth date; only the main one is used to link"
    findings.add(file, "aliases", "alias-birth-date", "note", message, other_births)
    worked.tell()
    return rows.sheet(file, records.quarantined)


def _respell(row: dict[str, str], synonyms: Mapping[str, tuple[str, ...]]) -> None:
    """Put under our names what stands under others."""
    for ours, others in synonyms.items():
        if not row.get(ours):
            row[ours] = next(filter(None, map(row.get, others)), "")


def _full_name(alias: Json) -> str:
    family, given = text_of(alias.get("lastName")), text_of(alias.get("firstName"))
    return f"{family}, {given}" if family and given else family or given


def _where(record: Json) -> dict[str, str]:
    """The address of release: the primary one, else the last that is listed."""
    listed = items_of(record.get("addresses"))
    if not listed:
        return {}
    primary = [a for a in listed if text_of(a.get("primaryAddress")) == "true"]
    chosen = (primary or listed)[-1]
    return {
        "releasePostcode": text_of(chosen.get("postalCode")),
        "releaseAddress": text_of(chosen.get("fullAddress")),
    }


def _sentences_of(record: Json) -> list[dict[str, str]]:
    """Every term of every sentence, flat, wherever the interface puts them."""
    cases = [record, *items_of(record.get("courtCases"))]
    listed = [s for case in cases for key in _SENTENCES for s in items_of(case.get(key))]
    flat = []
    for sentence in listed:
        said = {name: text_of(value) for name, value in sentence.items()}
        inner = items_of(sentence.get("terms")) or [{}]
        flat += [said | {n: text_of(v) for n, v in term.items()} for term in inner]
    return flat


def _from_csv(data: bytes, file: str, wanted: Columns, findings: Findings) -> Sheet:
    columns = replace(
        wanted,
        wanted=tuple(name for name in wanted.wanted if name in TELLING),
        optional=(*wanted.wanted, *LOOKED_AT),
    )
    sheet = read_columns(data, "csv", file, columns, findings)
    assert sheet.table is not None
    there = [name for name in LOOKED_AT if name in sheet.table.column_names]
    texts = {name: texts_of(sheet.table[name]) for name in there}
    worked = terms.Worked(file, findings)
    made = worked.out_of_list(sheet.row.tolist(), texts)
    worked.tell()
    for name in terms.MADE:
        sheet.put(name, column_of([row[name] for row in made]))
    sheet.keep(wanted.wanted)
    return sheet
