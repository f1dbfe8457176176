"""Spells in care: on interim orders, on full ones, by agreement, and short stays."""

from dataclasses import dataclass

import numpy as np

from ...days import AS_AT, NEVER, START, YEAR, Days
from ...households import Kind, Role
from ...proceedings import PLACEMENT_ORDER, Proceedings
from ...world import World

STATUSES = ("V2", "C1", "C2", "E1")
BY_AGREEMENT, INTERIM, FULL_ORDER, PLACEMENT = range(4)
STARTED, STATUS_CHANGED = range(2)
SHORT_STAY_SHARE = 0.003


@dataclass(frozen=True)
class Episodes:
    """Spells in care; a change of legal status starts another."""

    child: np.ndarray
    began: Days
    ended: Days
    reason: np.ndarray
    status: np.ndarray

    def at(self, chosen: np.ndarray) -> "Episodes":
        """Keep these episodes."""
        return Episodes(*(column[chosen] for column in vars(self).values()))


def episodes_of(world: World, cases: Proceedings, rng: np.random.Generator) -> Episodes:
    """List every spell, by child and then by day."""
    parts = (
        *_in_proceedings(cases),
        _agreed(world, cases, rng),
        _short_stays(world, cases, rng),
    )
    columns = zip(*(vars(part).values() for part in parts), strict=True)
    whole = Episodes(*(np.concatenate(column) for column in columns))
    return whole.at(np.lexsort((whole.began, whole.child)))


def _spells(
    child: np.ndarray, began: Days, ended: Days | np.integer, reason: int, status: np.ndarray | int
) -> Episodes:
    n = len(child)
    columns = (np.broadcast_to(column, n) for column in (ended, reason, status))
    return Episodes(child, began, *columns)


def _in_proceedings(cases: Proceedings) -> tuple[Episodes, Episodes]:
    """Hold children on interim orders until the case ends, and then some on a final order."""
    of = cases.child_set
    ended = cases.ended[of]
    interim = _spells(cases.child, cases.submitted[of] + 5, ended, STARTED, INTERIM)
    stay = np.flatnonzero(cases.in_care[of] & (ended < NEVER))
    final = np.where(cases.order[of] == PLACEMENT_ORDER, PLACEMENT, FULL_ORDER)[stay]
    return interim, _spells(cases.child[stay], ended[stay], NEVER, STATUS_CHANGED, final)


def _agreed(world: World, cases: Proceedings, rng: np.random.Generator) -> Episodes:
    """Keep the other children of foster homes there, two in three by agreement."""
    people = world.people
    foster = (world.units.kind[people.unit] == Kind.FOSTER_HOME) & (people.role == Role.CHILD)
    foster[cases.child] = False
    child = np.flatnonzero(foster)
    began = np.maximum(world.units.moved[people.unit[child]], people.born[child] + 1)
    ordered = rng.random(len(child)) < 1 / 3
    return _spells(child, began, NEVER, STARTED, np.where(ordered, FULL_ORDER, BY_AGREEMENT))


def _short_stays(world: World, cases: Proceedings, rng: np.random.Generator) -> Episodes:
    """Take a few children in for days or months and send them home."""
    people = world.people
    able = (people.role == Role.CHILD) & world.needs.known & ~people.communal
    able &= (people.born < AS_AT - YEAR) & (people.age < 17)
    able[cases.child] = False
    chance = SHORT_STAY_SHARE * np.exp(world.needs.hardship[people.unit])
    child = np.flatnonzero(able & (rng.random(len(people)) < chance))
    drawn = rng.integers(START, AS_AT - 200, len(child))
    began = np.maximum(drawn, people.born[child] + 1)
    ended = began + rng.integers(10, 180, len(child))
    return _spells(child, began, np.where(ended < AS_AT, ended, NEVER), STARTED, BY_AGREEMENT)
