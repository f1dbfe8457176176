"""Which days a test looks at, and who has which age on the day it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from wholeplace.place import Event, Test, add_months, before
from wholeplace.place.calendar import length

if TYPE_CHECKING:
    import ibis.expr.types as ir

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Days from ``start`` (None: as far back as deliveries go) up to, not including, ``end``.

    Both are dates, or Ibis expressions where a window hangs on an event.
    """

    start: Any
    end: Any

    @property
    def known(self) -> tuple[Any, Any]:
        """Days a delivery must cover before silence means no.

        Without a start that is the last day alone: nobody holds records of all time.
        """
        start = self.end - ONE_DAY if self.start is None else self.start
        return start, self.end


def window(asked: Test | Event, as_at: date) -> Window:
    """The half-open window that ends with ``as_at`` itself.

    '12 months' asked on 31 March 2014 runs from 1 April 2013, a whole year of days.
    """
    end = as_at + ONE_DAY
    if isinstance(asked, Test) and asked.open:
        return Window(as_at, end)
    return Window(before(end, asked.within) if asked.within else None, end)


def hung_window(test: Test, rows: ir.Table, as_at: date) -> Window:
    """The window of a test that hangs on events, whose days ``rows`` hold as ``at_EVENT``.

    It never ends after ``as_at``, and holds at least its first day.
    """
    import ibis

    last = ibis.literal(as_at + ONE_DAY)
    since = rows[at(test.since)] if test.since else None
    end = last
    if test.until:
        end = _shifted(rows[at(test.until)], 1, "day")
    elif since is not None and test.within:
        end = ibis.least(_shifted(since, *length(test.within)), last)
    start = since
    if since is None and test.within:
        number, unit = length(test.within)
        start = _shifted(end, -number, unit)
    if start is not None:
        end = ibis.greatest(end, _shifted(start, 1, "day"))
    return Window(start, end)


def at(event: str | None) -> str:
    """The column that holds the day of an event."""
    return f"at_{event}"


def latest_birth(age: int, as_at: date) -> date:
    """The last birth date on which someone has turned ``age`` by ``as_at``.

    Whoever is born on 29 February turns on 1 March, so no later date than this counts.
    """
    return add_months(as_at, -12 * age)


def latest_birth_then(age: int, day: Any) -> Any:
    """The same for a day that every row has of its own."""
    return _shifted(day, -12 * age, "month")


def _shifted(day: Any, number: int, unit: str) -> Any:
    """A day so many days or months later; the month's last day where there is none."""
    import ibis

    many = ibis.interval(days=abs(number)) if unit == "day" else ibis.interval(months=abs(number))
    return (day + many if number > 0 else day - many).cast("date") if number else day
