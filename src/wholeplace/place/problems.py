"""Errors in a place's files, each with the file, the key and what is allowed there."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: ``file`` is relative to the place folder."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.key}: {self.message}"
            if self.key
            else f"{self.file}: {self.message}"
        )


class PlaceError(Exception):
    """A place that cannot be used as it stands. Holds every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


def located(file: str, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Turn pydantic's errors into problems a person can act on."""
    return [Problem(file, _dotted(e["loc"]), _plain(e, model)) for e in error.errors()]


def _dotted(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


def _plain(error: Any, model: type[BaseModel]) -> str:
    kind, ctx = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(error["loc"], model)
    if kind == "missing":
        return "is missing, and must be given"
    if kind == "literal_error":
        return f"{error['input']!r} is not allowed; use one of {ctx['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{error['input']!r} does not fit {ctx['pattern']}"
    if kind == "value_error":
        return str(ctx["error"])
    return f"{error['msg'][0].lower()}{error['msg'][1:]}, not {error['input']!r}"


def _unknown(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    allowed = allowed_keys(model, loc[:-1])
    close = get_close_matches(str(loc[-1]), allowed, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    return f"is not a key here{hint} Allowed: {', '.join(allowed)}"


def allowed_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Keys that may stand in the table at ``loc`` of a file that ``model`` describes."""
    for part in loc:
        field = _field(model, part)
        if field is None:
            continue
        model = field
    return sorted(f.alias or name for name, f in model.model_fields.items())


def _field(model: type[BaseModel], part: int | str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if part in (name, field.alias):
            return _model_in(field.annotation)
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_in(a))), None)
