"""The numbers children are known by: the council's own, and the pupil number."""

import numpy as np

from ...days import AS_AT, YEAR
from ...identifiers import distinct
from ...text import Strings, glue, numbers, pick, when
from ...world import World

OLD_ENOUGH, HAS_A_NUMBER = 3.6, 0.97
NOT_YET_AT_SCHOOL, NOT_KNOWN = "UN1", "UN2"


def child_ids(world: World) -> Strings:
    """Give every child the number its council would use, no two alike across the three."""
    drawn = distinct(1_000_000, len(world.people), world.rng("child-ids"))
    return glue(numbers(world.people.borough + 1), numbers(drawn, 6))


def pupil_numbers(world: World, children: np.ndarray, rng: np.random.Generator) -> Strings:
    """Give the pupil number of those old enough to have one, or the code for none."""
    old = world.people.born[children] < AS_AT - OLD_ENOUGH * YEAR
    has = old & (rng.random(len(children)) < HAS_A_NUMBER)
    none = when(old, NOT_KNOWN, NOT_YET_AT_SCHOOL)
    return when(has, pick(world.identifiers.upn, children), none)
