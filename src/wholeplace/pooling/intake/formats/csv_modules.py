"""A return of several CSV files that are told apart by their columns, since their names vary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.csv_file import header_of
from ..files.header import Columns, normal
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..wanted import columns_of
from .asking import asked_of, looked_up_of
from .base import Cut, Part, wrong_content
from .layouts import Module, modules
from .tables import read_columns


class CsvModules:
    """A return whose modules stand in ``layouts``: a file is the module whose columns it has."""

    def __init__(self, name: str, title: str):
        self.name, self.title = name, title

    @property
    def modules(self) -> Sequence[Module]:
        """Its parts, as ``layouts`` has them."""
        return modules(self.name)

    @property
    def mappings(self) -> Sequence[Mapping]:
        """Those of every module."""
        return [mapping for module in self.modules for mapping in module.mappings]

    def sniff(self, data: bytes) -> float:
        """The more telling columns a module has, the surer it is."""
        if kind_of(data) != "csv":
            return 0.0
        try:
            module = module_with(header_of(data), self.modules)
        except Unreadable:
            return 0.0
        return min(0.9, 0.3 + len(module.columns) / 10) if module else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The module a file is. Raises Unreadable when it is none."""
        kind = kind_of(data)
        if kind != "csv":
            raise wrong_content(kind, "a CSV module")
        module = module_with(header_of(data), self.modules)
        if module is None:
            known = ", ".join(m.name for m in self.modules)
            message = f"the columns are those of no module of {self.title}; known: {known}"
            raise Unreadable("unknown-module", message)
        mappings = cut(module.mappings)
        asked = asked_of(module, self.modules, cut)
        if mappings or asked:
            columns = self.columns(module, mappings, asked)
            sheet = read_columns(data, kind, file, columns, findings)
            yield self.part(module, mappings, sheet, findings)
        elif not module.mappings:
            message = f"the module '{module.name}' is known and not used; nothing was read from it"
            findings.add(file, None, "module-not-used", "note", message)

    def columns(
        self, module: Module, mappings: tuple[Mapping, ...], asked: tuple[str, ...]
    ) -> Columns:
        """What to look for in a file of a module."""
        return columns_of_module(module, mappings, asked)

    def part(
        self, module: Module, mappings: tuple[Mapping, ...], sheet: Sheet, findings: Findings
    ) -> Part:
        """What was read of a module."""
        return Part(module.name, mappings, sheet, looked_up_of(module, mappings))


def module_with(header: Sequence[str], known: Sequence[Module]) -> Module | None:
    """The module with the most telling columns that a header has all of."""
    names = {normal(title) for title in header}
    fitting = [m for m in known if all(_has(names, column, m) for column in m.columns)]
    return max(fitting, key=lambda m: len(m.columns), default=None)


def columns_of_module(module: Module, mappings: Sequence[Mapping], asked: Sequence[str]) -> Columns:
    """What to look for in a file of a module: a column that may be looked up may be missing."""
    columns = columns_of(mappings) if mappings else Columns(())
    made = looked_up_of(module, mappings)
    by = [one.by for one in made.values()]
    wanted = [name for name in (*columns.wanted, *by, *asked) if name not in made]
    found = replace(
        columns,
        wanted=tuple(dict.fromkeys(wanted)),
        needed=tuple(name for name in columns.needed if name not in made),
        optional=tuple(made),
    )
    return _without_optional(found, module)


def _without_optional(columns: Columns, module: Module) -> Columns:
    """What to look for, with nothing said of columns that not every file has."""
    return replace(
        columns,
        wanted=tuple(n for n in columns.wanted if n not in module.optional),
        needed=tuple(n for n in columns.needed if n in module.columns or n not in module.optional),
        optional=(*columns.optional, *(n for n in columns.wanted if n in module.optional)),
    )


def _has(names: set[str], column: str, module: Module) -> bool:
    others = (s for m in module.mappings for s in m.synonyms.get(column, ()))
    return any(normal(spelling) in names for spelling in (column, *others))
