"""A step's output in a folder named by its key: there whole, or made again."""

import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from wholeplace.pooling.store import keep_as, making_in

from .progress import Event, Progress, State


@dataclass
class Steps:
    """Runs steps, reuses what is unchanged, and says what it does. Safe to use from threads."""

    cache: Path
    progress: Progress
    totals: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def folder(
        self, step: str, key: Callable[[], str], message: str, make: Callable[[Path], None]
    ) -> Path:
        """The folder of a step, made by ``make`` unless one with this key is there.

        The key is asked again after making, since a step may depend on what it keeps in the
        register: it is named by the register as it left it.
        """
        target = self.cache / step / key()
        if target.exists():
            return self._end(step, message, "unchanged", time.monotonic(), target)
        began = time.monotonic()
        self.say(step, message)
        with making_in(target.parent) as folder:
            make(folder)
            target = self.cache / step / key()
            keep_as(folder, target)
        return self._end(step, message, "made", began, target)

    def there(self, step: str, key: str) -> bool:
        """Whether the output of a step is there already."""
        return (self.cache / step / key).exists()

    def say(self, step: str, message: str) -> None:
        """Tell that a piece of work has begun."""
        with self._guard:
            self._tell(step, message, "started", 0.0)

    def _end(self, step: str, message: str, state: State, began: float, target: Path) -> Path:
        with self._guard:
            self.used.add(target)
            self.done[step] += 1
            if state == "made":
                self.made.append(message)
            self._tell(step, message, state, round(time.monotonic() - began, 2))
        return target

    def _tell(self, step: str, message: str, state: State, seconds: float) -> None:
        total = max(self.totals[step], self.done[step], 1)
        self.progress(Event(step, self.done[step], total, message, state, seconds))

    def clear_unused(self, *steps: str, keep: Collection[Path] = ()) -> None:
        """Delete outputs of steps that this run did not need: they can be made again."""
        for step in steps:
            for folder in (self.cache / step).glob("*"):
                if folder not in self.used and folder not in keep:
                    shutil.rmtree(folder, ignore_errors=True)
