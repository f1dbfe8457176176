"""Who reaches what a test measures, and since when: one Ibis expression to a test."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from wholeplace.place import Test

from .frames import Frames
from .records import counted

if TYPE_CHECKING:
    import ibis.expr.types as ir

THOUSANDTHS = 1000
"""Quantities are added up in whole thousandths, so that no order of rows changes a sum."""


def hits(
    test: Test, number: int, frames: Frames, as_at: date, events: ir.Table | None = None
) -> ir.Table:
    """People with anything to measure: ``person``, ``test``, ``first``, and whether it is enough.

    Those with too little are there only where that differs from silence: for a rate to be below.
    """
    import ibis

    rows = counted(test, frames, as_at, events)
    found = rows.group_by("person").agg(**_measures(test, rows))
    found = found.mutate(enough=_enough(test, found))
    found = found.filter(found.whole > 0 if test.rate and test.inverted else found.enough)
    return found.select("person", "first", "enough", test=ibis.literal(number))


def _measures(test: Test, rows: ir.Table) -> dict[str, Any]:
    if test.rate:
        given = [rows[f"is_{name}"] for name in (*test.parts, str(test.denominator))]
        known = reduce(lambda all_, one: all_ & one.notnull(), given, given[0].notnull())
        part = reduce(add, given[:-1])
        return {
            "part": part.sum(where=known),
            "whole": given[-1].sum(where=known),
            "first": rows.day.min(where=known & (part > 0)),
        }
    if test.of:
        amount = rows[f"is_{test.of}"]
        return {"amount": amount.sum(), "first": rows.day.min(where=amount > 0)}
    if test.sum:
        thousandths = (rows.quantity * THOUSANDTHS).round().cast("int64")
        first = rows.day.min(where=rows.quantity > 0)
        return {"amount": thousandths.sum(), "first": first}
    return {"amount": rows.count(), "first": rows.day.min()}


def _enough(test: Test, found: ir.Table) -> Any:
    """Whether the threshold is reached, in whole numbers: 15% of 190 sessions is 28.5 of them."""
    threshold = Fraction(test.threshold)
    if test.rate:
        over = found.part * threshold.denominator >= found.whole * threshold.numerator
        return ((found.whole > 0) & over).fill_null(False)
    scale = THOUSANDTHS if test.sum and not test.of else 1
    over = found.amount * threshold.denominator >= threshold.numerator * scale
    return over.fill_null(False)
