"""What a rule may ask of an age, of an attribute, and of a number that policy sets."""

from datetime import date
from decimal import Decimal

from pydantic import Field, model_validator

from ..base import Definition, Many
from ..sourced import Exact, Sourced


class Ages(Definition):
    """An age band, by calendar anniversary; ``below`` is the first age outside."""

    at_least: int | None = Field(None, ge=0)
    below: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _band_holds_an_age(self) -> "Ages":
        if self.below is not None and (self.at_least or 0) >= self.below:
            raise ValueError(f"no age is at least {self.at_least} and below {self.below}")
        return self


class Range(Definition):
    """Whole numbers, or days: from ``at_least`` up to, not including, ``below``."""

    at_least: int | date | None = None
    below: int | date | None = None

    @property
    def ends(self) -> tuple[int | date, ...]:
        """The ends that are given, the least first."""
        return tuple(end for end in (self.at_least, self.below) if end is not None)

    @model_validator(mode="after")
    def _holds_something(self) -> "Range":
        if not self.ends:
            raise ValueError("a range needs at_least, below or both")
        if len({type(end) for end in self.ends}) > 1:
            raise ValueError("a range is of whole numbers or of days, not of both")
        if len(self.ends) == 2 and not self.ends[0] < self.ends[1]:  # type: ignore[operator]
            raise ValueError(f"nothing is at least {self.at_least} and below {self.below}")
        return self


Condition = str | int | bool | Many[str] | Range
"""One value, a list of values, or a range."""


class NotInForce(ValueError):
    """A parameter that has no value yet on the day that is asked about."""


class Dated(Sourced):
    """A value from one day on, until the next one of its schedule."""

    start: date = Field(alias="from")


Stated = Sourced | Many[Dated]
"""A number with its source, or a schedule of those."""

Parameter = Exact | Stated
"""Anything stated, or a bare number that says itself what it is."""


def values(parameter: Parameter | None) -> tuple[Decimal, ...]:
    """Every value that a parameter has on some day."""
    if parameter is None:
        return ()
    if isinstance(parameter, tuple):
        return tuple(step.value for step in parameter)
    return (parameter.value,) if isinstance(parameter, Sourced) else (parameter,)


def in_force(parameter: Parameter | None, day: date) -> Exact | Sourced | None:
    """What a parameter is on a day. Raises NotInForce before the first day of a schedule."""
    if not isinstance(parameter, tuple):
        return parameter
    begun = [step for step in parameter if step.start <= day]
    if not begun:
        first = min(step.start for step in parameter)
        raise NotInForce(f"a parameter of it has values from {first} on only")
    return max(begun, key=lambda step: step.start)


def the_value(parameter: Parameter | None) -> Decimal | None:
    """The value of a parameter that has one only. Raises ValueError for a schedule."""
    found = values(parameter)
    if len(found) > 1:
        raise ValueError("a schedule has several values; say of which day, with 'on'")
    return found[0] if found else None


def require_schedule(parameter: Parameter | None) -> None:
    """Raise ValueError for a schedule that is empty or names a day twice."""
    if not isinstance(parameter, tuple):
        return
    days = [step.start for step in parameter]
    if not days or len(set(days)) != len(days):
        raise ValueError("a schedule names each day from which a value holds, once")
