"""Count the records of a CSV from its bytes alone, apart from the parser that will read it.

A parser that swallows a row cannot then go unnoticed: its count and this one must agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

QUOTE, LF, CR = 0x22, 0x0A, 0x0D


@dataclass(frozen=True)
class Scan:
    """Where every record starts and ends (its line end left out); blank lines are records too."""

    starts: np.ndarray
    ends: np.ndarray
    open_quote: int | None = None

    @property
    def blank(self) -> np.ndarray:
        """Records without a single byte, which every CSV reader passes over."""
        empty: np.ndarray = np.equal(self.starts, self.ends)
        return empty

    @property
    def longest(self) -> int:
        """Bytes in the longest record."""
        return int((self.ends - self.starts).max(initial=0))


def scan(data: bytes, delimiter: str = ",") -> Scan:
    """Find the records. ``open_quote`` is the record whose quote is never closed."""
    buffer = np.frombuffer(data, np.uint8)
    breaks = _line_ends(buffer)
    quotes = np.flatnonzero(buffer == QUOTE)
    open_at = None
    if len(quotes) and _regular(buffer, quotes, ord(delimiter)):
        inside = np.searchsorted(quotes, breaks) % 2 == 1
        breaks = breaks[~inside]
    elif len(quotes):
        breaks, open_at = _walk(buffer, quotes, breaks, ord(delimiter))
    starts, ends = _records(buffer, breaks)
    at = None if open_at is None else int(np.searchsorted(starts, open_at, "right")) - 1
    return Scan(starts, ends, at)


def _line_ends(buffer: np.ndarray) -> np.ndarray:
    """The last byte of each LF, CR LF or lone CR."""
    lf = np.flatnonzero(buffer == LF)
    cr = np.flatnonzero(buffer == CR)
    if not len(cr):
        return lf
    followed = np.zeros(len(cr), bool)
    inner = cr < len(buffer) - 1
    followed[inner] = buffer[cr[inner] + 1] == LF
    return np.sort(np.concatenate([lf, cr[~followed]]))


def _regular(buffer: np.ndarray, quotes: np.ndarray, delimiter: int) -> bool:
    """Whether quotes only open and close whole fields, so that counting them is enough."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    edges = [delimiter, LF, CR, QUOTE]
    before = buffer[opening[opening > 0] - 1]
    after = buffer[closing[closing < len(buffer) - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


def _walk(
    buffer: np.ndarray, quotes: np.ndarray, breaks: np.ndarray, delimiter: int
) -> tuple[np.ndarray, int | None]:
    """Follow stray quotes one by one: a quote opens a field only where the field begins."""
    edges = {delimiter, LF, CR}
    kept: list[int] = []
    inside, opened, skip = False, None, -1
    for at in np.sort(np.concatenate([quotes, breaks])).tolist():
        if at == skip:
            continue
        if buffer[at] != QUOTE:
            if not inside:
                kept.append(at)
        elif not inside:
            if at == 0 or int(buffer[at - 1]) in edges:
                inside, opened = True, at
        elif at + 1 < len(buffer) and buffer[at + 1] == QUOTE:
            skip = at + 1
        else:
            inside = False
    return np.array(kept, np.int64), opened if inside else None


def _records(buffer: np.ndarray, breaks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    starts = np.concatenate([[0], breaks + 1]).astype(np.int64)
    ends = np.concatenate([breaks, [len(buffer)]]).astype(np.int64)
    if starts[-1] == len(buffer):
        starts, ends = starts[:-1], ends[:-1]
    two = np.flatnonzero((ends > starts) & (ends < len(buffer)))
    crlf = two[(buffer[ends[two]] == LF) & (buffer[ends[two] - 1] == CR)]
    ends[crlf] -= 1
    return starts, ends
