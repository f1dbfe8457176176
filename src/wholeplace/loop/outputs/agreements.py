"""Which agreements stand, and what was refused for want of one."""

from collections.abc import Iterable
from typing import Any

from wholeplace.place import Agreement, Place
from wholeplace.trust.validity import missing_signatures, state

from ..asking import Refusal


def agreements(place: Place, refusals: Iterable[Refusal]) -> dict[str, Any]:
    """``agreements.json``."""
    return {
        "agreements": [_one(place, agreement) for agreement in place.agreements.values()],
        "refusals": [
            {"source": r.source, "purpose": r.purpose, "reason": r.reason} for r in refusals
        ],
    }


def _one(place: Place, agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "title": agreement.title,
        "parties": list(agreement.parties),
        "purposes": list(agreement.purposes),
        "grain": agreement.grain,
        "from": agreement.start.isoformat(),
        "to": agreement.end.isoformat(),
        "review": agreement.review.isoformat(),
        "state": state(agreement, place.as_at),
        "missing": missing_signatures(agreement, place.as_at),
        "sources": sorted({grant.source for grant in agreement.grants}),
    }
