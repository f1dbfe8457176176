"""The Children in Need census: XML, read into sheets of children, details and plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wholeplace.place import Mapping

from ..files.cin_file import is_cin, read_cin
from ..files.content import kind_of
from ..files.header import respelled
from ..findings import Findings
from .base import Cut, Part, wrong_content
from .layouts import modules


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
        return 0.9 if kind_of(data) == "xml" and is_cin(data) else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Each part of the census that agreements open."""
        if not self.sniff(data):
            raise wrong_content(kind_of(data), self.title)
        sheets = read_cin(data, file)
        for module in modules(self.name):
            mappings = cut(module.mappings)
            if mappings:
                sheet = sheets[module.name]
                sheet.table = respelled(sheet.table, mappings[0].synonyms)
                yield Part(module.name, mappings, sheet)
