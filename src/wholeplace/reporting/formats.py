"""How figures are written: the same on a page, in a report and on the terminal."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

Number = int | float | Decimal

NO_DATA = "no data"
MINUS = "−"

_SCALES = ((1_000_000_000_00, "bn"), (1_000_000_00, "m"), (1_000_00, "k"))
_SHORT_FROM = 10_000_00


def pounds(pence: int | None) -> str:
    """To the penny: £1,234.56."""
    return NO_DATA if pence is None else _signed(pence, lambda p: f"£{p // 100:,}.{p % 100:02d}")


def pounds_whole(pence: int | None) -> str:
    """To the pound: £1,235."""
    if pence is None:
        return NO_DATA
    return _signed(int(_rounded(Decimal(pence) / 100, 0)), lambda p: f"£{p:,}")


def pounds_short(pence: int | None) -> str:
    """To two or three figures from ten thousand up: £1.2m, £340k, £12.5k, £9,950."""
    return NO_DATA if pence is None else _signed(pence, _scaled)


def _scaled(pence: int) -> str:
    if pence < _SHORT_FROM:
        return f"£{_rounded(Decimal(pence) / 100, 0):,}"
    place = next(n for n, (size, _) in enumerate(_SCALES) if pence >= size)
    size, letter = _SCALES[place]
    value = _rounded(Decimal(pence) / size, 1 if pence < 100 * size else 0)
    if value >= 1000 and place:
        return f"£{_plain(value / 1000)}{_SCALES[place - 1][1]}"
    return f"£{_plain(value)}{letter}"


def percent(share: Number | None, places: int = 1) -> str:
    """A share of one as a percentage: 0.203 is 20.3%."""
    if share is None:
        return NO_DATA
    value = _rounded(Decimal(str(share)) * 100, places)
    return f"{MINUS if value < 0 else ''}{_plain(abs(value))}%"


def count(number: Number | None) -> str:
    """With thousands separated: 12,345; a fraction keeps as many decimals as matter."""
    if number is None:
        return NO_DATA
    exact = Decimal(str(number))
    value = _rounded(exact, 0 if exact == int(exact) else _places(abs(exact)))
    return f"{MINUS if value < 0 else ''}{_plain(abs(value))}"


def _places(size: Decimal) -> int:
    return 1 if size >= 10 else 2 if size >= 1 else 3


def plural(number: Number | None, one: str, many: str) -> str:
    """'1 family', '1,234 families'."""
    return NO_DATA if number is None else f"{count(number)} {one if number == 1 else many}"


def day(when: date | str | None) -> str:
    """31 March 2014."""
    if when is None:
        return NO_DATA
    at = date.fromisoformat(when[:10]) if isinstance(when, str) else when
    return f"{at.day} {at:%B %Y}"


def years(length: Number | None) -> str:
    """A payback period, to a tenth: '2.5 years'."""
    if length is None:
        return "not within the years appraised"
    return plural(_rounded(Decimal(str(length)), 1), "year", "years")


def interval(low: Number | None, high: Number | None, write: Callable[[Number], str]) -> str:
    """'18.1% to 22.4%'; no data when an end is unknown."""
    return NO_DATA if low is None or high is None else f"{write(low)} to {write(high)}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'; names that hold commas are parted by semicolons."""
    if len(words) < 2:
        return "".join(words)
    if any("," in word for word in words):
        return f"{'; '.join(words[:-1])}; {last} {words[-1]}"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quantity(value: Number | None, unit: str) -> str:
    """A figure with its unit, as a table cell shows it: '£1.2m a year', '45%'."""
    if value is None:
        return NO_DATA
    word, _, rest = unit.replace("_", " ").partition(" ")
    said = rest if word in _SAID else f"{word} {rest}"
    return f"{bare(value, unit)} {said}".rstrip()


def coarse(value: float) -> float:
    """As exact as a map can be read: one decimal, or three below one."""
    return round(value, 3 if abs(value) < 1 else 1)


def bare(value: Number, unit: str) -> str:
    """The figure alone, where a heading says the unit: '£1.2m', '45%', '12.3'."""
    return _WRITERS.get(unit.replace("_", " ").partition(" ")[0], count)(value)


_WRITERS: dict[str, Callable[[Number], str]] = {
    "pence": lambda value: pounds_short(int(value)),
    "GBP": lambda value: pounds_short(int(_rounded(Decimal(str(value)) * 100, 0))),
    "share": percent,
}
_SAID = {*_WRITERS, "count"}
"""Units that the written figure shows by itself."""


def _signed(pence: int, write: Callable[[int], str]) -> str:
    return f"{MINUS if pence < 0 else ''}{write(abs(pence))}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _plain(value: Decimal) -> str:
    """Without decimals that say nothing."""
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
