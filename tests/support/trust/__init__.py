"""Agreements that need no place around them, with everything an agreement must say."""

from datetime import date
from typing import Any

from wholeplace.place import Agreement, Objection

POWER = "Crime and Disorder Act 1998, section 115"


def agreement(id: str = "a", **changes: Any) -> Agreement:
    """Signed by two parties, for planning with one source from 2011 to 2015, unless changed.

    ``power`` stands for the powers; ``signed`` names who has signed.
    """
    start = changes.pop("start", date(2011, 4, 1))
    end = changes.pop("end", date(2015, 4, 1))
    power = changes.pop("power", POWER)
    parties = changes.get("parties", ["police", "council"])
    signed = changes.pop("signed", parties)
    said = {
        "id": id,
        "title": id,
        "parties": parties,
        "purposes": ["planning"],
        "grain": "named",
        "from": start,
        "to": end,
        "review": end,
        "retention": "six years",
        "roles": {
            "controllers": parties,
            "joint": {"none": "each decides for itself"},
            "processors": {"none": "nobody handles the data for them"},
        },
        "power": [{"statute": power}],
        "basis": [{"article": "6(1)(e)", "law": "a test"}],
        "confidentiality": [{"basis": "not-confidential", "because": "a test"}],
        "objections": {"none": "it is a test"},
        "onward": {"publish": "protected-counts"},
        "grant": [{"source": "list", "fields": ["record", "offence"]}],
        "signature": [
            {"party": party, "signed": start if party in signed else None} for party in parties
        ],
    }
    return Agreement.model_validate({**said, **changes})


def objection(id: str, **changes: Any) -> Objection:
    """An opt-out from 2000 on that stops everything, unless changed."""
    said = {"id": id, "title": id, "rule": "a test", "citation": "a test", "from": date(2000, 1, 1)}
    return Objection.model_validate({**said, **changes})
