"""The proposal: a source definition in TOML that says beside each line what speaks for it."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wholeplace.place import Vocabulary

from ..files.header import normal
from ..files.sheet import Unreadable
from ..values import people_codes
from ..values.plain import flag
from . import words
from .contents import Column
from .fields import (
    ADDRESS,
    IDENTIFIERS,
    Fields,
    fields_of,
    is_of_days,
    percent,
    styles_of,
    years_of,
)
from .opening import Opened
from .toml import line, remark, text, texts

CHOOSE = "choose-one"
"""Stands where only a person can say what is meant; loading refuses it by name."""
_PERSON = (
    *("local_id", "given", "family", "aliases", "birth_date", "sex", "ethnicity", "died"),
    "household",
)


@dataclass(frozen=True)
class Proposal:
    """A file's shape, its fields with evidence, and the definition as text."""

    opened: Opened
    path: Path
    partner: str
    fields: Fields
    vocabulary: Vocabulary
    known: str = ""

    @property
    def id(self) -> str:
        """An id for the source, from the file's name."""
        return re.sub(r"[^a-z0-9]+", "-", self.path.stem.casefold()).strip("-") or "source"

    @property
    def kinds(self) -> list[str]:
        """The kind the file's name and columns speak of most; every kind when that is not one."""
        said = [normal(self.path.stem), *map(normal, self.opened.table.column_names)]
        hits = {
            kind: sum(word in title for word in known for title in said)
            for kind, known in words.SPEAKS_OF.items()
        }
        most = max(hits.values())
        best = [kind for kind, count in hits.items() if count == most > 0]
        return best if len(best) == 1 else list(self.vocabulary.kinds)

    def to_json(self) -> dict[str, Any]:
        """As ``map --json`` prints it."""
        shape, chosen = self.opened, self.fields
        return {
            **{"id": self.id, "file": shape.file, "partner": self.partner},
            **{"rows": shape.rows, "set_aside": shape.set_aside, "header_row": shape.header_row},
            **{"delimiter": shape.delimiter, "sheet": shape.sheet},
            "columns": [
                {"column": chosen.columns[name].title, "field": name, "evidence": evidence}
                for name, evidence in chosen.evidence.items()
            ],
            "unused": [{"column": c.title, "evidence": _about(c)} for c in chosen.unused],
            "kinds": self.kinds if "start" in chosen.columns else [],
            "toml": "\n".join(self._lines()) + "\n",
        }

    def _lines(self) -> Iterator[str]:
        yield from self._head()
        yield from ("", "[source]", *self._source())
        yield from ("", "[[coverage]]  # what the file would hold, had it happened")
        yield from self._coverage()
        yield from ("", "[mapping]", *self._shape())
        yield from ("", "[mapping.person]", *self._person())
        yield from self._tables()
        yield from self._activity()
        yield from self._unused()

    def _head(self) -> Iterator[str]:
        shape, sampled = self.opened, self.opened.table.num_rows
        told = f"all {shape.rows:,} rows" if sampled == shape.rows else f"{sampled:,} rows of it"
        yield from remark(
            f"Proposed by 'wholeplace map' from {text(shape.file)}, judged by {told}. Check every"
            f" line, choose where it says '{CHOOSE}', and save as sources/{self.id}.toml."
        )
        if self.known:
            yield from remark(f"The file seems to be {self.known}.")
        if shape.set_aside:
            yield from remark(f"{shape.set_aside:,} rows cannot be read: 'check' will say which.")

    def _source(self) -> Iterator[str]:
        partner = "one of partners/*.toml" if self.partner == CHOOSE else ""
        yield line("id", text(self.id))
        yield line("title", text(self.path.stem))
        yield line("partner", text(self.partner), partner)
        yield line("format", text("mapped"))
        yield line("layout", text("As delivered"), "say which release or year of the layout")
        yield line("files", texts([self._delivered_as()]), "where it lies under extracts/")

    def _delivered_as(self) -> str:
        *_, extracts, under = [None, *self.path.resolve().as_posix().partition("/extracts/")[1:]]
        return glob.escape(under if extracts else f"{self.partner}/{self.path.name}")

    def _coverage(self) -> Iterator[str]:
        start = self.fields.columns.get("start")
        years = years_of(start) if start else None
        yield line("kinds", texts([self._kind] if start else []), "as in [[mapping.activity]]")
        if years is None:
            yield from remark("from = 2013-04-01 (no column says it: choose)")
            yield from remark("to = 2014-04-01 (the first day not covered)")
            return
        yield line("from", str(years[0]), "financial years of the middle 98% of start dates")
        yield line("to", str(years[1]), "first day not covered")

    def _shape(self) -> Iterator[str]:
        shape = self.opened
        if shape.sheet:
            yield line("sheet", text(shape.sheet), "the first with names of columns")
        above = "" if shape.header_row == 1 else f"{shape.header_row - 1} rows stand above it"
        yield line("header_row", str(shape.header_row), above)
        if shape.delimiter != ",":
            yield line("delimiter", text(shape.delimiter), "gives the most even rows")
        dated = [c for f, c in self.fields.columns.items() if f in _DATED]
        styles = styles_of(dated)
        if styles:
            why = "; ".join(f"{style}: {', '.join(map(text, t))}" for style, t in styles.items())
            yield line("dates", texts(styles), why)
        for title in shape.doubled:
            yield from remark(f"{text(title)} stands more than once, so it was left out.")

    def _person(self) -> Iterator[str]:
        yield from filter(None, map(self._said, _PERSON))
        held = self.fields.columns.get("restricted")
        if held:
            yes = sorted({value for value in held.values if flag(value)}) or ["Y"]
            why = f"protected people: {self.fields.evidence['restricted']}"
            yield line("restricted", f"{{ column = {text(held.title)}, in = {texts(yes)} }}", why)

    def _said(self, name: str) -> str | None:
        column = self.fields.columns.get(name)
        return line(name, text(column.title), self.fields.evidence[name]) if column else None

    def _tables(self) -> Iterator[str]:
        for title, names in (("identifiers", IDENTIFIERS), ("address", ADDRESS)):
            said = [*filter(None, map(self._said, names))]
            if said:
                yield from ("", f"[mapping.person.{title}]", *said)
        for name, made in self.opened.joined.items():
            yield from ("", f"[mapping.joined.{text(name)}]", line("columns", texts(made.columns)))
        yield from self._sexes()

    def _sexes(self) -> Iterator[str]:
        """The standard codes that occur. Others are counted, not shown: they may be anything."""
        column = self.fields.columns.get("sex")
        if column is None:
            return
        yield from ("", "[mapping.codes.sex]")
        for value in sorted(set(column.values)):
            if meant := people_codes.sex(value):
                share = percent(column.values.count(value) / len(column.values))
                yield line(text(value), text(meant), share)
        others = {value for value in column.values if people_codes.sex(value) is None}
        if others:
            yield from remark(f"{len(others):,} other codes occur; add what they mean.")

    @property
    def _kind(self) -> str:
        return self.kinds[0] if len(self.kinds) == 1 else CHOOSE

    def _activity(self) -> Iterator[str]:
        if "start" not in self.fields.columns:
            return
        yield ""
        if self._kind == CHOOSE:
            yield from remark(f"kind is one of: {', '.join(self.kinds)} (docs/vocabulary.md)")
        why = "" if self._kind == CHOOSE else "the file's name and columns speak of it"
        yield from ("[[mapping.activity]]", line("kind", text(self._kind), why))
        yield from filter(None, map(self._said, ("start", "end")))
        if self._kind != CHOOSE:
            able = ", ".join(self.vocabulary.kinds[self._kind].attributes) or "none"
            yield from remark(f"attributes it may have: {able} (docs/vocabulary.md)")

    def _unused(self) -> Iterator[str]:
        if self.fields.unused:
            yield from ("", "# Columns not used yet:")
            yield from (f"#   {text(c.title)}: {_about(c)}" for c in self.fields.unused)


