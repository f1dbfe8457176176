"""A million records: with training, and with a saved model, durable ids and households too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .fresh import fresh
from .making import make
from .table import Row, at_most

TIMES = 3  # runs of a saved model, of which the best counts
Said = dict[str, Any]


def rows(folder: Path, records: int, seed: int) -> Iterator[Row]:
    """Each side in its own process, one after the other, on the same records."""
    make(folder, records, seed)
    where = {"folder": str(folder)}
    ours, theirs = str(folder / "ours.json"), str(folder / "splink.json")
    splink = fresh("run_splink", **where, setup="tight-fast", save=theirs)
    trained = fresh("run_ours", **where, save=ours)
    saved, splink_saved = _best_of_each(
        lambda: fresh("run_ours", **where, model=ours, whole=True),
        lambda: fresh("run_splink", **where, setup="tight-fast", model=theirs),
    )
    name = f"{records:,} records"
    yield at_most(
        f"{name}, with training, s", trained["total"], splink["total"], 1 / 3, trained["seconds"]
    )
    yield at_most(f"{name}, with training, processor s", trained["processor"], splink["processor"])
    yield at_most(f"{name}, with training, peak GiB", trained["peak"], splink["peak"], 2 / 3)
    predicted, worked = (
        round(splink_saved[which]["predict"] + splink_saved[which]["cluster"], 2)
        for which in ("seconds", "of_processor")
    )
    yield at_most(
        f"{name}, saved model, s (ours with reading, durable ids, households; theirs without)",
        saved["total"],
        predicted,
        1.0,
        saved["seconds"],
    )
    yield at_most(
        f"{name}, saved model, processor s (the same)",
        saved["processor"],
        worked,
        None,
        saved["of_processor"],
    )
    yield at_most(
        f"{name}, saved model, processor s, both with reading",
        saved["processor"],
        splink_saved["processor"],
    )
    yield at_most(
        f"{name}, saved model, linking alone, s (both with reading)",
        round(saved["seconds"]["read"] + saved["seconds"]["link"], 2),
        splink_saved["total"],
        1.0,
    )
    yield at_most(f"{name}, saved model, peak GiB", saved["peak"], splink_saved["peak"])


def _best_of_each(*sides: Callable[[], Said]) -> list[Said]:
    """Each side's quickest run of several, taken in turn: others may hold up the machine."""
    runs = [[side() for side in sides] for _ in range(TIMES)]
    return [min(side, key=lambda said: said["total"]) for side in zip(*runs, strict=True)]
