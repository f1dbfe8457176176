"""A return of several CSV files that are told apart by their columns, since their names vary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.header import Columns, normal
from ..files.sheet import Unreadable
from ..findings import Findings
from ..wanted import columns_of
from .base import Cut, Part, wrong_content
from .layouts import Module, modules
from .tables import read_columns


class CsvModules:
    """A return whose modules stand in ``layouts``: a file is the module whose columns it has."""

    def __init__(self, name: str, title: str):
        self.name, self.title = name, title

    @property
    def mappings(self) -> Sequence[Mapping]:
        """Those of every module."""
        return [mapping for module in modules(self.name) for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """The more telling columns a module has, the surer it is."""
        if kind_of(data) != "csv":
            return 0.0
        try:
            module = module_with(header_of(data), modules(self.name))
        except Unreadable:
            return 0.0
        return min(0.9, 0.3 + len(module.columns) / 10) if module else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The module a file is. Raises Unreadable when it is none."""
        kind = kind_of(data)
        if kind != "csv":
            raise wrong_content(kind, "a CSV module")
        module = module_with(header_of(data), modules(self.name))
        if module is None:
            known = ", ".join(m.name for m in modules(self.name))
            message = f"the columns are those of no module of {self.title}; known: {known}"
            raise Unreadable("unknown-module", message)
        mappings = cut(module.mappings)
        if mappings:
            columns = _without_optional(columns_of(mappings), module)
            sheet = read_columns(data, kind, file, columns, findings)
            yield Part(module.name, mappings, sheet)
        elif not module.mappings:
            message = f"the module '{module.name}' is known and not used; nothing was read from it"
            findings.add(file, None, "module-not-used", "note", message)


def _without_optional(columns: Columns, module: Module) -> Columns:
    """What to look for, with nothing said of columns that not every file has."""
    return replace(
        columns,
        wanted=tuple(n for n in columns.wanted if n not in module.optional),
        needed=tuple(n for n in columns.needed if n in module.columns or n not in module.optional),
        optional=tuple(n for n in columns.wanted if n in module.optional),
    )


def module_with(header: Sequence[str], known: Sequence[Module]) -> Module | None:
    """The module with the most telling columns that a header has all of."""
    names = {normal(title) for title in header}
    fitting = [m for m in known if all(_has(names, column, m) for column in m.columns)]
    return max(fitting, key=lambda m: len(m.columns), default=None)


def _has(names: set[str], column: str, module: Module) -> bool:
    others = (s for m in module.mappings for s in m.synonyms.get(column, ()))
    return any(normal(spelling) in names for spelling in (column, *others))
