"""Which column of a file is what, as a TOML file that a person can read and change."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

HEAD = """# Which column of each file is what; a field left out is not compared.
# id, given, family, full_name, other_family, aliases, birth_date, birth_style, sex, postcode,
# line, uprn, and identifiers.SCHEME for any number people have: the same SCHEME in two files is
# compared. Earlier addresses: a table [[sources.NAME.other_addresses]] with postcode, line, uprn.
"""


class MappingError(Exception):
    """A mapping that cannot be used, said in one line."""


@dataclass(frozen=True)
class AddressColumns:
    """The columns of one address; a line may stand in several."""

    postcode: str | None = None
    line: tuple[str, ...] = ()
    uprn: str | None = None

    def used(self) -> list[str]:
        """Every column named."""
        return [name for name in (self.postcode, self.uprn, *self.line) if name is not None]

    @classmethod
    def parse(cls, data: Any, where: str) -> AddressColumns:
        """Columns from TOML; unknown fields and values that are no column names are refused."""
        return cls(**_checked(cls, data, where))


@dataclass(frozen=True)
class FileColumns(AddressColumns):
    """The columns of one file. Without ``id`` the row's number is the record's id."""

    id: str | None = None
    given: str | None = None
    family: str | None = None
    full_name: str | None = None
    other_family: tuple[str, ...] = ()  # family names they once had
    aliases: tuple[str, ...] = ()  # other whole names, or other given names
    birth_date: str | None = None
    birth_style: tuple[str, ...] = ("%Y-%m-%d",)
    sex: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    other_addresses: tuple[AddressColumns, ...] = ()

    def used(self) -> list[str]:
        """Every column named."""
        one = (self.id, self.given, self.family, self.full_name, self.birth_date, self.sex)
        many = [*self.other_family, *self.aliases, *self.identifiers.values()]
        elsewhere = [name for address in self.other_addresses for name in address.used()]
        return [name for name in one if name is not None] + many + super().used() + elsewhere

    @property
    def compares(self) -> bool:
        """Whether any column can tell one person from another."""
        return bool(set(self.used()) - {self.id})

    @classmethod
    def parse(cls, data: Any, where: str) -> FileColumns:
        """Columns from TOML; unknown fields and values that are no column names are refused."""
        known = _checked(cls, data, where)
        places = known.get("other_addresses", ())
        known["other_addresses"] = tuple(
            AddressColumns.parse(place, f"{where}.other_addresses[{number}]")
            for number, place in enumerate(places)
        )
        return cls(**known)


@dataclass(frozen=True)
class Mapping:
    """The columns of every file, by source."""

    sources: dict[str, FileColumns]

    def to_toml(self) -> str:
        """The mapping as text that ``parse`` reads back."""
        tables = [line for name, one in self.sources.items() for line in _lines(name, one)]
        return "".join([HEAD, *tables])

    @classmethod
    def parse(cls, text: str, where: str = "mapping") -> Mapping:
        """Read a mapping; ``where`` names its file in errors."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise MappingError(f"{where}: is not TOML ({error})") from error
        sources = data.get("sources")
        if not isinstance(sources, dict) or set(data) != {"sources"}:
            raise MappingError(
                f"{where}: write a table [sources.NAME] for each file, and only that"
            )
        return cls(
            {
                name: FileColumns.parse(one, f"{where}: sources.{name}")
                for name, one in sources.items()
            }
        )

    def of(self, source: str, there: Iterable[str]) -> FileColumns:
        """The columns of one source, all of which the file has."""
        if source not in self.sources:
            raise MappingError(f"the mapping has no [sources.{source}]; add it, or leave --mapping")
        columns, names = self.sources[source], list(there)
        for name in columns.used():
            if name not in names:
                listed = ", ".join(names)
                raise MappingError(f"{source}: has no column '{name}'; its columns are {listed}")
        return columns


_NAME = "the name of a column"
_NAMES = "the names of one or more columns"
_MANY = {
    "line": _NAMES,
    "other_family": _NAMES,
    "aliases": _NAMES,
    "birth_style": "one or more date styles such as '%d/%m/%Y'",
}
_TABLES = {
    "identifiers": "a table of scheme = column",
    "other_addresses": "tables [[…]] of postcode, line and uprn",
}


def _checked(kind: type, data: Any, where: str) -> dict[str, Any]:
    """The fields of a table, those that may be several as tuples."""
    if not isinstance(data, dict):
        raise MappingError(f"{where}: is not a table of fields; write [{where}] above them")
    known = {one.name for one in fields(kind)}
    for name, value in data.items():
        if name not in known:
            raise MappingError(f"{where}.{name}: is no field; use {', '.join(sorted(known))}")
        if not _fits(name, value):
            wanted = _MANY.get(name) or _TABLES.get(name) or _NAME
            raise MappingError(f"{where}.{name}: {value!r} is not {wanted}")
    return {name: _several(value) if name in _MANY else value for name, value in data.items()}


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _fits(name: str, value: Any) -> bool:
    if name == "identifiers":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if name == "other_addresses":
        return isinstance(value, list)
    if name in _MANY and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _lines(source: str, columns: FileColumns) -> Iterable[str]:
    """A source's tables as TOML."""
    head = f"sources.{json.dumps(source, ensure_ascii=False)}"
    yield f"\n[{head}]\n"
    said = asdict(columns)
    schemes, places = said.pop("identifiers"), said.pop("other_addresses")
    if columns.birth_date is None:
        del said["birth_style"]
    yield from _entries(said)
    for scheme, column in schemes.items():
        key = json.dumps(scheme, ensure_ascii=False)
        yield f"identifiers.{key} = {json.dumps(column, ensure_ascii=False)}\n"
    for place in places:
        yield f"\n[[{head}.other_addresses]]\n"
        yield from _entries(place)


def _entries(said: dict[str, Any]) -> Iterable[str]:
    for name, value in said.items():
        if value:
            one = value[0] if len(value) == 1 and isinstance(value, tuple) else value
            yield f"{name} = {json.dumps(one, ensure_ascii=False)}\n"
