"""Figures as they may be published: exact, rounded, or hidden. Hidden is a type, not a text."""

from __future__ import annotations

from dataclasses import dataclass

SMALL = 7
"""Counts of 1 to this many are hidden: NHS England's rule for sub-national hospital statistics."""
BASE = 5
"""Counts are rounded to the nearest multiple of this: the same rule."""


class Suppressed:
    """A figure that is not published. It holds no number, so nothing can be worked out from it."""

    def __repr__(self) -> str:
        return "Suppressed()"

    def __str__(self) -> str:
        return "*"

    def __bool__(self) -> bool:
        raise TypeError("a suppressed figure is neither true nor false; show it as it is")

    def __eq__(self, other: object) -> bool:
        raise TypeError("a suppressed figure cannot be compared")

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Rounded:
    """A figure to the nearest multiple of ``BASE``."""

    value: int

    @property
    def low(self) -> int:
        """The least it may have been before rounding."""
        return max(0, self.value - BASE // 2)

    @property
    def high(self) -> int:
        """The most it may have been."""
        return self.value + BASE // 2


@dataclass(frozen=True)
class Exact:
    """A figure as counted, published because nothing hidden follows from it."""

    value: int


Value = Suppressed | Rounded | Exact


def protect(count: int) -> int | Suppressed:
    """Suppress 1 to 7, round the rest to the nearest 5."""
    if count < 0:
        raise ValueError(f"a count of people cannot be {count}")
    return Suppressed() if 1 <= count <= SMALL else rounded(count).value


def counted(people: int) -> int | str:
    """A protected count as JSON and pages tell it: a number, or '1 to 7'."""
    shown = protect(people)
    return f"1 to {SMALL}" if isinstance(shown, Suppressed) else shown


def rounded(count: int) -> Rounded:
    """To the nearest multiple of the base; with a base of 5 there are no ties."""
    return Rounded(BASE * ((count + BASE // 2) // BASE))


def rate(part: Value, whole: Value, least: int = 30) -> float | Suppressed:
    """A share worked out from published figures only; none where the whole is below ``least``."""
    if isinstance(part, Suppressed) or isinstance(whole, Suppressed) or whole.value < least:
        return Suppressed()
    return min(1.0, part.value / whole.value)


def show(value: Value) -> str:
    """As a table prints it: '1,235', or '*' for what is hidden."""
    return str(value) if isinstance(value, Suppressed) else f"{value.value:,}"
