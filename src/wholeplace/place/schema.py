"""JSON Schema of every definition file, so that an editor can complete and check them."""

from typing import Any

from .base import Definition
from .loading import FOLDERS, PlaceFile
from .place import Synthetic

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_names() -> list[str]:
    """The kinds of file there are: ``place``, ``partner``, ``source`` …"""
    return [*_plain(), *_named()]


def json_schema(name: str | None = None) -> dict[str, Any]:
    """The schema of one kind of file, or of any file of a place."""
    if name is not None:
        return {"$schema": DIALECT, **_one(name)}
    defs: dict[str, Any] = {}
    for each in schema_names():
        one = _one(each)
        defs |= one.pop("$defs", {})
        defs[f"file.{each}"] = one
    return {
        "$schema": DIALECT,
        "title": "A definition file of a place",
        "anyOf": [{"$ref": f"#/$defs/file.{each}"} for each in schema_names()],
        "$defs": defs,
    }


def _plain() -> dict[str, type[Definition]]:
    return {"place": PlaceFile, "synthetic": Synthetic}


def _named() -> dict[str, tuple[str, type[Definition]]]:
    """Kind of definition to its folder and model."""
    return {
        kind: (folder, model) for folder, kinds in FOLDERS.items() for kind, model in kinds.items()
    }


def _one(name: str) -> dict[str, Any]:
    if name in _plain():
        model = _plain()[name]
        return {**_of(model), "title": f"{name}.toml"}
    folder, model = _named()[name]
    return {**_spread(_of(model), name), "title": f"{folder}/*.toml with a [{name}] table"}


def _of(model: type[Definition]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True, mode="validation")


def _spread(schema: dict[str, Any], kind: str) -> dict[str, Any]:
    """A file holds ``[kind]``, and any of the definition's tables may stand beside it."""
    properties = schema["properties"]
    head = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "description": schema.get("description", ""),
        "type": "object",
        "properties": {**properties, kind: head},
        "additionalProperties": False,
        "required": [kind],
        "allOf": [_either(key, kind) for key in schema.get("required", [])],
        "$defs": schema.get("$defs", {}),
    }


def _either(key: str, kind: str) -> dict[str, Any]:
    inside = {"required": [kind], "properties": {kind: {"required": [key]}}}
    return {"anyOf": [{"required": [key]}, inside]}
