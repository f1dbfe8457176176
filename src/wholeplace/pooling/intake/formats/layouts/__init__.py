"""Statutory returns whose layout is known: their mappings, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from wholeplace.place import Mapping


@dataclass(frozen=True)
class LookedUp:
    """A column taken from another module, from its row whose ``key`` holds our ``by``.

    A column of our own by that name goes first; only its blanks are looked up. With ``every`` the
    values of all such rows are taken, with spaces between them. With ``must`` a key that names no
    row is told.
    """

    by: str
    module: str
    key: str
    take: str
    every: bool = False
    must: bool = False


@dataclass(frozen=True)
class Module:
    """One part of a return: the columns that tell it from the others, and what it gives.

    A module without mappings is known and not used. ``optional`` are columns that not every year or
    cut has: nothing is said when they are not there. ``element`` is its name in XML; ``others`` are
    columns that are known and not read, so that nobody is told of them.
    """

    name: str
    columns: tuple[str, ...]
    mappings: tuple[Mapping, ...]
    optional: tuple[str, ...] = ()
    element: str | None = None
    others: tuple[str, ...] = ()
    looked_up: dict[str, LookedUp] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """Kinds of activity it gives."""
        return {one.kind for mapping in self.mappings for one in mapping.activities}


@cache
def modules(name: str) -> tuple[Module, ...]:
    """The modules of a return: 'ssda903' or 'cin-census'."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    said = {module["name"]: module for module in tomllib.loads(text)["module"]}
    return tuple(_module(module, said) for module in said.values())


def _module(said: dict[str, Any], others: Map[str, dict[str, Any]]) -> Module:
    """One module. It may be ``like`` another, with some columns in the place of others."""
    if "like" in said:
        said = {**_renamed(others[said["like"]], said["with"]), **said}
    looked_up = {name: LookedUp(**one) for name, one in said.get("looked_up", {}).items()}
    return Module(
        said["name"],
        tuple(said["columns"]),
        tuple(map(Mapping.model_validate, said.get("mapping", []))),
        tuple(said.get("optional", ())),
        said.get("element"),
        tuple(said.get("others", ())),
        looked_up,
    )


def _renamed(said: Any, names: Map[str, str]) -> Any:
    if isinstance(said, dict):
        return {key: _renamed(value, names) for key, value in said.items()}
    if isinstance(said, list):
        return [_renamed(value, names) for value in said]
    return names.get(said, said) if isinstance(said, str) else said
