"""One person among a million records: what somebody at a front door waits for, cleaning included.

The index is made and mapped beforehand, as a snapshot has it, and the first queries warm it. Each
query is what a record says, a third with a slip in the name, a third with the birth year alone, a
third by name and postcode. ``share`` says how many had the right person first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .fresh import fresh
from .making import make
from .table import Row, at_most

MUST = 5.0  # milliseconds


def rows(folder: Path, records: int, seed: int) -> Iterator[Row]:
    """The 95th percentile and the median of the milliseconds of a query."""
    make(folder, records, seed)
    said = fresh("find_ours", folder=str(folder))
    name = f"one person among {records:,} records, warm"
    yield at_most(f"{name}, 95th percentile, ms", said["p95"], MUST, 1.0, said["about"])
    yield at_most(f"{name}, median, ms", said["p50"], MUST)
    yield at_most(f"{name}, 95th percentile of processor ms", said["processor p95"], MUST, 1.0)
