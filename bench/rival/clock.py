"""Seconds by step, by the clock and of the processor, and the peak memory of this process."""

import resource
import sys
import time
from collections.abc import Sequence
from itertools import pairwise


class Clock:
    """Starts when made; each lap ends a step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.of_processor: dict[str, float] = {}
        self._last = _now()

    def lap(self, step: str) -> None:
        """End a step."""
        now = _now()
        self.laps[step] = round(now[0] - self._last[0], 2)
        self.of_processor[step] = round(now[1] - self._last[1], 2)
        self._last = now

    @property
    def total(self) -> float:
        """Seconds of all steps."""
        return round(sum(self.laps.values()), 2)

    @property
    def processor(self) -> float:
        """Processor seconds of all steps and threads: a busy machine makes them little more."""
        return round(sum(self.of_processor.values()), 2)


class Laps:
    """The same few steps timed again and again."""

    def __init__(self, steps: Sequence[str]) -> None:
        self._steps, self._times = steps, list[list[tuple[float, float]]]()

    def begin(self) -> None:
        """Start a round of the steps."""
        self._times.append([_now()])

    def lap(self) -> None:
        """End the next step of this round."""
        self._times[-1].append(_now())

    @property
    def by_clock(self) -> list[dict[str, float]]:
        """Seconds by step, a dictionary for each round."""
        return [self._between(times, 0) for times in self._times]

    @property
    def by_processor(self) -> list[dict[str, float]]:
        """Processor seconds by step, a dictionary for each round."""
        return [self._between(times, 1) for times in self._times]

    def _between(self, times: list[tuple[float, float]], which: int) -> dict[str, float]:
        spans = (round(b[which] - a[which], 4) for a, b in pairwise(times))
        return dict(zip(self._steps, spans, strict=True))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def peak_gib() -> float:
    """Peak memory of this process."""
    scale = 2**20 if sys.platform != "darwin" else 2**30
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, 2)
