"""When people were born and when they died."""

import numpy as np

from .days import AS_AT, NEVER, START, YEAR, Days
from .households import Kind, Role, Seats

TWINS = 0.03
YOUNGEST_PARENT = 17
# Years lived by heads of households: youngest, spread, and how much the young prevail.
HEADS = {
    Kind.SINGLE: (20, 74, 1.25),
    Kind.COUPLE: (22, 66, 1.2),
    Kind.FAMILY: (23, 30, 1.0),
    Kind.LONE_PARENT: (23, 30, 1.0),
    Kind.THREE_GENERATIONS: (26, 24, 1.0),
    Kind.GROWN_CHILDREN: (42, 23, 1.0),
    Kind.FOSTER_HOME: (60, 0, 1.0),
}
# The same for those who share a roof as no family.
SHARERS = {
    Kind.SHARERS: (18.5, 22, 1.0),
    Kind.HOSTEL: (18, 45, 1.5),
    Kind.CARE_HOME: (74, 24, 1.0),
    Kind.STUDENT_HALL: (18.2, 5, 1.0),
}
DEATH_BY_AGE = ((55, 65, 75, 85, 95), (0.01, 0.025, 0.07, 0.18, 0.4))


def births(seats: Seats, rng: np.random.Generator) -> Days:
    """Draw birth dates by role; twins share one."""
    years = _years(seats, rng)
    days = np.maximum((years * YEAR).astype(np.int32), 5)
    twins = seats.by_roof(rng.random(seats.units) < TWINS)
    second = np.flatnonzero(twins & (seats.role == Role.CHILD) & (seats.nth == 1))
    days[second] = days[second - 1]
    return (AS_AT - days).astype(np.int32)


def deaths(born: Days, rng: np.random.Generator) -> Days:
    """Let people of 55 and over die within the years of the story."""
    age = (AS_AT - born) / YEAR
    dies = (age > 55) & (rng.random(len(born)) < np.interp(age, *DEATH_BY_AGE))
    return np.where(dies, rng.integers(START + 30, AS_AT - 1, len(born)), NEVER).astype(np.int32)


def _years(seats: Seats, rng: np.random.Generator) -> np.ndarray:
    """Draw ages, never a parent under 17."""
    luck = rng.random(len(seats))
    head = _drawn(seats.kind, seats.by_roof(rng.random(seats.units)), HEADS)
    near = np.clip(head + rng.normal(-1, 4, len(seats)), 18.5, 97)
    parent_for = head - YOUNGEST_PARENT
    by_role = {
        Role.HEAD: head,
        Role.PARTNER: near,
        Role.CHILD: np.minimum(17.95 * luck, np.maximum(parent_for, 0.05)),
        Role.SHARER: _drawn(seats.kind, luck, SHARERS),
        Role.ELDER: np.minimum(head + 19 + 16 * luck, 99),
        Role.GROWN_CHILD: np.minimum(18.1 + 12 * luck, parent_for),
    }
    return np.choose(seats.role, [by_role[role] for role in Role])


def _drawn(
    kind: np.ndarray, luck: np.ndarray, by_kind: dict[Kind, tuple[float, float, float]]
) -> np.ndarray:
    youngest, spread, youth = np.array([by_kind.get(each, (0, 0, 1)) for each in Kind]).T
    return youngest[kind] + spread[kind] * luck ** youth[kind]
