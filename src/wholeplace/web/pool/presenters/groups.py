"""Quality by group in words and tables."""

from wholeplace.reporting.groups import (
    caution,
    falling_behind,
    how_measured,
    measured_kinds,
    rule,
)

from ...design.parts import Cell

__all__ = ["MARKS", "caution", "falling_behind", "how_measured", "measured_kinds", "rule"]


def _against(text: str) -> Cell:
    return Cell(text, tag="orange") if text.startswith("behind") else Cell(text)


MARKS = {4: _against}
"""How a column of the tables is shown."""
