"""The words of CORE: its questions, and its labels as codes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from ..codes import code_list
from ..files.header import normal

LABELLED = {
    "needstype": "needs",
    "homeless": "homeless",
    "hb": "benefit",
    "benefits": "income",
    "reason": "reason",
    "prevten": "before",
}
"""Columns whose labels are read as codes, and the list of each."""
PERSONAL = {
    f"{what}{slot}": listed
    for slot in range(1, 9)
    for what, listed in (("relat", "relation"), ("ecstat", "work"))
}
"""The same of each person of a household."""


@lru_cache(65_536)
def as_code(text: str, listed: str) -> str:
    """A label as its code; a code, and what is neither, as given."""
    return _labels(listed).get(normal(text), text) if text else text


@cache
def questions() -> dict[str, dict[str, dict[str, str]]]:
    """Patterns of the form's questions, and labels that are spelled in more than one way."""
    text = files(f"{__package__}.layouts").joinpath("core-questions.toml").read_text("utf-8")
    told: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return told


@cache
def _labels(listed: str) -> Mapping[str, str]:
    """Each label of a list without case and punctuation, and its code."""
    known = {normal(code.means): value for value, code in code_list(f"core.{listed}").codes.items()}
    more = questions()["labels"].get(listed, {})
    return known | {normal(label): str(code) for label, code in more.items()}