_DATED = ("birth_date", "died", "start", "end")


def proposed(
    opened: Opened, path: Path, partner: str, vocabulary: Vocabulary, known: str = ""
) -> Proposal:
    """Judge every column. Raises Unreadable when no column can say who a row is about.

    ``known`` says which format the file has that needs no mapping.
    """
    fields = fields_of(Column.all_of(opened.table))
    if "local_id" not in fields.columns:
        message = (
            "no column holds ids of people: none is named like an id and filled on nine rows in"
            " ten. Ask the partner for its own id of each person; a file of payments or counts"
            " needs [mapping.spend] or [mapping.aggregate], as 'wholeplace schema source' shows"
        )
        raise Unreadable("no-person", message)
    return Proposal(opened, path, partner, fields, vocabulary, known)


def _about(column: Column) -> str:
    """What can be said of a column without telling a value of it."""
    if not column.values:
        return "empty"
    if is_of_days(column):
        like = "dates"
    elif column.share("number") >= 0.95:
        like = "numbers"
    elif column.different <= 30 < len(column.values):
        like = "codes"
    else:
        like = "names" if column.share("name") >= 0.9 else "text"
    named = words.named(column.title)
    doubt = f"; named like {named}: look again" if named else ""
    return f"{like}, {column.different:,} different; {percent(column.filled)} filled{doubt}"
