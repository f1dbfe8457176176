"""The Children in Need census, returns that end in 2021 to 2026: XML, one Child after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.xml_tree import first_text, names_at_start
from ..findings import Findings
from ..values.distinct import as_mask
from .base import Cut, Part, wrong_content
from .layouts import modules
from .xml_return import XmlReturn


class CinCensus:
    """The census of the Department for Education, one XML file a council and year."""

    name = "cin-census"
    title = "a Children in Need census (XML)"

    @property
    def mappings(self) -> Sequence[Mapping]:
        """Those of every part of the census."""
        return [mapping for module in modules(self.name) for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """By the elements it opens with."""
        if kind_of(data) != "xml":
            return 0.0
        names = names_at_start(data)
        return 0.9 if "Message" in names and names & {"Children", "Child"} else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Each part of the census that agreements open."""
        if not self.sniff(data):
            raise wrong_content(kind_of(data), self.title)
        parts = list(
            XmlReturn("Child", "LAchildID", modules(self.name)).read(data, file, cut, findings)
        )
        last = first_text(data, "ReferenceDate", before="Child")
        for part in parts:
            _tell_late(part, last, file, findings)
            yield part


def _tell_late(part: Part, last: str | None, file: str, findings: Findings) -> None:
    """Dates after the census' own reference date, which nothing in it should have."""
    if not last or part.sheet.table is None:
        return
    message = f"the date lies after {last}, the reference date of the census; it was kept"
    for column in _happened(part.mappings) & {*part.sheet.table.column_names}:
        days = part.sheet.table[column].cast(pa.string())
        late = as_mask(pc.greater(days, last))
        findings.add(file, column, "after-reference", "warning", message, part.sheet.row[late])


def _happened(mappings: Sequence[Mapping]) -> set[str]:
    """Columns with days on which something happened; a day by which it is due may lie ahead."""
    of_people = {day for m in mappings if m.person for day in (m.person.birth_date, m.person.died)}
    of_activities = {day for m in mappings for a in m.activities for day in (a.start, a.end)}
    return {day for day in of_people | of_activities if day}
