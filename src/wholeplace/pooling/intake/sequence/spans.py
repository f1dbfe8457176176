"""Stretches of days, half-open, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Days from ``start`` up to, not including, ``end``."""

    start: date
    end: date

    def within(self, other: Span) -> bool:
        """Whether the other leaves none of it out."""
        return other.start <= self.start and self.end <= other.end


ALWAYS = Span(date.min, date.max)


def together(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans, in order."""
    joined: list[Span] = []
    for span in sorted(s for s in spans if s.start < s.end):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def without(spans: Iterable[Span], gone: Span) -> list[Span]:
    """What is left when some days are taken out."""
    pieces = (
        piece
        for span in spans
        for piece in (
            Span(span.start, min(span.end, gone.start)),
            Span(max(span.start, gone.end), span.end),
        )
    )
    return together(pieces)


def inside(spans: Iterable[Span], frame: Span) -> list[Span]:
    """The days that lie in a frame too."""
    return together(Span(max(s.start, frame.start), min(s.end, frame.end)) for s in spans)
