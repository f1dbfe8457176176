"""Whether an agreement is in force: begun, not ended, and signed by every party."""

from datetime import date

from wholeplace.place import Agreement


def not_in_force(agreement: Agreement, at: date) -> list[str]:
    """What keeps an agreement from holding on a day; empty when it holds."""
    if at < agreement.start:
        return [f"agreement '{agreement.id}' does not begin until {agreement.start}"]
    if at >= agreement.end:
        return [f"agreement '{agreement.id}' ended on {agreement.end}"]
    return [_awaited(agreement, party, at) for party in missing_signatures(agreement, at)]


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


def _awaited(agreement: Agreement, party: str, at: date) -> str:
    asked = [s.asked for s in agreement.signatures if s.party == party and s.asked]
    awaited = f"agreement '{agreement.id}' awaits the signature of '{party}'"
    past = [day for day in asked if day <= at]
    return (
        f"{awaited}, asked {(at - min(past)).days} days ago"
        if past
        else f"{awaited}, not asked yet"
    )
