"""What a place says about the deliveries of a source: which came when, and when they are due."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, Id, Many
from .calendar import add_months


class Covers(Definition):
    """The days a delivery tells about."""

    start: date = Field(alias="from")
    end: date = Field(alias="to", description="First day not covered")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Covers":
        if self.end <= self.start:
            raise ValueError("'to' is the first day not covered, so it must lie after 'from'")
        return self


class Rhythm(Definition):
    """Days by which the partner has agreed to send: a first one, and one after each period."""

    first: date = Field(description="Day by which the first delivery is due")
    every: str = Field(
        pattern=r"^[1-9][0-9]{0,2} (day|days|month|months)$",
        description="'7 days', '1 month', '3 months' …",
    )

    def due_days(self, upto: date) -> list[date]:
        """Every due day up to and including a day, and the first one after it."""
        found = [self.first]
        while found[-1] <= upto:
            found.append(self._due(len(found)))
        return found

    def _due(self, place: int) -> date:
        """Counted from the first, so that the 31st comes back after a short month."""
        number, unit = self.every.split()
        many = place * int(number)
        return add_months(self.first, many) if "month" in unit else self.first + timedelta(many)


class Delivery(Definition):
    """Files that came, or are to come, at one time. Deliveries count in order of their days.

    A ``full`` one replaces what came before for the days it covers; a ``delta`` adds rows, and
    replaces those with the same key; a ``correction`` replaces the rows it names by key; a
    ``withdrawn`` one takes files that came earlier out again.
    """

    id: Id
    files: Many[str] = Field(min_length=1, description="Globs under extracts/")
    mode: Literal["full", "delta", "correction", "withdrawn"] = "full"
    received: date | None = Field(None, description="Day it came; none while it is awaited")
    due: date | None = Field(None, description="Day it should have come by: after that it is late")
    covers: Covers | None = Field(None, description="Left out, all days up to the day it came")
    note: str | None = None

    @model_validator(mode="after")
    def _has_a_day(self) -> "Delivery":
        if self.received is None and self.due is None:
            raise ValueError("say when it was 'received', or when it is 'due'")
        if self.mode == "withdrawn" and self.received is None:
            raise ValueError("say when the withdrawal was 'received'")
        return self
