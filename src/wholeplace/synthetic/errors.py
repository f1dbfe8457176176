"""How clerks get a name or a birth date wrong; each fault is told its luck as ``draw``."""

import unicodedata

import numpy as np

from .days import Days, joined, parts

NEAR_KEYS = {"a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "g": "h", "i": "o", "k": "l",
             "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "r": "t", "s": "a", "t": "r",
             "u": "y", "v": "b", "w": "e", "y": "u", "z": "x"}  # fmt: skip


def typo(text: str, draw: int) -> str:
    """Swap, drop, double or mistype one letter after the first."""
    if len(text) < 3:
        return text + text[-1:]
    place = 1 + draw // 4 % (len(text) - 2)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    match draw % 4:
        case 0 if after[0] != letter:
            return before + after[0] + letter + after[1:]
        case 1:
            return before + after
        case 2:
            return before + letter * 2 + after
    return before + NEAR_KEYS.get(letter, "e") + after


def initial(text: str, draw: int) -> str:
    """Keep the first letter only."""
    return text[:1]


def without_accents(text: str) -> str:
    """Write a name in plain letters."""
    plain = text.translate(str.maketrans({"ø": "o", "Ø": "O", "ß": "ss"}))
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def another_form(text: str, draw: int, forms: dict[str, list[str]]) -> str:
    """Write a known other form of the name; without one, mistype it."""
    known = forms.get(text)
    return known[draw % len(known)] if known else typo(text, draw)


def swapped_day_and_month(born: Days) -> Days:
    """Read 3 April as 4 March, where that is a date at all."""
    year, month, of_month = parts(born)
    can = of_month <= 12
    return np.where(can, joined(year, np.where(can, of_month, month), month), born)


def first_of_january(born: Days) -> Days:
    """Keep only the year: what is written when nobody knows the day."""
    year, _, _ = parts(born)
    return joined(year, np.ones_like(year), np.ones_like(year))


def slipped(born: Days, draws: np.ndarray) -> Days:
    """Mistype a digit: a day or ten days out, or a year or ten years."""
    step = np.array([1, -1, 10, -10, 365, -365, 3652, -3652])[draws % 8]
    return np.minimum(born + step, 16_000)
