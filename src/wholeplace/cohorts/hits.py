"""Who meets a test, and by which activities: one Ibis expression to a test."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wholeplace.place import Test

from .frames import Frames
from .windows import window

if TYPE_CHECKING:
    import ibis.expr.types as ir

THOUSANDTHS = 1000
"""Quantities are added up in whole thousandths, so that no order of rows changes a sum."""


def hits(test: Test, number: int, frames: Frames, as_at: date) -> ir.Table:
    """Each person who meets the test: its number, and the first day of an activity that counts."""
    import ibis

    rows = counted(test, frames, as_at)
    found = rows.group_by("person").agg(**_measures(test, rows))
    return found.filter(_enough(test, found)).select("person", "first", test=ibis.literal(number))


def counted(test: Test, frames: Frames, as_at: date) -> ir.Table:
    """The activities a test looks at: of its kind, about a person, in its window, as described."""
    rows = frames.activity
    rows = rows.filter(
        rows.kind == test.kind, rows.person.notnull(), *_in_window(rows, test, frames, as_at)
    )
    return rows if not test.reads else _described(_with_attributes(rows, test, frames), test)


def _in_window(rows: ir.Table, test: Test, frames: Frames, as_at: date) -> list[Any]:
    """What lasts counts when any of its days is in the window; its end is the first day after."""
    days = window(test, as_at)
    begun = rows.start < days.end
    if days.start is None:
        return [begun]
    started_in_it = rows.start >= days.start
    if not frames.vocabulary.kinds[test.kind].lasting:
        return [begun, started_in_it]
    if test.open:
        return [begun, rows.end.isnull() | (rows.end > as_at)]
    return [begun, started_in_it | rows.end.isnull() | (rows.end > days.start)]


def _with_attributes(rows: ir.Table, test: Test, frames: Frames) -> ir.Table:
    """Attributes as ``is_NAME``. Where no delivery described this kind, nothing is as asked."""
    import ibis

    if test.kind not in frames.details:
        unknown = {f"is_{name}": ibis.null("int64") for name in test.reads}
        return rows.mutate(**unknown).filter(ibis.literal(False))
    detail = frames.details[test.kind]
    named = {f"is_{name}": detail[name] for name in test.reads}
    return rows.join(detail.select("activity", **named), "activity")


def _described(rows: ir.Table, test: Test) -> ir.Table:
    conditions = [
        rows[f"is_{name}"].isin(value if isinstance(value, tuple) else (value,))
        for name, value in test.where.items()
    ]
    if test.rate:
        rated = (test.numerator, test.denominator)
        conditions += [rows[f"is_{name}"].notnull() for name in rated]
    return rows.filter(*conditions)


def _measures(test: Test, rows: ir.Table) -> dict[str, Any]:
    if test.rate:
        part, whole = rows[f"is_{test.numerator}"], rows[f"is_{test.denominator}"]
        return {"part": part.sum(), "whole": whole.sum(), "first": rows.start.min(where=part > 0)}
    if test.sum:
        thousandths = (rows.quantity * THOUSANDTHS).round().cast("int64")
        first = rows.start.min(where=rows.quantity > 0)
        return {"thousandths": thousandths.sum(), "first": first}
    return {"number": rows.count(), "first": rows.start.min()}


def _enough(test: Test, found: ir.Table) -> Any:
    """Whether the threshold is reached, in whole numbers: 15% of 190 sessions is 28.5 of them."""
    threshold = Fraction(test.threshold if test.threshold is not None else 1)
    if test.rate:
        over = found.part * threshold.denominator >= found.whole * threshold.numerator
        return (found.whole > 0) & over
    if test.sum:
        return found.thousandths * threshold.denominator >= threshold.numerator * THOUSANDTHS
    return found.number >= int(threshold)
