"""The published schema says of every definition file what the loader says."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeplace.place.scaffold import scaffold
from wholeplace.place.schema import json_schema, schema_names

TRIBOROUGH = Path(__file__).parents[3] / "examples" / "triborough"
FILES = sorted(TRIBOROUGH.rglob("*.toml"))


def content(path: Path) -> Any:
    return plain(tomllib.loads(path.read_text("utf-8")))


def plain(value: Any) -> Any:
    """TOML as JSON has it: dates as text."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def problems(said: Any, name: str | None) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(name)).iter_errors(said)]


def kind_of(said: dict[str, Any]) -> str:
    return next(name for name in schema_names() if name in said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TRIBOROUGH)))
def test_every_definition_of_the_example_fits(path: Path) -> None:
    said = content(path)

    assert problems(said, kind_of(said)) == []
    assert problems(said, None) == []


def test_every_definition_of_a_new_place_fits(tmp_path: Path) -> None:
    scaffold(tmp_path / "town")

    for path in (tmp_path / "town").rglob("*.toml"):
        said = content(path)
        assert problems(said, kind_of(said)) == [], path.name


@pytest.mark.parametrize("name", [None, *schema_names()])
def test_each_schema_is_one(name: str | None) -> None:
    Draft202012Validator.check_schema(json.loads(json.dumps(json_schema(name))))


def test_an_unknown_key_does_not_fit() -> None:
    said = content(TRIBOROUGH / "partners" / "dwp.toml")
    said["partner"]["colour"] = "blue"

    assert problems(said, "partner") != []


def test_a_missing_key_does_not_fit() -> None:
    said = content(TRIBOROUGH / "partners" / "dwp.toml")
    del said["partner"]["funds"]

    assert problems(said, "partner") != []
