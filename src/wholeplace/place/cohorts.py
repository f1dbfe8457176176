"""Who a question is about, as a definition anyone can read."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from .base import Definition, Id, Many
from .calendar import before
from .purposes import Purpose
from .sourced import Exact, Sourced

Value = str | int | bool | Many[str]


class Ages(Definition):
    """An age band, by calendar anniversary at ``as_at``; ``below`` is the first age outside."""

    at_least: int | None = Field(None, ge=0)
    below: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _band_holds_an_age(self) -> "Ages":
        if self.below is not None and (self.at_least or 0) >= self.below:
            raise ValueError(f"no age is at least {self.at_least} and below {self.below}")
        return self


class Test(Definition):
    """One test of one person's activities of one kind. Exactly one of exists, count, sum, rate."""

    exists: Id | None = None
    count: Id | None = None
    sum: Id | None = Field(None, description="Kind whose quantity is added up")
    rate: Id | None = Field(None, description="Kind; 'numerator' and 'denominator' name attributes")
    numerator: str | None = None
    denominator: str | None = None
    where: dict[str, Value] = Field({}, description="attribute = value, or a list of values")
    within: str | None = Field(None, description="Period that ends on as_at: '12 months'")
    open: bool = Field(False, description="Still running on as_at")
    at_least: Sourced | Exact | None = None
    age: Ages | None = None

    @property
    def kind(self) -> str:
        """The activity kind the test reads."""
        return self.exists or self.count or self.sum or self.rate or ""

    @property
    def reads(self) -> tuple[str, ...]:
        """Attributes of the kind that the test looks at, in the order it names them."""
        rated = filter(None, (self.numerator, self.denominator))
        return tuple(dict.fromkeys([*self.where, *rated]))

    @property
    def threshold(self) -> Decimal | None:
        """The least value that meets the test; None for a test of mere existence."""
        return self.at_least.value if isinstance(self.at_least, Sourced) else self.at_least

    @model_validator(mode="after")
    def _one_question(self) -> "Test":
        asked = [n for n in ("exists", "count", "sum", "rate") if getattr(self, n)]
        if len(asked) != 1:
            raise ValueError("a test says exactly one of exists, count, sum, rate")
        if asked != ["exists"] and self.at_least is None:
            raise ValueError(f"'{asked[0]}' needs at_least")
        if bool(self.rate) != bool(self.numerator and self.denominator):
            raise ValueError("'rate', and only that, needs numerator and denominator attributes")
        return self

    @model_validator(mode="after")
    def _threshold_decides(self) -> "Test":
        if self.threshold is None:
            return self
        if self.exists:
            raise ValueError("'exists' takes no at_least; say 'count' for a number of them")
        if self.threshold <= 0:
            raise ValueError(f"at_least {self.threshold} is always met; it must be more than 0")
        if self.count and self.threshold % 1:
            raise ValueError(f"'count' needs a whole number, not {self.threshold}")
        return self

    @model_validator(mode="after")
    def _period_is_one(self) -> "Test":
        day = date(2000, 1, 1)
        if self.within is not None and before(day, self.within) == day:
            raise ValueError(f"'{self.within}' holds no day")
        if self.within is not None and self.open:
            raise ValueError("say 'open' or 'within', not both: open is asked on the day itself")
        return self


class Criterion(Definition):
    """Met when any of its tests is; for a household, by the member(s) it names."""

    id: Id
    title: str
    member: Literal["any", "all", "self"] = "self"
    tests: Many[Test] = Field(alias="any", min_length=1)


class Select(Definition):
    """At least so many of these criteria; all of them when ``at_least`` is absent."""

    of: Many[Id] = Field(min_length=1)
    at_least: Sourced | None = None

    @property
    def needed(self) -> int:
        """How many of the named criteria must be met."""
        return len(self.of) if self.at_least is None else int(self.at_least.value)

    @model_validator(mode="after")
    def _can_be_met_and_missed(self) -> "Select":
        if self.at_least is not None and self.at_least.value not in range(1, len(self.of) + 1):
            raise ValueError(f"at_least must be a whole number from 1 to {len(self.of)}")
        if len(set(self.of)) != len(self.of):
            raise ValueError("of names a criterion twice")
        return self


class Cohort(Definition):
    """People or households who meet a rule on a day."""

    id: Id
    title: str
    unit: Literal["person", "household"]
    purpose: Purpose
    citation: Many[str] = Field(min_length=1)
    as_at: date | None = Field(None, description="Fixed day; the place's own day when absent")
    fields: Many[str] = Field(
        (), description="Fields it asks for; without them, those that its rule reads"
    )
    criteria: Many[Criterion] = Field(alias="criterion", min_length=1)
    select: Select

    @property
    def fields_read(self) -> dict[str, tuple[str, ...]]:
        """Field words the rule reads, by kind: the kind itself and the attributes it names."""
        found: dict[str, dict[str, None]] = {}
        for test in (test for criterion in self.criteria for test in criterion.tests):
            words = found.setdefault(test.kind, {test.kind: None})
            words.update({f"{test.kind}.{name}": None for name in test.reads})
        return {kind: tuple(words) for kind, words in found.items()}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Activity kinds the rule reads, each once, in the order it names them."""
        return tuple(dict.fromkeys(t.kind for c in self.criteria for t in c.tests))

    @property
    def selected(self) -> tuple[Criterion, ...]:
        """The criteria that decide, in the order they are defined."""
        return tuple(c for c in self.criteria if c.id in self.select.of)

    @model_validator(mode="after")
    def _members_fit_the_unit(self) -> "Cohort":
        for criterion in self.criteria:
            if (criterion.member == "self") != (self.unit == "person"):
                wanted = "'self'" if self.unit == "person" else "'any' or 'all'"
                raise ValueError(f"criterion {criterion.id}: member of a {self.unit} is {wanted}")
        return self

    @model_validator(mode="after")
    def _asks_for_what_it_uses(self) -> "Cohort":
        read = {word for words in self.fields_read.values() for word in words}
        unused, lacking = sorted(set(self.fields) - read), sorted(read - set(self.fields))
        if unused:
            raise ValueError(
                f"fields asks for {', '.join(unused)}, which no criterion uses; ask for no more"
                " than is needed"
            )
        if self.fields and lacking:
            raise ValueError(f"fields leaves out {', '.join(lacking)}, which a criterion reads")
        return self

    @model_validator(mode="after")
    def _selects_what_it_defines(self) -> "Cohort":
        ids = [c.id for c in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError(f"two criteria share an id: {', '.join(ids)}")
        for name in self.select.of:
            if name not in ids:
                raise ValueError(f"select.of names '{name}'; criteria here are: {', '.join(ids)}")
        return self


class Overlap(Definition):
    """What share of one cohort is also in another, with a relation in time."""

    id: Id
    title: str
    a: Id
    b: Id
    relation: Literal["ever", "before"] = "before"
    citation: Many[str] = Field(min_length=1)


class Concentration(Definition):
    """What share of cost falls on the costliest share of all residents, zero-cost included."""

    id: Id
    title: str
    purpose: Purpose
    kinds: Many[Id] = Field(min_length=1)
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    top: Sourced
    expected: Sourced | None = None
    citation: Many[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _window_and_share_make_sense(self) -> "Concentration":
        if self.end <= self.start:
            raise ValueError(f"'to' ({self.end}) must be later than 'from' ({self.start})")
        if not 0 < self.top.value < 1:
            raise ValueError(f"top must be a share between 0 and 1, not {self.top.value}")
        return self
