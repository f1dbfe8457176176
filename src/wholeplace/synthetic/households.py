"""Who lives under one roof: households of several kinds, and places that are not households."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from .days import AS_AT, NEVER, START
from .ground import BOROUGHS, Addresses, Ground, number_doors
from .runs import repeated


class Kind(IntEnum):
    """Sorts of roof. Those from HOSTEL on are communal: the people in them are no household."""

    SINGLE = 0
    COUPLE = 1
    FAMILY = 2
    LONE_PARENT = 3
    SHARERS = 4
    THREE_GENERATIONS = 5
    GROWN_CHILDREN = 6
    HOSTEL = 7
    CARE_HOME = 8
    STUDENT_HALL = 9
    FOSTER_HOME = 10


class Role(IntEnum):
    """A person's part under the roof."""

    HEAD = 0
    PARTNER = 1
    CHILD = 2
    SHARER = 3
    ELDER = 4
    GROWN_CHILD = 5


PRIVATE_SHARES = (0.40, 0.19, 0.15, 0.085, 0.085, 0.03, 0.06)
# Share of all people, smallest and largest number under the roof.
COMMUNAL = {
    Kind.HOSTEL: (0.003, 10, 30),
    Kind.CARE_HOME: (0.004, 15, 40),
    Kind.STUDENT_HALL: (0.005, 40, 80),
}
IN_CARE_SHARE = 0.0012
CHILDREN = (0.42, 0.36, 0.15, 0.07)
MOVED_SHARE = 0.10
ENDINGS = {Kind.HOSTEL: "Hostel", Kind.CARE_HOME: "Care Home", Kind.STUDENT_HALL: "Hall"}
HOUSE_NAMES = ("Ashdown", "Bramley", "Calder", "Denholm", "Elmfield", "Fernside", "Glenthorne")


@dataclass(frozen=True)
class Units:
    """Roofs. A unit's number is also the number of its address."""

    kind: np.ndarray
    counts: np.ndarray
    borough: np.ndarray
    previous: np.ndarray
    moved: np.ndarray
    addresses: Addresses

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def private(self) -> np.ndarray:
        """Mark the roofs that are households."""
        return self.kind < Kind.HOSTEL


@dataclass(frozen=True)
class Seats:
    """One row for each person, by roof and then by role: whom the person is to be there."""

    unit: np.ndarray
    role: np.ndarray
    nth: np.ndarray  # first, second … of that role under that roof
    kind: np.ndarray
    units: int

    @classmethod
    def under(cls, units: Units) -> "Seats":
        """Take every place under every roof."""
        cell, nth = repeated(units.counts.ravel())
        unit = cell // len(Role)
        return cls(unit, cell % len(Role), nth, units.kind[unit], len(units))

    def __len__(self) -> int:
        return len(self.unit)

    def by_roof(self, drawn: np.ndarray) -> np.ndarray:
        """Give all under one roof what was drawn once for it."""
        return drawn[self.unit]


def settle(people: int, in_care: float, ground: Ground, rng: np.random.Generator) -> Units:
    """House exactly this many people; ``in_care`` multiplies the share in foster homes."""
    communal = _communal(people, in_care, rng)
    private = _private(people - sum(int(counts.sum()) for _, counts in communal), rng)
    kind = np.concatenate([kinds for kinds, _ in (private, *communal)])
    counts = np.concatenate([counts for _, counts in (private, *communal)])
    residents = np.array([number for _, _, number in BOROUGHS], float)
    borough = rng.choice(len(BOROUGHS), len(kind), p=residents / residents.sum())
    return _housed(kind, counts, borough, ground, rng)


