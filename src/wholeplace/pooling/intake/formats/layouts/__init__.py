"""Statutory returns whose layout is known: their mappings, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wholeplace.place import Mapping


@dataclass(frozen=True)
class Module:
    """One part of a return: the columns that tell it from the others, and what it gives.

    A module without mappings is known and not used.
    """

    name: str
    columns: tuple[str, ...]
    mappings: tuple[Mapping, ...]


@cache
def modules(name: str) -> tuple[Module, ...]:
    """The modules of a return: 'ssda903' or 'cin-census'."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return tuple(
        Module(
            m["name"], tuple(m["columns"]), tuple(map(Mapping.model_validate, m.get("mapping", [])))
        )
        for m in tomllib.loads(text)["module"]
    )
