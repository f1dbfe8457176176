"""What happens to a client: a request, an assessment, services in turn, reviews."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ...days import AS_AT, NEVER, START, Days
from ...runs import repeated
from ...world import World
from .clients import Clients

NO_SERVICE = -1


class Event(IntEnum):
    """The four sorts of event, in the order they come."""

    REQUEST = 0
    ASSESSMENT = 1
    SERVICE = 2
    REVIEW = 3


@dataclass(frozen=True)
class Service:
    """A sort of service: what it costs and how that is counted."""

    type: str
    component: str
    pounds: float
    frequency: str
    units: float

    @property
    def delivery(self) -> str:
        """Who arranges it: the client with the money, or the council."""
        if self.component == "Direct payment":
            return "Direct Payment"
        return "CASSR Managed Personal Budget"


SERVICES = (
    Service("Long term support: Community", "Home support", 15.5, "Hourly", 8),
    Service("Long term support: Community", "Direct payment", 135.0, "Weekly", 1),
    Service("Short term support: ST-Max", "Reablement", 21.0, "Hourly", 6),
    Service("Long term support: Residential care", "Residential care", 560.0, "Weekly", 1),
    Service("Long term support: Nursing care", "Nursing care", 640.0, "Weekly", 1),
    Service("Unpaid carer support: Direct", "Carer respite", 45.0, "Weekly", 1),
)
SERVICE_SHARES = (0.36, 0.18, 0.20, 0.13, 0.05, 0.08)
SHORT_TERM = 2
IN_A_HOME = (3, 4)


@dataclass(frozen=True)
class Events:
    """One row for each event."""

    client: np.ndarray  # place in the clients' list
    kind: np.ndarray  # Event
    start: Days
    end: Days
    service: np.ndarray  # place in SERVICES

    def at(self, chosen: np.ndarray) -> "Events":
        """Keep these events."""
        return Events(*(column[chosen] for column in vars(self).values()))

    @classmethod
    def of_a_day(cls, client: np.ndarray, kind: Event, on: Days) -> "Events":
        """Events that begin and end on one day."""
        same = np.ones(len(client), dtype=np.int64)
        return cls(client, same * kind, on, on, same * NO_SERVICE)

    @classmethod
    def joined(cls, *parts: "Events") -> "Events":
        """Put lists of events end to end."""
        return cls(
            *(np.concatenate(c) for c in zip(*(vars(p).values() for p in parts), strict=True))
        )


def events_of(world: World, clients: Clients, rng: np.random.Generator) -> Events:
    """Follow each client from request through assessment and services to reviews."""
    limit = np.minimum(world.people.died[clients.person], AS_AT)
    asked = _requests(clients, limit, rng)
    n = len(asked)
    assessed = np.flatnonzero(clients.served | (rng.random(n) < 0.5))
    seen = np.minimum(asked[assessed] + rng.integers(3, 40, len(assessed)), AS_AT - 1)
    services = _services(world, clients, asked, limit, rng)
    whole = Events.joined(
        Events.of_a_day(np.arange(n), Event.REQUEST, asked),
        Events.of_a_day(assessed, Event.ASSESSMENT, seen),
        services,
        _reviews(services, limit, rng),
    )
    return whole.at((whole.end >= START) & (whole.start < limit[whole.client]))


def _requests(clients: Clients, limit: Days, rng: np.random.Generator) -> Days:
    """Draw the day of asking; those already served may have asked before the story begins."""
    share = rng.random(len(limit)) ** 0.8
    asked = (START - 400 + share * (limit - START + 340)).astype(np.int32)
    return np.where(clients.served, asked, np.maximum(asked, START))


def _services(
    world: World, clients: Clients, asked: Days, limit: Days, rng: np.random.Generator
) -> Events:
    """Give one to three services in turn; the last may still be open."""
    served = np.flatnonzero(clients.served)
    count = rng.choice([1, 2, 3], len(served), p=(0.5, 0.32, 0.18))
    of, nth = repeated(count)
    client = served[of]
    person = clients.person[client]
    service = _sorts(world.people.age[person], rng)
    start = np.minimum(asked[client] + 20 + nth * 170, limit[client] - 20 + nth * 5)
    ended = start + _lengths(service, rng)
    ended = np.where(nth == count[of] - 1, ended, np.minimum(ended, start + 165))
    ended = np.minimum(ended, world.people.died[person])
    ended = np.where(ended >= AS_AT, NEVER, np.maximum(ended, start + 1))
    in_time = np.where(ended < START, START + 15, ended)
    return Events(client, np.full(len(client), Event.SERVICE), start, in_time, service)


def _sorts(age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw services; nobody under 60 goes into a home here."""
    drawn = rng.choice(len(SERVICES), len(age), p=SERVICE_SHARES)
    return np.where((age < 60) & np.isin(drawn, IN_A_HOME), 0, drawn)


def _lengths(service: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw days of service: weeks for reablement, most of a year or more for the rest."""
    short = rng.integers(14, 43, len(service))
    long = 160 + rng.exponential(420, len(service)).astype(np.int64)
    return np.where(service == SHORT_TERM, short, long)


def _reviews(services: Events, limit: Days, rng: np.random.Generator) -> Events:
    """Review long services about once a year."""
    on = services.start + rng.integers(300, 400, len(services.start))
    due = (on < services.end) & (on < limit[services.client]) & (on >= START)
    return Events.of_a_day(services.client[due], Event.REVIEW, on[due])
