"""What verbs that change the register share: who asks and why, and the audit row before it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from .errors import WRONG_USE, Stop

By = Annotated[str | None, typer.Option("--by", help="The office that asks, not a person's name.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, without naming anybody.")]


def needed(**given: str | None) -> list[str]:
    """The values, or an error that names the options that are missing."""
    missing = [f"--{name.replace('_', '-')}" for name, value in given.items() if not value]
    if missing:
        raise Stop(f"say {', '.join(missing)} as well; nothing was done", WRONG_USE)
    return [value for value in given.values() if value]


def day(given: str, option: str) -> date:
    """A day written 2014-03-31."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Stop(f"{option}: write a day as 2014-03-31; nothing was done", WRONG_USE) from None


def listed(given: list[str]) -> list[str]:
    """What people are named by; ``@FILE`` stands for the lines of a file, kept out of the shell."""
    words: list[str] = []
    for one in given:
        words += Path(one[1:]).read_text("utf-8").split("\n") if one.startswith("@") else [one]
    return [word.strip() for word in words if word.strip()]


def now() -> datetime:
    """The moment of an act, for its record."""
    return datetime.now(UTC)
