"""The return year that a day falls in: it ends in March, and is called by the year it ends in."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from .dates import Dates

APRIL = 4


@lru_cache(65_536)
def year_of(day: str) -> str:
    """'2014' for a day of 2013/14; '' for what is no day.

    >>> year_of("2013-04-01"), year_of("31/03/2013")
    ('2014', '2013')
    """
    read = _READ(day)[0]
    return str(read.year + (read.month >= APRIL)) if read else ""


_READ = Dates.of(("%d/%m/%Y", "%d/%m/%y"), date.max).reader()
