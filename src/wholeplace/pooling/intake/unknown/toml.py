"""Write lines of TOML, each with the evidence for it beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from textwrap import wrap

WIDTH = 98


def text(value: str) -> str:
    """A string in quotes, control characters spelled out."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(values: Iterable[str]) -> str:
    """A list of strings."""
    return f"[{', '.join(map(text, values))}]"


def line(key: str, value: str, why: str = "") -> str:
    """A key, what it is set to, and why."""
    return f"{key} = {value}  # {why}" if why else f"{key} = {value}"


def remark(words: str) -> list[str]:
    """A comment over as many lines as it takes."""
    return [f"# {part}" for part in wrap(words, WIDTH - 2, break_on_hyphens=False)]
