"""Statutory returns whose layout is known: their mappings, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wholeplace.place import Mapping


@dataclass(frozen=True)
class Module:
    """One part of a return: the columns that tell it from the others, and what it gives.

    A module without mappings is known and not used. ``optional`` are columns that not every year or
    cut has: nothing is said when they are not there.
    """

    name: str
    columns: tuple[str, ...]
    mappings: tuple[Mapping, ...]
    optional: tuple[str, ...] = ()


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
    return Module(
        said["name"],
        tuple(said["columns"]),
        tuple(map(Mapping.model_validate, said.get("mapping", []))),
        tuple(said.get("optional", ())),
    )


def _renamed(said: Any, names: Map[str, str]) -> Any:
    if isinstance(said, dict):
        return {key: _renamed(value, names) for key, value in said.items()}
    if isinstance(said, list):
        return [_renamed(value, names) for value in said]
    return names.get(said, said) if isinstance(said, str) else said
