"""A million records: with training, and with a saved model, durable ids and households too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .fresh import fresh
from .making import make
from .table import Row, at_most


def rows(folder: Path, records: int, seed: int) -> Iterator[Row]:
    """Each side in its own process, one after the other, on the same records."""
    make(folder, records, seed)
    where = {"folder": str(folder)}
    ours, theirs = str(folder / "ours.json"), str(folder / "splink.json")
    splink = fresh("run_splink", **where, setup="tight-fast", save=theirs)
    trained = fresh("run_ours", **where, save=ours)
    splink_saved = fresh("run_splink", **where, setup="tight-fast", model=theirs)
    saved = fresh("run_ours", **where, model=ours, whole=True)
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
        f"{name}, saved model, linking alone, s (both with reading)",
        round(saved["seconds"]["read"] + saved["seconds"]["link"], 2),
        splink_saved["total"],
        1.0,
    )
    yield at_most(f"{name}, saved model, peak GiB", saved["peak"], splink_saved["peak"])
