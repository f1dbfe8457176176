"""Numbers, money, yes and no, as text gives them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from .labels import readings

_YES = frozenset(["y", "yes", "true", "t", "1"])
_NO = frozenset(["n", "no", "false", "f", "0"])

LARGEST = 15
"""Digits that a number may have before the point."""


def pence(given: str) -> int | None:
    """Whole pence from '£1,234.50', '-20.5', '(20.50)' or '20.50-'."""
    value = number(re.sub(r"^(\(?-?)\s*£|£", r"\1", given))
    return None if value is None else int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def number(given: str) -> Decimal | None:
    """An exact number; thousands separators, brackets and a trailing minus are understood."""
    text = given.replace(",", "").replace(" ", "")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    elif text.endswith("-"):
        text = f"-{text[:-1]}"
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value.adjusted() < LARGEST else None


def integer(given: str) -> int | None:
    """A whole number; '4.0' is 4 and '4.5' is none."""
    value = number(given)
    return int(value) if value is not None and value == value.to_integral_value() else None


def real(given: str) -> float | None:
    """A number that need not be whole."""
    value = number(given)
    return None if value is None else float(value)


def flag(given: str) -> bool | None:
    """Yes or no in the usual spellings."""
    words = [reading.casefold() for reading in readings(given)]
    return next((word in _YES for word in words if word in _YES or word in _NO), None)
