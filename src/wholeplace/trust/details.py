"""What may stand in an audit row's details: counts, ids and hashes, nothing about a person."""

import json
import re
from collections.abc import Mapping
from typing import Any

PERSONAL = frozenset(
    {
        "given",
        "family",
        "name",
        "names",
        "aliases",
        "birth_date",
        "dob",
        "nhs",
        "upn",
        "nino",
        "pnc",
    }
    | {"address", "line", "postcode"}
)
_LOOKS_PERSONAL = re.compile(
    r"\b(?:\d{3}[ -]?\d{3}[ -]?\d{4}"  # an NHS number
    r"|[A-Z]{2} ?(?:\d\d ?){3}[A-D]"  # a National Insurance number
    r"|[A-Z]\d{12})\b"  # a unique pupil number
)


def as_text(details: Mapping[str, Any]) -> str:
    """Details as canonical JSON. Refuses keys and values that would name a person."""
    for key, value in details.items():
        if key.lower() in PERSONAL or _LOOKS_PERSONAL.search(str(value)):
            raise ValueError(
                f"audit details may not hold '{key}' as given: the log names no person;"
                " use the person's id or a count"
            )
    return json.dumps(dict(details), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
