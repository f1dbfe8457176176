"""Code lists of national returns, each code with the years in which it may be used.

A list is a table in a TOML file here, named by file and table: ``ssda903.placement``. A code is a
meaning, or a meaning with the first return year it was allowed (``from``) and the first it was no
longer (``to``). A return year is the year the collection ends: 2014 for 2013/14.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Code:
    """What a code means, and in which return years: from the first up to, not including, ``to``."""

    means: str
    start: int = 0
    to: int = 9999

    def allowed(self, year: int | None) -> bool:
        """Whether it may stand in a return of that year; any year will do when it is not known."""
        return year is None or self.start <= year < self.to


@dataclass(frozen=True)
class CodeList:
    """A list of codes, with where it was published."""

    title: str
    source: str
    codes: dict[str, Code]

    def known(self, year: int | None) -> frozenset[str]:
        """Codes of one return year, in capitals."""
        return frozenset(c.upper() for c, code in self.codes.items() if code.allowed(year))


@cache
def code_list(name: str) -> CodeList:
    """A list by name, such as ``ssda903.placement``. Raises KeyError when there is none."""
    family, _, table = name.partition(".")
    found = files(__package__).joinpath(f"{family}.toml")
    if not found.is_file():
        raise KeyError(name)
    said = tomllib.loads(found.read_text("utf-8"))[table]
    codes = {code: _code(meaning) for code, meaning in said["codes"].items()}
    return CodeList(said["title"], said["source"], codes)


def _code(said: str | dict[str, Any]) -> Code:
    if isinstance(said, str):
        return Code(said)
    return Code(said["means"], said.get("from", 0), said.get("to", 9999))
