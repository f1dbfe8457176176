"""Who a question is about, as a definition anyone can read."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..base import Definition, Id, Many
from ..purposes import Purpose
from .asking import Event, Test
from .conditions import NotInForce, Parameter, Stated, in_force, require_schedule, the_value, values


class Criterion(Definition):
    """Met when any, all, or at least so many of its tests are; for a household, by its members."""

    id: Id
    title: str
    member: Literal["any", "all", "self"] = "self"
    any_of: Many[Test] = Field((), alias="any")
    all_of: Many[Test] = Field((), alias="all")
    at_least: Parameter | None = Field(None, description="With any: how many of the tests")
    points: Stated | None = Field(None, description="What it adds when it is met; 1 if absent")

    @property
    def tests(self) -> tuple[Test, ...]:
        """Its tests, in order."""
        return self.any_of or self.all_of

    @property
    def needed(self) -> int:
        """How many of its tests must be met."""
        return len(self.all_of) or int(the_value(self.at_least) or 1)

    @property
    def worth(self) -> int:
        """Its points."""
        return int(the_value(self.points) or 1)

    def on(self, day: date) -> "Criterion":
        """The same criterion with parameters as they are on a day. Raises NotInForce."""
        return self.model_copy(
            update={
                "any_of": tuple(test.on(day) for test in self.any_of),
                "all_of": tuple(test.on(day) for test in self.all_of),
                "at_least": in_force(self.at_least, day),
                "points": in_force(self.points, day),
            }
        )

    @model_validator(mode="after")
    def _one_way_to_meet_it(self) -> "Criterion":
        if bool(self.any_of) == bool(self.all_of):
            raise ValueError("a criterion holds tests under 'any' or under 'all'")
        if self.all_of and self.at_least is not None:
            raise ValueError("at_least counts tests under 'any'; 'all' needs every one of them")
        require_whole("at_least", self.at_least, len(self.tests))
        require_whole("points", self.points)
        return self


class Select(Definition):
    """At least so many points of these criteria; all of them when ``at_least`` is absent."""

    of: Many[Id] = Field(min_length=1)
    at_least: Stated | None = None

    @model_validator(mode="after")
    def _names_each_once(self) -> "Select":
        if len(set(self.of)) != len(self.of):
            raise ValueError("of names a criterion twice")
        return self


class Band(Definition):
    """A name for units with so many points, up to the next band."""

    id: Id
    title: str
    at_least: Stated

    @property
    def needed(self) -> int:
        """The fewest points it takes."""
        return int(the_value(self.at_least) or 1)


class Rule(Definition):
    """What cohorts and segmentations share: a unit, a purpose, events and criteria."""

    id: Id
    title: str
    unit: Literal["person", "household"]
    purpose: Purpose
    citation: Many[str] = Field(min_length=1)
    as_at: date | None = Field(None, description="Fixed day; the place's own day when absent")
    fields: Many[str] = Field(
        (), description="Fields it asks for; without them, those that its rule reads"
    )
    events: Many[Event] = Field((), alias="event")
    criteria: Many[Criterion] = Field(alias="criterion", min_length=1)

    @property
    def named(self) -> tuple[tuple[str, Test | Event], ...]:
        """Its events and all its tests, each with the place in the file where it stands."""
        events = ((f"event {event.id}", event) for event in self.events)
        tests = ((f"criterion {c.id}", test) for c in self.criteria for test in c.tests)
        return (*events, *tests)

    @property
    def fields_read(self) -> dict[str, tuple[str, ...]]:
        """Field words the rule reads, by kind: the kind itself and the attributes it names."""
        found: dict[str, dict[str, None]] = {}
        for _, one in self.named:
            words = found.setdefault(one.kind, {one.kind: None})
            words.update({f"{one.kind}.{name}": None for name in one.reads})
        return {kind: tuple(words) for kind, words in found.items()}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Activity kinds the rule reads, each once, in the order it names them."""
        return tuple(dict.fromkeys(one.kind for _, one in self.named))

    @model_validator(mode="after")
    def _members_fit_the_unit(self) -> "Rule":
        for criterion in self.criteria:
            if (criterion.member == "self") != (self.unit == "person"):
                wanted = "'self'" if self.unit == "person" else "'any' or 'all'"
                raise ValueError(f"criterion {criterion.id}: member of a {self.unit} is {wanted}")
        return self

    @model_validator(mode="after")
    def _asks_for_what_it_uses(self) -> "Rule":
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
    def _names_are_its_own(self) -> "Rule":
        require_different("criteria", [criterion.id for criterion in self.criteria])
        events = [event.id for event in self.events]
        require_different("events", events)
        for test in (test for criterion in self.criteria for test in criterion.tests):
            for name in filter(None, (test.since, test.until)):
                if name not in events:
                    known = ", ".join(events) or "none"
                    raise ValueError(f"a test hangs on '{name}'; events here are: {known}")
        return self


