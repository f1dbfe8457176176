"""Closure errors on our own generator: our threshold against the best of the rival's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .fresh import fresh
from .making import make
from .table import Row, at_most

SETTINGS = (("clean", 1.0, "tight-fast", 0.55), ("noisy", 3.0, "tuned", 0.8))
"""What the setting is called, the noise, the rival's set-up, and the share of errors called for."""


def rows(folder: Path, records: int, seeds: list[int]) -> Iterator[Row]:
    """A row per setting and seed."""
    for name, noise, setup, called_for in SETTINGS:
        for seed in seeds:
            make(folder, records, seed, noise)
            yield compare(f"{name}, seed {seed}", folder, setup, called_for)


def compare(name: str, folder: Path, setup: str, called_for: float) -> Row:
    """1 - F1 of pairs after joining records to people, both sides."""
    ours = fresh("run_ours", folder=str(folder), score=True)["own"]
    theirs = fresh("run_splink", folder=str(folder), setup=setup, score=True)["best"]
    return at_most(
        f"closure errors, {name}, against {setup}",
        round(1 - ours["closure"], 4),
        round(1 - theirs["closure"], 4),
        called_for,
        {
            "exact F1": round(ours["exact"], 4),
            "their exact F1": round(theirs["exact"], 4),
            "their best threshold": theirs["threshold"],
        },
    )
