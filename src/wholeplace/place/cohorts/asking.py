"""One test of what happened to a person, and the events that its window may hang on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from ..base import Definition, Id, Many
from ..calendar import before
from .conditions import (
    Ages,
    Condition,
    Parameter,
    in_force,
    require_schedule,
    the_value,
    values,
)

QUESTIONS = ("exists", "none", "count", "sum", "rate", "first", "last")
MEASURED = ("count", "sum", "rate")
"""Questions that a number answers, which is then compared."""

Day = Literal["start", "end"]
"""The day of a record: when it began, or when it had ended; what still runs has no end."""


class Event(Definition):
    """The day of a person's first or last such record up to ``as_at``, for windows to hang on."""

    id: Id
    title: str
    first: Id | None = None
    last: Id | None = None
    where: dict[str, Condition] = Field({})
    day: Day = "start"
    within: str | None = Field(None, description="Period that ends on as_at: '12 months'")
    age_then: Ages | None = Field(None, description="Age on the day of the record")

    @property
    def kind(self) -> str:
        """The activity kind it is one of."""
        return self.first or self.last or ""

    @property
    def reads(self) -> tuple[str, ...]:
        """Attributes of the kind that it looks at."""
        return tuple(self.where)

    @model_validator(mode="after")
    def _one_record(self) -> "Event":
        if bool(self.first) == bool(self.last):
            raise ValueError("an event says exactly one of first, last")
        _require_period(self.within)
        return self


class Test(Definition):
    """One test of one person's records of one kind. Exactly one question, see ``QUESTIONS``.

    ``none`` is met only where deliveries would show a record; ``first`` and ``last`` pick one
    record of the window, and ``where`` is then asked of that one alone.
    """

    exists: Id | None = None
    none: Id | None = None
    count: Id | None = None
    sum: Id | None = Field(None, description="Kind whose quantity, or attribute 'of', is added up")
    rate: Id | None = Field(None, description="Kind; 'numerator' and 'denominator' name attributes")
    first: Id | None = None
    last: Id | None = None
    of: str | None = Field(None, description="With sum: the attribute that is added up")
    numerator: str | Many[str] | None = Field(None, description="Attributes that are added up")
    denominator: str | None = None
    where: dict[str, Condition] = Field({}, description="attribute = value, values, or a range")
    day: Day = "start"
    within: str | None = Field(None, description="Period that ends on as_at: '12 months'")
    since: Id | None = Field(None, description="Event: from its day on, for 'within' if given")
    until: Id | None = Field(None, description="Event: up to and with its day")
    open: bool = Field(False, description="Still running on as_at")
    at_least: Parameter | None = None
    below: Parameter | None = Field(None, description="Met when it is known to be less than this")
    age: Ages | None = Field(None, description="Age on as_at")
    age_then: Ages | None = Field(None, description="Age on the day of each record")

    @property
    def question(self) -> str:
        """Which of ``QUESTIONS`` it asks."""
        return next(name for name in QUESTIONS if getattr(self, name))

    @property
    def kind(self) -> str:
        """The activity kind the test reads."""
        kind: str = getattr(self, self.question)
        return kind

    @property
    def parts(self) -> tuple[str, ...]:
        """Attributes whose sum a rate divides."""
        given = self.numerator
        return (given,) if isinstance(given, str) else given or ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Attributes of the kind that the test looks at, in the order it names them."""
        added = filter(None, (self.of, *self.parts, self.denominator))
        return tuple(dict.fromkeys([*self.where, *added]))

    @property
    def inverted(self) -> bool:
        """Whether it is met by little or nothing, so that silence must be known to mean no."""
        return self.none is not None or self.below is not None

    @property
    def threshold(self) -> Decimal:
        """What is measured is compared with this; one record where nothing is measured."""
        found = the_value(self.below if self.below is not None else self.at_least)
        return Decimal(1) if found is None else found

    def on(self, day: date) -> "Test":
        """The same test with its parameters as they are on a day. Raises NotInForce."""
        now = {"at_least": in_force(self.at_least, day), "below": in_force(self.below, day)}
        return self.model_copy(update=now)

    @model_validator(mode="after")
    def _one_question(self) -> "Test":
        asked = [name for name in QUESTIONS if getattr(self, name)]
        if len(asked) != 1:
            raise ValueError(f"a test says exactly one of {', '.join(QUESTIONS)}")
        for message in self._misfits(asked[0]):
            raise ValueError(message)
        return self

    def _misfits(self, question: str) -> Iterator[str]:
        limits = [name for name in ("at_least", "below") if getattr(self, name) is not None]
        if question in MEASURED and len(limits) != 1:
            yield f"'{question}' needs at_least, or below, and not both"
        if question not in MEASURED and limits:
            yield f"'{question}' takes no {limits[0]}; say 'count' for a number of them"
        if bool(self.rate) != bool(self.parts and self.denominator):
            yield "'rate', and only that, needs numerator and denominator attributes"
        if self.of and not self.sum:
            yield "'of' names what 'sum' adds up, and nothing else"

    @model_validator(mode="after")
    def _threshold_decides(self) -> "Test":
        for name in ("at_least", "below"):
            parameter: Parameter | None = getattr(self, name)
            require_schedule(parameter)
            for value in values(parameter):
                if value <= 0:
                    outcome = "always met" if name == "at_least" else "never met"
                    raise ValueError(f"{name} {value} is {outcome}; it must be more than 0")
                if self.count and value % 1:
                    raise ValueError(f"'count' needs a whole number, not {value}")
        return self

    @model_validator(mode="after")
    def _window_is_one(self) -> "Test":
        _require_period(self.within)
        hung = self.since or self.until
        if self.open and (self.within is not None or hung):
            raise ValueError("say 'open' or a window, not both: open is asked on the day itself")
        if self.open and self.day == "end":
            raise ValueError("what is open has not ended; leave out day = 'end'")
        if self.since and self.until and self.within:
            raise ValueError("say 'within' with one of since and until, not with both")
        return self


def _require_period(period: str | None) -> None:
    day = date(2000, 1, 1)
    if period is not None and before(day, period) == day:
        raise ValueError(f"'{period}' holds no day")
