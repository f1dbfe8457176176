"""Models as files, for the verbs that read or write them."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wholeplace.pooling.linkage.in_splink import InSplink


class Form(StrEnum):
    """Whose form a model is written in."""

    WHOLEPLACE = "wholeplace"
    SPLINK = "splink"


As = Annotated[Form, typer.Option("--as", help="Whose form the model is written in.")]


def splink_text(exported: InSplink) -> str:
    """Splink's settings, as Splink reads them from a file."""
    return json.dumps(exported.settings, indent=1)


def keep(text: str, file: Path) -> None:
    """Write a model."""
    file.write_text(text + "\n", encoding="utf-8")