class Cohort(Rule):
    """People or households who meet a rule on a day."""

    select: Select
    bands: Many[Band] = Field((), alias="band")

    @property
    def selected(self) -> tuple[Criterion, ...]:
        """The criteria that decide, in the order they are defined."""
        return tuple(c for c in self.criteria if c.id in self.select.of)

    @property
    def most(self) -> int:
        """The points of all criteria that decide."""
        return sum(criterion.worth for criterion in self.selected)

    @property
    def needed(self) -> int:
        """How many points make a member."""
        found = the_value(self.select.at_least)
        return self.most if found is None else int(found)

    @property
    def counts_points(self) -> bool:
        """Whether criteria weigh differently."""
        return any(criterion.points is not None for criterion in self.criteria)

    def on(self, day: date) -> "Cohort":
        """The same rule with its parameters as they are on a day. Raises NotInForce."""
        try:
            return self._on(day)
        except NotInForce as error:
            raise NotInForce(f"cohort '{self.id}' cannot be asked on {day}: {error}") from None

    def _on(self, day: date) -> "Cohort":
        chosen = self.select.model_copy(update={"at_least": in_force(self.select.at_least, day)})
        bands = (b.model_copy(update={"at_least": in_force(b.at_least, day)}) for b in self.bands)
        criteria = tuple(criterion.on(day) for criterion in self.criteria)
        return self.model_copy(
            update={"criteria": criteria, "select": chosen, "bands": tuple(bands)}
        )

    @model_validator(mode="after")
    def _selects_what_it_defines(self) -> "Cohort":
        require_known(self.select.of, self.criteria)
        most = sum(max(values(c.points), default=1) for c in self.selected)
        require_whole("select.at_least", self.select.at_least, int(most))
        for band in self.bands:
            require_whole(f"band {band.id}", band.at_least, int(most))
        require_different("bands", [band.id for band in self.bands])
        return self


def require_whole(name: str, parameter: Parameter | None, most: int | None = None) -> None:
    """Raise ValueError unless every value is a whole number from 1, to ``most`` if given."""
    require_schedule(parameter)
    for value in values(parameter):
        if value % 1 or value < 1 or (most is not None and value > most):
            top = "" if most is None else f" from 1 to {most}"
            raise ValueError(f"{name} must be a whole number{top or ' of at least 1'}")


def require_different(what: str, ids: list[str]) -> None:
    """Raise ValueError where two share an id."""
    if len(set(ids)) != len(ids):
        raise ValueError(f"two {what} share an id: {', '.join(ids)}")


def require_known(named: Iterable[str], criteria: Iterable[Criterion]) -> None:
    """Raise ValueError for a name that no criterion has."""
    ids = [criterion.id for criterion in criteria]
    for name in named:
        if name not in ids:
            raise ValueError(f"of names '{name}'; criteria here are: {', '.join(ids)}")
