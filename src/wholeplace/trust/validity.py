"""Whether an agreement is in force: begun, not ended, and signed by every party."""

from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement


@dataclass(frozen=True)
class Awaited:
    """A signature without which an agreement opens nothing. Not asked for: no day, no wait."""

    agreement: str
    party: str
    asked: date | None
    days: int | None

    def __str__(self) -> str:
        wait = "not asked yet" if self.asked is None else f"asked {self.days} days ago"
        return f"agreement '{self.agreement}' awaits the signature of '{self.party}', {wait}"


def not_in_force(agreement: Agreement, at: date) -> list[str]:
    """What keeps an agreement from holding on a day; empty when it holds."""
    if at < agreement.start:
        return [f"agreement '{agreement.id}' does not begin until {agreement.start}"]
    if at >= agreement.end:
        return [f"agreement '{agreement.id}' ended on {agreement.end}"]
    return [str(signature) for signature in awaited(agreement, at)]


def missing_signatures(agreement: Agreement, at: date) -> list[str]:
    """Parties that have not signed by a day. A party with no signature entry has not signed."""
    signed = {s.party for s in agreement.signatures if s.signed and s.signed <= at}
    return [party for party in agreement.parties if party not in signed]


def state(agreement: Agreement, at: date) -> str:
    """One word for a list of agreements: 'in force', 'unsigned', 'not yet', 'ended'."""
    if at >= agreement.end:
        return "ended"
    if at < agreement.start:
        return "not yet"
    return "unsigned" if missing_signatures(agreement, at) else "in force"


def awaited(agreement: Agreement, at: date) -> list[Awaited]:
    """Signatures that are missing on a day, and how long each has been waited for."""
    found = []
    for party in missing_signatures(agreement, at):
        asked = _asked(agreement, party, at)
        found.append(Awaited(agreement.id, party, asked, (at - asked).days if asked else None))
    return found


def _asked(agreement: Agreement, party: str, at: date) -> date | None:
    """The day a party was first asked to sign, if that was by ``at``."""
    asked = [s.asked for s in agreement.signatures if s.party == party and s.asked]
    return min((day for day in asked if day <= at), default=None)
