"""Postcodes in one spelling: 'w21ab' is 'W2 1AB'; pseudo postcodes are none."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_NOISE = re.compile(r"[^0-9A-Z]")


def postcode(given: str) -> str | None:
    """Outward, space, inward; None when it has not the shape of a postcode."""
    letters = _NOISE.sub("", given.upper())
    return f"{letters[:-3]} {letters[-3:]}" if _SHAPE.fullmatch(letters) else None


def is_pseudo(given: str) -> bool:
    """ZZ99 codes say 'no fixed abode', 'abroad' or 'not known': never where someone lives."""
    return _NOISE.sub("", given.upper()).startswith("ZZ99")
