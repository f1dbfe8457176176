"""Formulas with the numbers in them, as a person would check them by hand."""

import re
from collections.abc import Mapping, Sequence


def with_numbers(formula: str, numbers: Mapping[str, str]) -> str:
    """The formula, each name replaced by its number."""
    names = r"\b(" + "|".join(map(re.escape, numbers)) + r")\b(?!\()"
    return re.sub(names, lambda match: numbers[match[0]], formula)


def plain(values: Sequence[float]) -> str:
    """A number to four places at most, or several in brackets."""
    shown = [f"{value:,.4f}".rstrip("0").rstrip(".") for value in values]
    return shown[0] if len(shown) == 1 else f"[{'; '.join(shown)}]"
