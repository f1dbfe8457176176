"""What the reference engine reads, as plain rows, and what it can say of a criterion."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

Row = Mapping[str, Any]


class Verdict(IntEnum):
    """What can be said of a criterion. "Any of" is the greatest verdict, "all of" the least."""

    NOT_MET = 0
    NO_DATA = 1
    MET = 2


@dataclass(frozen=True)
class Facts:
    """Plain rows. An activity carries its attributes under ``detail``."""

    persons: Sequence[Row]
    members: Sequence[Row]
    activities: Sequence[Row]
    coverage: Sequence[Row]
    lasting: Collection[str]
    unread: Collection[tuple[str, str]] = ()
    """Person and kind of which their choice keeps something back."""
