"""The retention clock: which agreements have ended, and from when what they opened must go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, add_months


@dataclass(frozen=True)
class Due:
    """An agreement that has ended. ``day`` is when its data must go; None: only words say when."""

    agreement: str
    ended: date
    day: date | None
    words: str

    def overdue(self, at: date) -> bool:
        """Whether the day has come."""
        return self.day is not None and self.day <= at


def due(agreements: Iterable[Agreement], at: date) -> list[Due]:
    """Agreements that ended by a day, the longest due first; those only words speak of last."""
    ended = [Due(a.id, a.end, _day(a), a.retention) for a in agreements if a.end <= at]
    return sorted(ended, key=lambda one: (one.day or date.max, one.agreement))


def _day(agreement: Agreement) -> date | None:
    if agreement.retain_months is None:
        return None
    return add_months(agreement.end, agreement.retain_months)
