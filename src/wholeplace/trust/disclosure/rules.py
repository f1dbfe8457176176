"""The numbers that decide what is hidden, each with where it comes from."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["rounded", "exact"]


@dataclass(frozen=True)
class Rules:
    """Limits of one release.

    ``small``: counts of 1 to so many people or households are hidden (NHS England, hospital
    statistics: 1 to 7). ``dominant`` of ``dominant_share``: a sum is hidden when so few
    contributors make up more than this share; ``close``: or when the second largest could work out
    the largest to within this share (both as in the ACRO output checker: 2, 90%, 10%).
    """

    method: Method = "rounded"
    small: int = 7
    dominant: int = 2
    dominant_share: float = 0.9
    close: float = 0.1
