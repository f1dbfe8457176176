"""Payback: when what was spent has come back, and stays back."""

from collections.abc import Sequence


def payback_years(net: Sequence[float]) -> float | None:
    """Years until the running total is at least 0 and stays so; None if it never does.

    Nets come one a year and evenly within it. A total that never falls below 0 has paid back at
    the start.
    """
    totals = _running(net)
    below = [year for year, total in enumerate(totals) if total < 0]
    if not below:
        return 0.0
    last = below[-1]
    if last == len(totals) - 1:
        return None
    return last + 1 - totals[last] / (totals[last + 1] - totals[last])


def _running(net: Sequence[float]) -> list[float]:
    totals, total = [], 0.0
    for amount in net:
        total += amount
        totals.append(total)
    return totals