def _private(people: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw households until the people are used up; the last few live alone."""
    kind = rng.choice(len(PRIVATE_SHARES), people, p=np.array(PRIVATE_SHARES))
    counts = _composition(kind, rng)
    fits = np.cumsum(counts.sum(axis=1)) <= people
    alone = people - int(counts[fits].sum())
    single = np.zeros((alone, len(Role)), dtype=np.int64)
    single[:, Role.HEAD] = 1
    kinds = np.concatenate([kind[fits], np.full(alone, Kind.SINGLE)])
    return kinds, np.concatenate([counts[fits], single])


def _composition(kind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Count the people of each role under each roof."""
    n = len(kind)
    counts = np.zeros((n, len(Role)), dtype=np.int64)
    children = rng.choice(4, n, p=CHILDREN) + 1
    two_parents = np.isin(kind, (Kind.COUPLE, Kind.FAMILY)) | (
        np.isin(kind, (Kind.THREE_GENERATIONS, Kind.GROWN_CHILDREN)) & (rng.random(n) < 0.6)
    )
    with_children = np.isin(kind, (Kind.FAMILY, Kind.LONE_PARENT, Kind.THREE_GENERATIONS))
    counts[:, Role.HEAD] = kind != Kind.SHARERS
    counts[:, Role.PARTNER] = two_parents
    counts[:, Role.CHILD] = np.where(with_children, children, 0)
    counts[:, Role.SHARER] = np.where(kind == Kind.SHARERS, rng.integers(2, 5, n), 0)
    counts[:, Role.ELDER] = np.where(kind == Kind.THREE_GENERATIONS, rng.integers(1, 3, n), 0)
    counts[:, Role.GROWN_CHILD] = np.where(kind == Kind.GROWN_CHILDREN, rng.integers(1, 3, n), 0)
    return counts


def _communal(
    people: int, in_care: float, rng: np.random.Generator
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw places that are not households: hostels, care homes, halls, foster homes."""
    drawn = []
    for kind, (share, smallest, largest) in COMMUNAL.items():
        wanted = max(round(people * share), smallest if people >= 1000 else 0)
        drawn.append(_roofs(kind, Role.SHARER, wanted, rng.integers(smallest, largest, wanted)))
    wanted = round(people * IN_CARE_SHARE * in_care)
    siblings = rng.choice(4, wanted, p=CHILDREN) + 1
    return [*drawn, _roofs(Kind.FOSTER_HOME, Role.CHILD, wanted, siblings)]


def _roofs(kind: Kind, role: Role, people: int, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    held = sizes[: int(np.searchsorted(np.cumsum(sizes), people)) + 1] if people else sizes[:0]
    counts = np.zeros((len(held), len(Role)), dtype=np.int64)
    counts[:, role] = held
    return np.full(len(held), kind), counts


def _housed(
    kind: np.ndarray,
    counts: np.ndarray,
    borough: np.ndarray,
    ground: Ground,
    rng: np.random.Generator,
) -> Units:
    """Give each roof a door, and some households the door they came from."""
    units = np.arange(len(kind))
    movers = np.flatnonzero(
        (kind == Kind.FOSTER_HOME) | ((kind < Kind.HOSTEL) & (rng.random(len(kind)) < MOVED_SHARE))
    )
    came_from = np.where(
        rng.random(len(movers)) < 0.8, borough[movers], rng.integers(0, 3, len(movers))
    )
    postcode = np.concatenate(
        [ground.draw_live(borough, rng), _left_behind(ground, came_from, rng)]
    )
    previous, moved = units.copy(), np.full(len(kind), -NEVER)
    previous[movers] = len(kind) + np.arange(len(movers))
    moved[movers] = rng.integers(START - 200, AS_AT - 60, len(movers))
    addresses = number_doors(ground, postcode, _named(kind))
    return Units(kind, counts, borough, previous, moved, addresses)


def _left_behind(ground: Ground, borough: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw former postcodes; one in eight has since been closed."""
    closed = rng.random(len(borough)) < 0.12
    return np.where(closed, ground.draw_closed(borough, rng), ground.draw_live(borough, rng))


def _named(kind: np.ndarray) -> dict[int, str]:
    return {
        int(unit): f"{HOUSE_NAMES[unit % len(HOUSE_NAMES)]} {ENDINGS[Kind(kind[unit])]}"
        for unit in np.flatnonzero(np.isin(kind, list(ENDINGS)))
    }
