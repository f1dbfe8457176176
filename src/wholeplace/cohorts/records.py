"""The records a test or an event looks at: in its window, and as it describes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from wholeplace.place import Event, Test
from wholeplace.place.cohorts import Ages, Condition, Range

from .frames import Frames
from .windows import Window, at, hung_window, latest_birth_then, window

if TYPE_CHECKING:
    import ibis.expr.types as ir

PICKED = ("first", "last")


def counted(test: Test, frames: Frames, as_at: date, events: ir.Table | None = None) -> ir.Table:
    """Rows of ``activity`` with ``day``, their date for the test, and attributes as ``is_NAME``.

    ``events`` holds ``person`` and ``at_EVENT`` for each event that the rule names.
    """
    rows = _of_kind(test, frames)
    if test.since or test.until:
        rows = rows.join(_happened(test, events), "person")
        rows = rows.filter(rows.day <= as_at, *_in_hung_window(rows, test, frames, as_at))
    else:
        rows = rows.filter(*_in_window(rows, test, frames, as_at))
    if test.question in PICKED:
        rows = _picked(rows, first=test.first is not None)
    return _described(rows, test, frames)


def happened(event: Event, frames: Frames, as_at: date) -> ir.Table:
    """Each person whom an event happened to: ``person`` and ``at_EVENT``."""
    rows = _of_kind(event, frames)
    days = window(event, as_at)
    rows = rows.filter(
        rows.day < days.end, *([] if days.start is None else [rows.day >= days.start])
    )
    rows = _described(rows, event, frames)
    day = rows.day.min() if event.first else rows.day.max()
    return rows.group_by("person").agg(**{at(event.id): day})


def _of_kind(asked: Test | Event, frames: Frames) -> ir.Table:
    rows = frames.activity
    rows = rows.filter(rows.kind == asked.kind, rows.person.notnull())
    rows = rows.mutate(day=rows[asked.day])
    rows = rows.filter(rows.day.notnull())
    return rows if asked.age_then is None else _aged(rows, asked.age_then, frames)


def _aged(rows: ir.Table, ages: Ages, frames: Frames) -> ir.Table:
    """Records of people who had a right age on its day."""
    born = frames.person.filter(frames.person.birth_date.notnull())
    rows = rows.join(born.select("person", born="birth_date"), "person")
    conditions = []
    if ages.at_least is not None:
        conditions.append(rows.born <= latest_birth_then(ages.at_least, rows.day))
    if ages.below is not None:
        conditions.append(rows.born > latest_birth_then(ages.below, rows.day))
    return rows.filter(*conditions).drop("born")


def _happened(test: Test, events: ir.Table | None) -> ir.Table:
    names = [at(name) for name in dict.fromkeys(filter(None, (test.since, test.until)))]
    if events is None:
        raise ValueError(f"a test hangs on {', '.join(names)}, which the rule does not define")
    return events.select("person", *names).filter(*(events[name].notnull() for name in names))


def _in_window(rows: ir.Table, test: Test, frames: Frames, as_at: date) -> list[Any]:
    """What lasts counts when any of its days is in the window; its end is the first day after."""
    days = window(test, as_at)
    if test.open:
        return [rows.day < days.end, rows.end.isnull() | (rows.end > as_at)]
    return [rows.day < days.end, *_not_over(rows, test, frames, days)]


def _in_hung_window(rows: ir.Table, test: Test, frames: Frames, as_at: date) -> list[Any]:
    days = hung_window(test, rows, as_at)
    return [rows.day < days.end, *_not_over(rows, test, frames, days)]


def _not_over(rows: ir.Table, test: Test, frames: Frames, days: Window) -> Iterator[Any]:
    if days.start is None:
        return
    inside = rows.day >= days.start
    if test.day == "start" and frames.vocabulary.kinds[test.kind].lasting:
        inside |= rows.end.isnull() | (rows.end > days.start)
    yield inside


def _picked(rows: ir.Table, *, first: bool) -> ir.Table:
    """Each person's first or last record; of those on one day, the lowest or highest number."""
    import ibis

    order = [rows.day, rows.activity] if first else [rows.day.desc(), rows.activity.desc()]
    place = ibis.row_number().over(group_by=rows.person, order_by=order)
    rows = rows.mutate(place=place)
    return rows.filter(rows.place == 0).drop("place")


def _described(rows: ir.Table, asked: Test | Event, frames: Frames) -> ir.Table:
    """With attributes, where they are as asked. Where no delivery described the kind, none is."""
    import ibis

    if not asked.reads:
        return rows
    if asked.kind not in frames.details:
        unknown = {f"is_{name}": ibis.null("int64") for name in asked.reads}
        return rows.mutate(**unknown).filter(ibis.literal(False))
    detail = frames.details[asked.kind]
    named = {f"is_{name}": detail[name] for name in asked.reads}
    rows = rows.join(detail.select("activity", **named), "activity")
    conditions = [c for name, value in asked.where.items() for c in _as_asked(rows, name, value)]
    return rows.filter(*conditions) if conditions else rows


def _as_asked(rows: ir.Table, name: str, value: Condition) -> Iterator[Any]:
    column = rows[f"is_{name}"]
    if not isinstance(value, Range):
        yield column.isin(value if isinstance(value, tuple) else (value,))
        return
    if value.at_least is not None:
        yield column >= value.at_least
    if value.below is not None:
        yield column < value.below
