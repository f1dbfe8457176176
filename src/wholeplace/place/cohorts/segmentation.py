"""Everybody in exactly one segment: the first in order whose criteria they meet."""

from datetime import date

from pydantic import Field, model_validator

from ..base import Definition, Id, Many
from .cohort import Rule, require_different, require_known, require_whole
from .conditions import NotInForce, Stated, in_force, the_value


class Segment(Definition):
    """Meets at least so many of these criteria; all of them when ``at_least`` is absent.

    The last segment of a segmentation names none: it is for everybody else.
    """

    id: Id
    title: str
    of: Many[Id] = ()
    at_least: Stated | None = None

    @property
    def needed(self) -> int:
        """How many of its criteria must be met."""
        found = the_value(self.at_least)
        return len(self.of) if found is None else int(found)


class Segmentation(Rule):
    """Segments by need, the first in order that fits: exhaustive, and nobody is in two."""

    segments: Many[Segment] = Field(alias="segment", min_length=2)

    def on(self, day: date) -> "Segmentation":
        """The same segments with parameters as they are on a day. Raises NotInForce."""
        try:
            criteria = tuple(criterion.on(day) for criterion in self.criteria)
            segments = tuple(
                one.model_copy(update={"at_least": in_force(one.at_least, day)})
                for one in self.segments
            )
        except NotInForce as error:
            said = f"segmentation '{self.id}' cannot be asked on {day}: {error}"
            raise NotInForce(said) from None
        return self.model_copy(update={"criteria": criteria, "segments": segments})

    @model_validator(mode="after")
    def _leaves_nobody_out(self) -> "Segmentation":
        *first, last = self.segments
        if last.of:
            raise ValueError(f"the last segment, {last.id}, is for everybody else: leave 'of' out")
        for one in first:
            if not one.of:
                raise ValueError(f"segment {one.id} takes everybody, so that none after it is met")
            require_known(one.of, self.criteria)
            require_whole(f"segment {one.id}", one.at_least, len(one.of))
        require_different("segments", [one.id for one in self.segments])
        return self
