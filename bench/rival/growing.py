"""One in a hundred new records into a million: who is whom, and their ids, brought up to date.

Both sides begin with the million linked by a trained model. Ours then cleans the new records,
scores them, closes the components they touch, brings durable ids up to date and writes all of it to
disk. Splink, whose new records are clean, predicts between new and old and within the new, and
clusters all edges again; it gives no durable ids and writes nothing. The medians of several changes
of different records are compared, each side in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .fresh import fresh
from .making import make
from .table import Row, at_most

SHARE = 100  # one record in so many is new
TIMES = 5  # changes, one after the other
Laps = list[dict[str, float]]


def rows(folder: Path, records: int, seed: int) -> Iterator[Row]:
    """Seconds of a change by the clock, and of processor time."""
    where = folder / "records"
    make(where, records + TIMES * records // SHARE, seed)
    wishes = {"folder": str(where), "share": SHARE, "times": TIMES}
    ours = fresh("grow_ours", **wishes, work=str(folder / "work"))
    theirs = fresh("grow_splink", **wishes)
    name = f"{records // SHARE:,} new records into {records:,}, ids updated, durable write"
    yield _row(f"{name}, s", ours["changes"], theirs["changes"], 0.2)
    yield _row(f"{name}, processor s", ours["processor"], theirs["processor"])


def _row(name: str, ours: Laps, theirs: Laps, called_for: float | None = None) -> Row:
    totals = [median(sum(one.values()) for one in side) for side in (ours, theirs)]
    steps = {name: round(median(one[name] for one in ours), 3) for name in ours[0]}
    splink = {f"Splink {n}": round(median(one[n] for one in theirs), 3) for n in theirs[0]}
    return at_most(name, *(round(total, 3) for total in totals), called_for, {**steps, **splink})
