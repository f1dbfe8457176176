"""Make borders drawn from postcodes easy on the eye, without moving where they meet."""

import numpy as np
from numpy.typing import NDArray

STEP = 30.0
ROUNDS = 6
TOLERANCE = 6.0

Line = NDArray[np.float64]


def smoothed(line: Line) -> Line:
    """Even spacing, a few rounds of averaging, then only the points that matter; whole metres."""
    closed = bool((line[0] == line[-1]).all())
    even = _resampled(line)
    for _ in range(ROUNDS):
        even = _averaged(even, closed)
    return np.rint(_thinned(even, closed))


def _resampled(line: Line) -> Line:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    steps = max(int(along[-1] / STEP), 1)
    at = np.linspace(0.0, along[-1], steps + 1)
    return np.column_stack([np.interp(at, along, line[:, i]) for i in (0, 1)])


def _averaged(line: Line, closed: bool) -> Line:
    if len(line) < 4:
        return line
    moved = line.copy()
    moved[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    if closed:
        moved[0] = moved[-1] = (line[-2] + 2 * line[0] + line[1]) / 4
    return moved


def _thinned(line: Line, closed: bool) -> Line:
    """Douglas and Peucker's line simplification; a ring is first cut where it is widest."""
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    if closed and len(line) > 3:
        far = int(np.hypot(*(line - line[0]).T).argmax())
        keep[far] = True
        spans = [(0, far), (far, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        worst, off = _furthest(line, first, last)
        if off > TOLERANCE:
            keep[worst] = True
            spans += [(first, worst), (worst, last)]
    return line[keep]


def _furthest(line: Line, first: int, last: int) -> tuple[int, float]:
    """The point between two others that lies furthest from the straight line joining them."""
    if last - first < 2:
        return first, 0.0
    chord, between = line[last] - line[first], line[first + 1 : last] - line[first]
    length = float(np.hypot(*chord)) or 1.0
    off = np.abs(chord[0] * between[:, 1] - chord[1] * between[:, 0]) / length
    return first + 1 + int(off.argmax()), float(off.max())
