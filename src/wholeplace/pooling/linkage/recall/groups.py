"""Is anybody linked less well than the rest? Recall by group, with intervals.

Records of some people are worse: names spelt in many ways, addresses that change, numbers not
asked for. A linkage then misses more of them, and every count that rests on it is too low for them.
"""

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from scipy.stats import binomtest

from .hiding import KnownPairs

Labels = Sequence[str | None]
"""The group of each record, None where it is not known."""


@dataclass(frozen=True)
class Rules:
    """When a group is said to fall behind; figures and their sources are in groups.toml."""

    gap: float
    too_few: int
    ages: tuple[int, ...]


@dataclass(frozen=True)
class Share:
    """How many of some pairs were found, with Wilson's 95% interval."""

    pairs: int
    found: int

    @property
    def recall(self) -> float | None:
        """The share found; None where there are no pairs."""
        return self.found / self.pairs if self.pairs else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval."""
        if not self.pairs:
            return 0.0, 1.0
        low, high = binomtest(self.found, self.pairs).proportion_ci(0.95, "wilson")
        return float(low), float(high)


@dataclass(frozen=True)
class Group:
    """One group against all others of its kind."""

    name: str
    share: Share
    difference: float | None  # recall less that of the rest; None where either has no pairs
    low: float  # … its 95% interval
    high: float
    too_few: bool
    behind: bool


def rules() -> Rules:
    """The figures in groups.toml."""
    said = tomllib.loads((files(__package__) / "groups.toml").read_text("utf-8"))
    behind = said["behind"]
    ages = tuple(said["ages"]["starts"]["value"])
    return Rules(behind["gap"]["value"], behind["too_few"]["value"], ages)


def recall(known: KnownPairs) -> Share:
    """Of all pairs."""
    return Share(len(known), int(known.found.sum()))


def recall_by_group(known: KnownPairs, labels: Labels, by: Rules) -> list[Group]:
    """Each group of one kind, in order. A pair is in the groups of both of its records."""
    group_of = np.array([label or "" for label in labels], dtype=object)
    left, right = group_of[known.left], group_of[known.right]
    told = (left != "") | (right != "")
    groups = []
    for name in sorted({*left.tolist(), *right.tolist()} - {""}, key=_in_order):
        inside = (left == name) | (right == name)
        groups.append(_compared(name, _share(known, inside), _share(known, told & ~inside), by))
    return groups


def _in_order(name: str) -> tuple[float, str]:
    """Ages and deciles by their number, then names."""
    number = re.match(r"\d+", name)
    return (float(number[0]) if number else math.inf, name)


def _share(known: KnownPairs, pairs: np.ndarray) -> Share:
    return Share(int(pairs.sum()), int(known.found[pairs].sum()))


def _compared(name: str, group: Share, rest: Share, by: Rules) -> Group:
    """Behind: enough pairs, a gap that matters, and one that chance does not explain."""
    if group.recall is None or rest.recall is None:
        return Group(name, group, None, -1.0, 1.0, group.pairs < by.too_few, False)
    difference = group.recall - rest.recall
    low, high = _newcombe(group, rest)
    too_few = group.pairs < by.too_few
    behind = not too_few and high < 0 and difference <= -by.gap
    return Group(name, group, difference, low, high, too_few, behind)


def _newcombe(one: Share, other: Share) -> tuple[float, float]:
    """The 95% interval of a difference of shares, from Wilson's (Newcombe 1998, method 10)."""
    assert one.recall is not None and other.recall is not None
    (low, high), (other_low, other_high) = one.interval, other.interval
    difference = one.recall - other.recall
    down = math.hypot(one.recall - low, other_high - other.recall)
    up = math.hypot(high - one.recall, other.recall - other_low)
    return difference - down, difference + up


def age_band(age: int | None, by: Rules) -> str | None:
    """'18 to 29', '65 and over'."""
    if age is None or age < 0:
        return None
    start = max(one for one in by.ages if one <= age)
    later = [one for one in by.ages if one > start]
    return f"{start} to {later[0] - 1}" if later else f"{start} and over"
