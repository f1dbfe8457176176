"""Children looked after (SSDA903): CSV modules told apart by their columns, or one XML file."""

from __future__ import annotations

from collections.abc import Iterator

from ..files.content import kind_of
from ..files.xml_tree import names_at_start
from ..findings import Findings
from .base import Cut, Part
from .csv_modules import CsvModules
from .xml_return import XmlReturn


class Ssda903(CsvModules):
    """The return of the Department for Education, years that end in 2017 to 2027."""

    def __init__(self) -> None:
        super().__init__("ssda903", "an SSDA903 return (children looked after; CSV or XML)")

    def sniff(self, data: bytes) -> float:
        """By the root of the XML, or by the columns of a module."""
        if kind_of(data) == "xml":
            return 0.95 if "EXPSSDA903" in names_at_start(data) else 0.0
        return super().sniff(data)

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The module a CSV file is, or each module of an XML file."""
        if kind_of(data) == "xml" and self.sniff(data):
            return XmlReturn("CHILD", "CHILDID", self.modules).read(data, file, cut, findings)
        return super().read(data, file, cut, findings)
