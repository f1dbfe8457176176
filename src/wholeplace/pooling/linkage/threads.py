"""Work side by side where numpy and Arrow let go of Python's lock; no answer depends on it."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Item, Result = TypeVar("Item"), TypeVar("Result")
MOST = 4  # each holds its own piece of the work in memory


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The results in the order of the items."""
    with ThreadPoolExecutor(min(MOST, os.cpu_count() or 1)) as threads:
        return list(threads.map(work, items))


def at_once(*work: Callable[[], Any], much: bool = True) -> list[Any]:
    """The results of several pieces of work, in their order; little work needs no threads."""
    return side_by_side(lambda piece: piece(), work) if much else [piece() for piece in work]
