"""In which style, or styles, a column of dates is written."""

from collections.abc import Callable
from datetime import date

from wholeplace.pooling.intake.values.dates import Dates, Read

STYLES = [
    "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y",
    "%d/%m/%y", "%m/%d/%y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%Y",
]  # fmt: skip
MOST = 0.8  # share of values that must be read


def styles_of(values: list[str], as_at: date) -> tuple[str, ...]:
    """Styles that read most of the values, the fewest; the day first where both ways read all.

    Where people typed dates in several ways, each further style is the one that reads most of
    what is left.
    """
    readers = {style: _reads(Dates((style,), as_at).reader()) for style in STYLES}
    found: list[str] = []
    left = values
    while len(values) - len(left) < MOST * len(values):
        shares = {style: share_of(left, read) for style, read in readers.items()}
        best = max(STYLES, key=shares.__getitem__)
        if not shares[best]:
            return ()
        found.append(best)
        left = [value for value in left if not readers[best](value)]
        readers[_other_way_round(best)] = lambda _: False  # else 5/3 could be May or March
    return tuple(found)


def _other_way_round(style: str) -> str:
    return style.translate(str.maketrans("dm", "md"))


def _reads(read: Callable[[str], Read]) -> Callable[[str], object]:
    """Whether a reader makes something of a value; a placeholder is something."""
    return lambda value: any(read(value))


def share_of(values: list[str], means: Callable[[str], object]) -> float:
    """The share of values that mean something."""
    return sum(bool(means(value)) for value in values) / max(len(values), 1)
