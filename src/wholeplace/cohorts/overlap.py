"""What share of one cohort is also in another, in time order, and how sure that share is."""

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from wholeplace.place import Overlap

from .results import CohortResult

NORMAL_95 = 1.959963984540054
"""Two-sided 95% point of the normal distribution."""


@dataclass(frozen=True)
class LinkageError:
    """How often linkage errs: ``missed`` of true matches, ``false`` of the matches it made."""

    missed: float = 0.0
    false: float = 0.0

    def __post_init__(self) -> None:
        for name, rate in (("missed", self.missed), ("false", self.false)):
            if not 0 <= rate < 1:
                raise ValueError(f"linkage error '{name}' is a rate from 0 to below 1, not {rate}")


@dataclass(frozen=True)
class Overlapped:
    """Of ``n_a`` units, ``n_both`` are in the other cohort too; between ``low`` and ``high``."""

    a: str
    b: str
    relation: str
    n_a: int
    n_both: int
    share: float | None
    low: float | None
    high: float | None

    def to_json(self) -> dict[str, Any]:
        """The shape that ``overlap --json`` prints."""
        return dict(vars(self))


class DifferentUnits(Exception):
    """Two cohorts that count different things cannot overlap."""


def overlap(
    definition: Overlap,
    a: CohortResult,
    b: CohortResult,
    linkage: LinkageError | None = None,
) -> Overlapped:
    """Count members of ``a`` in ``b``; for 'before', known to ``b`` no later than first in ``a``.

    The interval is Wilson's 95% interval for the share, widened for linkage: a false match makes
    an overlap that is not there and a missed one hides one, so the low end takes off the false
    rate first and the high end puts back what was missed.
    """
    if a.unit != b.unit:
        raise DifferentUnits(
            f"overlap '{definition.id}': '{a.id}' counts each {a.unit} and '{b.id}' each {b.unit};"
            " give both the same unit"
        )
    both = _both(definition.relation, _firsts(a), _firsts(b))
    low, high = interval(both, a.count, linkage or LinkageError())
    share = both / a.count if a.count else None
    return Overlapped(a.id, b.id, definition.relation, a.count, both, share, low, high)


def interval(both: int, of: int, linkage: LinkageError) -> tuple[float | None, float | None]:
    """Wilson's interval at the share as it would be without false, or without missed, matches."""
    if not of:
        return None, None
    least = both / of * (1 - linkage.false)
    most = min(1.0, both / of / (1 - linkage.missed))
    return _wilson(least, of)[0], _wilson(most, of)[1]


def _wilson(share: float, of: int) -> tuple[float, float]:
    square = NORMAL_95**2
    middle = share + square / (2 * of)
    reach = NORMAL_95 * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _firsts(result: CohortResult) -> dict[str, date]:
    units, firsts = (result.members[name].to_pylist() for name in ("unit", "first"))
    return dict(zip(units, firsts, strict=True))


def _both(relation: str, a: dict[str, date], b: dict[str, date]) -> int:
    shared = a.keys() & b.keys()
    if relation == "ever":
        return len(shared)
    return sum(b[unit] <= a[unit] for unit in shared)
