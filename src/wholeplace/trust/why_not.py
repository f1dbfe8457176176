"""Why a use is refused, in parts that can be acted on: whose signature, which bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .agreements import Agreements, decide, naming
from .bars import Bar, bars_on, shipped_bars
from .requests import Request
from .validity import Awaited, awaited


@dataclass(frozen=True)
class WhyNot:
    """What stands between a request and its answer."""

    reasons: tuple[str, ...]
    awaited: tuple[Awaited, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything to be said, each thing once."""
        parts = (*self.reasons, *map(str, self.awaited), *map(str, self.bars))
        return tuple(dict.fromkeys(parts))


def why_not(
    request: Request, agreements: Agreements, at: date, bars: Iterable[Bar] | None = None
) -> WhyNot | None:
    """What is missing for a request; nothing when it is permitted."""
    law = shipped_bars() if bars is None else tuple(bars)
    decision = decide(request, agreements, at, law)
    if decision.permit:
        return None
    meant = [a for a in naming(request.source, agreements) if request.purpose in a.purposes]
    stopped = {a.id: bars_on(request, a, at, law) for a in meant}
    # No signature helps where a bar stands, nor after the end.
    curable = [a for a in meant if at < a.end and not stopped[a.id]]
    missing = [signature for a in curable for signature in awaited(a, at)]
    found = dict.fromkeys(bar for each in stopped.values() for bar in each)
    return WhyNot(decision.reasons, tuple(missing), tuple(found))
