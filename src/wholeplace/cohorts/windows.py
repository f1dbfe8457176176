"""Which days a test looks at, and who has which age on the day it is asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from wholeplace.place import Test, add_months, before

AGE_LIMIT = 130
"""A band that reaches this age has no upper end."""


@dataclass(frozen=True)
class Window:
    """Days from ``start`` (None: as far back as deliveries go) up to, not including, ``end``."""

    start: date | None
    end: date

    @property
    def known(self) -> tuple[date, date]:
        """Days a delivery must cover before silence means no.

        Without a start that is the last day alone: nobody holds records of all time.
        """
        return self.start or self.end - timedelta(days=1), self.end


def window(test: Test, as_at: date) -> Window:
    """The half-open window of a test. Its last day is ``as_at`` itself.

    '12 months' asked on 31 March 2014 runs from 1 April 2013, a whole year of days.
    """
    end = as_at + timedelta(days=1)
    if test.open:
        return Window(as_at, end)
    return Window(before(end, test.within) if test.within else None, end)


def latest_birth(age: int, as_at: date) -> date:
    """The last birth date on which someone has turned ``age`` by ``as_at``.

    Whoever is born on 29 February turns on 1 March, so no later date than this counts.
    """
    return add_months(as_at, -12 * age)
