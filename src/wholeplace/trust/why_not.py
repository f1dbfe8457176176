"""Why a use is refused, in parts that can be acted on: whose signature, which bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wholeplace.place.purposes import within

from .agreements import Agreements, decide, naming
from .bars import Bar, bars_on, shipped_bars
from .requests import Request
from .validity import Awaited, awaited


@dataclass(frozen=True)
class WhyNot:
    """What stands between a request and its answer.

    ``signatures`` counts those needed by every agreement that could still open it, signed or not.
    """

    reasons: tuple[str, ...]
    awaited: tuple[Awaited, ...] = ()
    bars: tuple[Bar, ...] = ()
    signatures: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything to be said, each thing once."""
        parts = (*self.reasons, *map(str, self.awaited), *map(str, self.bars))
        return tuple(dict.fromkeys(parts))

    @property
    def others(self) -> tuple[str, ...]:
        """Reasons besides signatures and bars."""
        told = {*map(str, self.awaited), *map(str, self.bars)}
        return tuple(reason for reason in self.reasons if reason not in told)

    @property
    def missing(self) -> str | None:
        """``3 of 11 signatures are missing``, when it is signatures that are missing."""
        if not self.awaited:
            return None
        many = "signature" if self.signatures == 1 else "signatures"
        verb = "is" if len(self.awaited) == 1 else "are"
        return f"{len(self.awaited)} of {self.signatures} {many} {verb} missing"


def why_not(
    request: Request, agreements: Agreements, at: date, bars: Iterable[Bar] | None = None
) -> WhyNot | None:
    """What is missing for a request; nothing when it is permitted."""
    law = shipped_bars() if bars is None else tuple(bars)
    decision = decide(request, agreements, at, law)
    if decision.permit:
        return None
    meant = [a for a in naming(request.source, agreements) if within(request.purpose, a.purposes)]
    stopped = {a.id: bars_on(request, a, at, law) for a in meant}
    # No signature helps where a bar stands, nor after the end.
    curable = [a for a in meant if at < a.end and not stopped[a.id]]
    missing = [signature for a in curable for signature in awaited(a, at)]
    wanted = {signature.agreement for signature in missing}
    needed = sum(len(a.parties) for a in curable if a.id in wanted)
    found = dict.fromkeys(bar for each in stopped.values() for bar in each)
    return WhyNot(decision.reasons, tuple(missing), tuple(found), needed)
