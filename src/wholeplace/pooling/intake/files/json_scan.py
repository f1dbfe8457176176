"""Where the values of a JSON file stand, found from its bytes alone, apart from the parser.

The parser then reads each value by itself, so that a value which is not what it seems here shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_BLOCK = 1 << 24
_QUOTE, _OPEN, _CLOSE, _COMMA = 1, 2, 3, 4
_BACKSLASH = 0x5C
_MEANING = np.zeros(256, np.uint8)
_MEANING[[0x22, 0x5B, 0x7B, 0x5D, 0x7D, 0x2C]] = [_QUOTE, _OPEN, _OPEN, _CLOSE, _CLOSE, _COMMA]

_STEP = np.array([0, 0, 1, -1, 0], np.int8)


@dataclass(frozen=True)
class Nesting:
    """How deep a file goes, and whether all that is opened in it is closed."""

    deepest: int
    closed: bool


def nesting(data: bytes) -> Nesting:
    """Looked at before the parser, which would follow a bomb of brackets down."""
    deepest, depth, inside = 0, 0, False
    for block in _blocks(data, 0):
        deepest = max(deepest, int(block.depth.max(initial=0)))
        depth, inside = block.last, block.inside
    return Nesting(deepest, depth == 0 and not inside)


def values_of(data: bytes, start: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Where each value of the list that opens at ``start`` begins and ends, and where it closes.

    What is never closed ends with the file.
    """
    commas, end = [], len(data)
    for block in _blocks(data, start):
        closing = np.flatnonzero((block.depth == 0) & (block.meaning == _CLOSE))
        upto = int(closing[0]) if len(closing) else len(block.place)
        between = (block.depth[:upto] == 1) & (block.meaning[:upto] == _COMMA)
        commas.append(block.place[:upto][between])
        if len(closing):
            end = int(block.place[upto])
            break
    cuts = np.concatenate(commas) if commas else np.array([], np.int64)
    starts = np.concatenate([[start + 1], cuts + 1]).astype(np.int64)
    ends = np.concatenate([cuts, [end]]).astype(np.int64)
    if len(starts) == 1 and not data[start + 1 : end].strip():
        return starts[:0], ends[:0], end
    return starts, ends, end


def objects_of(data: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Where each object of a file begins and ends that holds one after another, and no list."""
    starts, ends = [], []
    for block in _blocks(data, 0):
        opening = (block.meaning == _OPEN) & (block.depth == 1)
        starts.append(block.place[opening])
        ends.append(block.place[(block.meaning == _CLOSE) & (block.depth == 0)] + 1)
    first = np.concatenate(starts) if starts else np.array([], np.int64)
    last = np.concatenate(ends) if ends else np.array([], np.int64)
    return first[: len(last)], last[: len(first)]


@dataclass(frozen=True)
class _Block:
    """Brackets and commas outside strings, each with the depth after it."""

    place: np.ndarray
    meaning: np.ndarray
    depth: np.ndarray
    last: int
    inside: bool


def _blocks(data: bytes, start: int) -> Iterator[_Block]:
    buffer = np.frombuffer(data, np.uint8)
    depth, inside = 0, False
    for at in range(start, len(buffer), _BLOCK):
        meaning = _MEANING[buffer[at : at + _BLOCK]]
        place = np.flatnonzero(meaning)
        meaning = meaning[place]
        quote = meaning == _QUOTE
        _unescape(quote, place, buffer, at)
        parity = np.cumsum(quote, dtype=np.uint8) + np.uint8(inside)
        inside = bool(parity[-1] & 1) if len(parity) else inside
        outside = np.flatnonzero((parity & 1 == 0) & (meaning != _QUOTE))
        place, meaning = place[outside] + at, meaning[outside]
        depths = np.cumsum(_STEP[meaning], dtype=np.int32) + np.int32(depth)
        depth = int(depths[-1]) if len(depths) else depth
        yield _Block(place, meaning, depths, depth, inside)


def _unescape(quote: np.ndarray, place: np.ndarray, buffer: np.ndarray, at: int) -> None:
    """Quotes after an odd number of backslashes are letters."""
    block = buffer[max(at - 1, 0) : at + _BLOCK]
    if not (block == _BACKSLASH).any():
        return
    quotes = np.flatnonzero(quote)
    where = place[quotes] + at
    suspects = quotes[(where > 0) & (buffer[where - 1] == _BACKSLASH)]
    for suspect in suspects.tolist():
        run, before = 0, int(place[suspect]) + at - 1
        while before >= 0 and buffer[before] == _BACKSLASH:
            run, before = run + 1, before - 1
        quote[suspect] = run % 2 == 0
