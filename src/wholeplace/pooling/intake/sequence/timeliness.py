"""Whether deliveries came by the days they were due: those each names, or those of the rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from wholeplace.place import Rhythm

from .outcome import Arrived


@dataclass(frozen=True)
class Timeliness:
    """Of the due days up to the day asked about: how many were met in time, late, not at all.

    ``judged`` is False where nothing says when deliveries are due, or on which day any came.
    ``days_late`` is how long after its due day the last one came that met any, ``overdue`` for how
    many days the last one that was due has been awaited, ``next_due`` the first due day to come.
    """

    judged: bool = False
    due: int = 0
    in_time: int = 0
    late: int = 0
    days_late: int = 0
    overdue: int = 0
    last_received: date | None = None
    next_due: date | None = None

    @property
    def missed(self) -> int:
        """Due days on which nothing came, nor before the next one."""
        return self.due - self.in_time - self.late

    def to_json(self) -> dict[str, Any]:
        """As in a report: days in ISO."""
        days = {n: _iso(getattr(self, n)) for n in ("last_received", "next_due")}
        return {**asdict(self), "missed": self.missed, **days}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Timeliness:
        """What ``to_json`` wrote."""
        plain = {name: value for name, value in said.items() if name != "missed"}
        days = {n: date.fromisoformat(plain[n]) for n in ("last_received", "next_due") if plain[n]}
        return cls(**{**plain, **days})


@dataclass(frozen=True)
class _Met:
    """A due day, and the day on which a delivery met it."""

    due: date
    came: date | None


def timeliness(deliveries: Sequence[Arrived], rhythm: Rhythm | None, as_at: date) -> Timeliness:
    """How far a source was in time, up to a day. Withdrawals and corrections meet no due day."""
    news = [one for one in deliveries if one.mode in ("full", "delta")]
    came = sorted(one.received for one in news if one.received and one.received <= as_at)
    last = came[-1] if came else None
    if rhythm is None:
        due = [one for one in news if one.due]
        met = [_Met(one.due, one.received) for one in due if one.due and one.due <= as_at]
        ahead = [one.due for one in due if one.due and one.due > as_at and not one.received]
        judged = bool(due)
    else:
        every = rhythm.due_days(as_at)
        met, ahead = list(_met(every, came, news)), every[-1:]
        # Files without a day may have met any due day, so that none can be said to be missed.
        judged = bool(came) or not any(one.files for one in deliveries)
    if not judged:
        return Timeliness(last_received=last)
    return _summed(met, as_at, last, min(ahead, default=None))


def _met(every: Sequence[date], came: Sequence[date], news: Iterable[Arrived]) -> Iterator[_Met]:
    """Each due day but the one to come, with the delivery that met it.

    A delivery between two due days meets the later one. It meets the earlier one, late, when that
    was missed and either another came before the later one too, or that lies ahead, or it covers
    no day after the earlier one.
    """
    about = {one.received: one.covers.end for one in news if one.covers and one.received}
    windows = [[day for day in came if day <= every[0]]]
    for before, due in pairwise(every):
        windows.append([day for day in came if before < day <= due])
    for place, due in enumerate(every[:-1]):
        after = windows[place + 1]
        if windows[place]:
            yield _Met(due, windows[place][0])
            continue
        ahead = place == len(every) - 2
        old = bool(after) and about.get(after[0], date.max) <= due
        if after and (ahead or old or len(after) > 1):
            yield _Met(due, after.pop(0))
        else:
            yield _Met(due, None)


def _summed(
    met: Sequence[_Met], as_at: date, last: date | None, next_due: date | None
) -> Timeliness:
    late = [(one.came - one.due).days for one in met if one.came]
    awaited = met[-1].due if met and met[-1].came is None else None
    return Timeliness(
        judged=True,
        due=len(met),
        in_time=sum(days <= 0 for days in late),
        late=sum(days > 0 for days in late),
        days_late=max(late[-1], 0) if late else 0,
        overdue=(as_at - awaited).days if awaited else 0,
        last_received=last,
        next_due=next_due,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
