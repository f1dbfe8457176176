"""How forgetting stands: what is due, what is held, which copies know too much, what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.decisions.backups import Backup, Backups
from wholeplace.pooling.decisions.binding import holds
from wholeplace.pooling.decisions.disposals import Disposal, Disposals
from wholeplace.pooling.decisions.exports import Export, Exports
from wholeplace.trust.forgetting import Hold
from wholeplace.trust.retention import Due, due


@dataclass(frozen=True)
class Standing:
    """Of one place, on its own day."""

    at: date
    due: list[Due]
    exports: list[Export]
    holds: list[Hold]
    backups: list[Backup]
    disposals: list[Disposal]
    broken: int | None
    """The first line of the disposal log that is not as it was written."""

    @classmethod
    def of(cls, place: Place) -> Standing:
        """Look at definitions and register; nothing is changed."""
        register, at = place.register, place.as_at
        log = Disposals(register)
        done = {one.act.agreement for one in log.every() if one.act.why == "expiry"}
        ended = [one for one in due(place.agreements.values(), at) if one.agreement not in done]
        late = [one for one in Exports(register).every() if one.until and one.until <= at]
        known = Backups(register).known()
        broken = log.verify().broken_at
        return cls(at, ended, late, holds(register).standing(), known, log.every(), broken)

    def to_json(self) -> dict[str, Any]:
        """``forget --json``."""
        return {
            "as_at": self.at,
            "due": [{**asdict(one), "overdue": one.overdue(self.at)} for one in self.due],
            "exports_past_their_time": [one.id for one in self.exports],
            "holds": [hold.id for hold in self.holds],
            "backups": [
                {**asdict(b), "cleaned": sorted(b.cleaned), "missed": self._missed(b)}
                for b in self.backups
            ],
            "disposals": [
                {"number": d.number, "why": d.act.why, "law": d.act.law, "at": d.at, "gone": d.gone}
                for d in self.disposals
            ],
            "log_broken_at": self.broken,
        }

    def lines(self) -> Iterator[str]:
        """The same in words."""
        for one in self.due:
            when = f"due since {one.day}" if one.overdue(self.at) else f"due on {one.day}"
            when = when if one.day else f"says when in words only: {one.words}"
            yield f"{one.agreement}: ended on {one.ended}, {when}"
        for export in self.exports:
            yield f"Export {export.id} to {export.partner}: was to be deleted by {export.until}"
        for hold in self.holds:
            yield f"Hold {hold.id} of {hold.by}, review {hold.review}: {hold.reason}"
        for backup in self.backups:
            if missed := self._missed(backup):
                yield f"Backup {backup.id}: holds what {missed} disposals deleted: {backup.where}"
        yield f"Disposals on record: {len(self.disposals)}"
        if self.broken:
            yield f"The disposal log does not check out from line {self.broken} on"
        if not (self.due or self.exports):
            yield "Nothing is due to be forgotten."

    def _missed(self, backup: Backup) -> int:
        """Disposals a copy knows nothing of."""
        return sum(1 for one in self.disposals if not backup.knows(one.number))
