"""Seconds by step, and the most memory this process ever held."""

import resource
import sys
import time


class Clock:
    """Starts when made; each lap ends a step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        """End a step."""
        now = time.perf_counter()
        self.laps[step] = round(now - self._last, 2)
        self._last = now

    @property
    def total(self) -> float:
        """Seconds of all steps."""
        return round(sum(self.laps.values()), 2)


def peak_gib() -> float:
    """Peak memory of this process."""
    scale = 2**20 if sys.platform != "darwin" else 2**30
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, 2)
