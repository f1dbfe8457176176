"""What records add up to, in exact fractions."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wholeplace.place import Test

from .facts import Row


def enough(test: Test, rows: Sequence[Row]) -> bool:
    """Whether what the test measures reaches its threshold."""
    least = Fraction(test.threshold)
    if test.rate:
        all_of_it = whole(test, rows)
        part = sum(row["detail"][name] for row in rows for name in test.parts)
        return all_of_it > 0 and Fraction(part, all_of_it) >= least
    if test.of:
        return Fraction(sum(row["detail"].get(test.of) or 0 for row in rows)) >= least
    if test.sum:
        return sum((_thousandths(row["quantity"]) for row in rows), Fraction(0)) >= least
    return len(rows) >= least


def whole(test: Test, rows: Sequence[Row]) -> int:
    """What a rate is a share of."""
    return sum(row["detail"][test.denominator] for row in rows)


def _thousandths(quantity: float | None) -> Fraction:
    """A quantity to the nearest thousandth, halves away from nought."""
    scaled = Decimal((quantity or 0.0) * 1000)
    return Fraction(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), 1000)


def counts(test: Test, row: Row) -> bool:
    """Whether an activity adds anything to what the test measures."""
    if test.rate:
        return bool(sum(row["detail"][name] for name in test.parts) > 0)
    if test.of:
        return bool((row["detail"].get(test.of) or 0) > 0)
    return test.sum is None or (row["quantity"] or 0) > 0
