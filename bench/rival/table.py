"""One row of the common table: a measure, both sides, their ratio, and what is called for."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def at_most(
    measure: str,
    ours: float,
    theirs: float,
    called_for: float | None = None,
    steps: dict[str, Any] | None = None,
) -> Row:
    """A measure of which less is better; ``called_for`` is the largest ratio that will do."""
    ratio = round(ours / theirs, 3) if theirs else None
    return {
        "measure": measure,
        "wholeplace": ours,
        "rival": theirs,
        "ratio": ratio,
        "called for": f"at most {called_for:.2f}" if called_for else "-",
        "met": "-" if called_for is None else _yes(ratio is not None and ratio <= called_for),
        "details": ", ".join(f"{name} {value}" for name, value in (steps or {}).items()) or "-",
    }


def at_least(measure: str, ours: float, called_for: float) -> Row:
    """A measure of which more is better and that needs no rival."""
    return {
        "measure": measure,
        "wholeplace": ours,
        "rival": "-",
        "ratio": "-",
        "called for": f"at least {called_for}",
        "met": _yes(ours >= called_for),
        "details": "-",
    }


def _yes(met: bool) -> str:
    return "yes" if met else "no"
