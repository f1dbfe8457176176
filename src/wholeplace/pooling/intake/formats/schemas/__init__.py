"""JSON Schemas of formats that come as JSON, checked with their formats: uri, email, date, uuid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def validator(name: str, formats: bool = True) -> Any:
    """A validator of one of our schemas. Without ``formats`` a uri may be any text at all."""
    from jsonschema import Draft202012Validator

    text = files(__package__).joinpath(f"{name}.json").read_text("utf-8")
    checker = Draft202012Validator.FORMAT_CHECKER if formats else None
    return Draft202012Validator(json.loads(text), format_checker=checker)


def faults(name: str, record: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a record: the path of the field, the rule broken, and what to say."""
    for error in validator(name).iter_errors(record):
        path = ".".join(str(part) for part in error.absolute_path if isinstance(part, str))
        yield _fault(path, error)


def _fault(path: str, error: Any) -> tuple[str, str, str]:
    kind, wanted = error.validator, error.validator_value
    if kind == "required":
        field = next(name for name in wanted if name not in error.instance)
        return f"{path}.{field}".strip("."), "missing-field", "the field is missing"
    if kind == "format":
        return path, f"not-{wanted}", f"the value is not a {_FORMATS.get(wanted, wanted)}"
    if kind == "enum":
        listed = ", ".join(map(str, wanted))
        return path, "unknown-code", f"the value is not one of {listed}"
    return path, "wrong-type", f"the value is not a {wanted}"


_FORMATS = {
    "uri": "web address with its scheme (https://…)",
    "email": "e-mail address",
    "date": "date (2014-03-31)",
    "date-time": "date with a time and its zone (2014-03-31T10:30:00Z)",
    "uuid": "UUID",
}
