"""Any CSV or XLSX file, read as the mapping that the place wrote for it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..findings import Findings
from .base import Cut, Part, wrong_content
from .tables import read_table


class Mapped:
    """The reader for every format that has none of its own."""

    name = "mapped"
    title = "a table with a mapping"

    def __init__(self, mapping: Mapping):
        self.mappings: Sequence[Mapping] = (mapping,)

    def sniff(self, data: bytes) -> float:
        """Any table might be it."""
        return 0.1 if kind_of(data) in ("csv", "xlsx") else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """One part, unless agreements open nothing of it."""
        kind = kind_of(data)
        if kind not in ("csv", "xlsx"):
            raise wrong_content(kind, "CSV or XLSX")
        mappings = cut(self.mappings)
        if mappings:
            yield Part("mapped", mappings, read_table(data, kind, file, mappings, findings))
