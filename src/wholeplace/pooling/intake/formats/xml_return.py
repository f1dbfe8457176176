"""What returns in XML share: records that hold others, each sort of row a module of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wholeplace.place import Mapping

from ..files.xml_records import Shape, read_records
from ..findings import Findings
from ..wanted import columns_of
from .asking import asked_of, looked_up_of
from .base import Cut, Part
from .layouts import Module


@dataclass(frozen=True)
class XmlReturn:
    """The element of one record, the leaf that names whom it is about, and the layout's modules."""

    record: str
    key: str
    modules: Sequence[Module]

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """Each module that agreements open. Raises Unreadable to refuse the file whole."""
        parts = {m.element: m.name for m in self.modules if m.element}
        found = read_records(data, Shape(self.record, self.key, parts))
        found.tell(file, self._known(), findings)
        for module in self.modules:
            mappings = cut(module.mappings)
            asked = asked_of(module, self.modules, cut)
            if module.element and (mappings or asked):
                wanted = {name: (name,) for name in asked} | _wanted(mappings)
                sheet = found.sheet(module.name, file, wanted)
                yield Part(module.name, mappings, sheet, looked_up_of(module, mappings))

    def _known(self) -> set[str]:
        """Elements that are read, or known and left."""
        known = {self.key}
        for module in self.modules:
            known |= {*module.columns, *module.others}
            for spellings in _wanted(module.mappings).values():
                known.update(spellings)
        return known


def _wanted(mappings: Sequence[Mapping]) -> dict[str, tuple[str, ...]]:
    if not mappings:
        return {}
    columns = columns_of(mappings)
    return {name: (name, *columns.synonyms.get(name, ())) for name in columns.wanted}
