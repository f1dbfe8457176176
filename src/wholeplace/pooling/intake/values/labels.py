"""Labels as people write them into lists: 'b) Female', 'WBRI - White British', '1 - Yes'."""

from __future__ import annotations

import re

_LETTER = re.compile(r"\s*[a-z]\)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[-–:>/]\s+|:\s+")


def readings(label: str) -> list[str]:
    """What a label may mean, the likeliest first: all of it, then each part of it."""
    bare = _LETTER.sub("", label, count=1) if _LETTER.match(label) else label
    return list(dict.fromkeys([bare.strip(), *(part.strip() for part in _BETWEEN.split(bare))]))
