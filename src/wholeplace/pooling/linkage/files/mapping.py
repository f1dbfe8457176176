"""Which column of a file is what, as a TOML file that a person can read and change."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

HEAD = """# Which column of each file is what; a field left out is not compared.
# id, given, family, full_name, birth_date, birth_style, sex, postcode, line, uprn, and
# identifiers.SCHEME for any number people have: the same SCHEME in two files is compared.
"""


class MappingError(Exception):
    """A mapping that cannot be used, said in one line."""


@dataclass(frozen=True)
class FileColumns:
    """The columns of one file. Without ``id`` the row's number is the record's id."""

    id: str | None = None
    given: str | None = None
    family: str | None = None
    full_name: str | None = None
    birth_date: str | None = None
    birth_style: str = "%Y-%m-%d"
    sex: str | None = None
    postcode: str | None = None
    line: tuple[str, ...] = ()
    uprn: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict)

    def used(self) -> list[str]:
        """Every column named."""
        one = (self.id, self.given, self.family, self.full_name, self.birth_date, self.sex)
        rest = (self.postcode, self.uprn, *self.line, *self.identifiers.values())
        return [name for name in (*one, *rest) if name is not None]

    @property
    def compares(self) -> bool:
        """Whether any column can tell one person from another."""
        return bool(set(self.used()) - {self.id})

    @classmethod
    def parse(cls, data: Any, where: str) -> FileColumns:
        """Columns from TOML; unknown fields and values that are no column names are refused."""
        if not isinstance(data, dict):
            raise MappingError(f"{where}: is not a table of fields; write [{where}] above them")
        known = {one.name for one in fields(cls)}
        for name, value in data.items():
            if name not in known:
                raise MappingError(f"{where}.{name}: is no field; use {', '.join(sorted(known))}")
            if not _fits(name, value):
                raise MappingError(f"{where}.{name}: {value!r} is not {_WANTED.get(name, _NAME)}")
        line = data.get("line", ())
        return cls(**{**data, "line": (line,) if isinstance(line, str) else tuple(line)})


@dataclass(frozen=True)
class Mapping:
    """The columns of every file, by source."""

    sources: dict[str, FileColumns]

    def to_toml(self) -> str:
        """The mapping as text that ``parse`` reads back."""
        parts = [HEAD]
        for source, columns in self.sources.items():
            parts.append(f"\n[sources.{json.dumps(source, ensure_ascii=False)}]\n")
            parts += [f"{name} = {value}\n" for name, value in _entries(asdict(columns))]
        return "".join(parts)

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
_WANTED = {
    "line": "the names of one or more columns",
    "identifiers": "a table of scheme = column",
    "birth_style": "a date style such as '%d/%m/%Y'",
}


def _fits(name: str, value: Any) -> bool:
    if name == "identifiers":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if name == "line" and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _entries(columns: dict[str, Any]) -> Iterable[tuple[str, str]]:
    schemes = columns.pop("identifiers")
    for name, value in columns.items():
        if value:
            yield name, json.dumps(value, ensure_ascii=False)
    for scheme, column in schemes.items():
        key = json.dumps(scheme, ensure_ascii=False)
        yield f"identifiers.{key}", json.dumps(column, ensure_ascii=False)
