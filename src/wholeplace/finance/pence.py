"""The ledger edge: pounds become whole pence here, and shares add up to the penny."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K")
Weight = float | Decimal | Fraction | int


def to_pence(pounds: float | Decimal) -> int:
    """Pounds as whole pence, half a penny rounded away from zero."""
    exact = pounds if isinstance(pounds, Decimal) else Decimal(repr(float(pounds)))
    return int((exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def apportion(total: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """Split ``total`` pence by ``weights``, exactly, by largest remainder; ties go to the first."""
    exact = {key: Fraction(weight) for key, weight in weights.items()}
    whole = sum(exact.values())
    if any(weight < 0 for weight in exact.values()) or (total and not whole):
        raise ValueError("shares need weights of at least 0 that add up to more than 0")
    if not total:
        return dict.fromkeys(exact, 0)
    quotas = {key: abs(total) * weight / whole for key, weight in exact.items()}
    parts = {key: quota.numerator // quota.denominator for key, quota in quotas.items()}
    order = sorted(exact, key=lambda key: parts[key] - quotas[key])
    for key in order[: abs(total) - sum(parts.values())]:
        parts[key] += 1
    return parts if total > 0 else {key: -part for key, part in parts.items()}
