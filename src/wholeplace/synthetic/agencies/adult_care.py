"""The councils' adult social care: Client Level Data, one row for each event, often sent again."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..burden import Burden
from ..days import AS_AT, NEVER, SLASHED, START, Days, day, written
from ..ethnicity import CARE_LABELS, ethnic
from ..formats import write_csv
from ..ground import BOROUGHS
from ..identifiers import mistyped
from ..records import Roster, doors, local_ids, postcodes
from ..text import Strings, glue, numbers, pick, same, when
from ..world import World

HEADER = (
    "LA Code", "Reporting Period Start Date", "Reporting Period End Date", "NHS Number",
    "LA Person Unique Identifier", "GP Practice Code", "GP Practice Name", "Gender", "Ethnicity",
    "Date of Birth", "Date of Death", "Client Type", "Primary Support Reason", "Postcode",
    "Accommodation Status", "Employment Status", "Has Unpaid Carer",
    "Autism Spectrum Disorder (ASD)", "Visual Impairment", "Hearing Impairment", "Dementia",
    "Client Funding Status", "Event Type", "Event Reference", "Event Start Date", "Event End Date",
    "Event Description", "Event Outcome", "Request Route of Access", "Assessment Type",
    "Eligible Needs Identified", "Method of Assessment", "Total Hrs Caring per week",
    "No of adults being cared for", "Adult 1 Linked Person ID", "Adult 2 Linked Person ID",
    "Adult 3 Linked Person ID", "Service Type", "Service Component", "Delivery Mechanism",
    "Provider CQC Location ID", "Provider CQC Location Name", "Review Reason",
    "Review Outcomes Achieved", "Method of Review", "Unit Cost", "Cost Frequency (Unit Type)",
    "Planned units per week",
)  # fmt: skip
COUNCIL_CODES = ("713", "728", "726")
QUARTERS = tuple(
    day(year, month, 1) for year in range(2011, 2015) for month in (1, 4, 7, 10)
)[1:14]  # fmt: skip


@dataclass(frozen=True)
class Service:
    """A sort of service: what it costs and how that is counted."""

    type: str
    component: str
    pounds: float
    frequency: str
    units: float


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
REASONS = (
    "Physical Support: Personal care support", "Physical Support: Access and mobility only",
    "Support with Memory and Cognition", "Learning Disability Support", "Mental Health Support",
    "Sensory Support: Support for visual impairment",
)  # fmt: skip
HOMES = ("Tenant", "Owner occupier or shared ownership")


@dataclass(frozen=True)
class Events:
    """Requests, assessments, services and reviews of clients."""

    client: np.ndarray  # place in the clients' list
    kind: np.ndarray  # 0 request, 1 assessment, 2 service, 3 review
    start: Days
    end: Days
    service: np.ndarray

    def at(self, chosen: np.ndarray) -> "Events":
        return Events(
            self.client[chosen], self.kind[chosen], self.start[chosen],
            self.end[chosen], self.service[chosen],
        )  # fmt: skip


def deliver(world: World, burden: Burden, extracts: Path) -> list[Roster]:
    """Write one file for each council."""
    rng = world.rng("adult-care")
    clients, served = _clients(world, burden, rng)
    order = rng.permutation(len(clients))
    clients, served = clients[order], served[order]
    ids = local_ids("", 7, len(clients), rng)
    events = _events(world, clients, served, rng)
    rosters = []
    for borough, (_, council, _) in enumerate(BOROUGHS):
        ours = world.people.borough[clients] == borough
        path = extracts / council / "cld" / "cld_2013_q4.csv"
        _write(world, clients, ids, events.at(ours[events.client]), borough, path, rng)
        mine = np.flatnonzero(ours)
        rosters.append(Roster(f"cld-{council}", ids.take(mine), clients[mine]))
    return rosters


def _clients(
    world: World, burden: Burden, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """List those given a service and, beside them, some who only asked."""
    asked = world.needs.known & (world.people.age >= 22)
    chance = np.interp(world.people.age, [22, 64, 80, 95], [0.012, 0.022, 0.12, 0.18])
    asked &= (rng.random(len(asked)) < chance) & (world.people.died > START + 60)
    only_asked = np.setdiff1d(np.flatnonzero(asked), burden.in_care)
    clients = np.concatenate([burden.in_care, only_asked])
    return clients, np.arange(len(clients)) < len(burden.in_care)


def _events(
    world: World, clients: np.ndarray, served: np.ndarray, rng: np.random.Generator
) -> Events:
    """Follow each client from request through assessment and services to reviews."""
    n = len(clients)
    limit = np.minimum(world.people.died[clients], AS_AT)
    asked = START - 400 + (rng.random(n) ** 0.8 * (limit - START + 340)).astype(np.int32)
    asked = np.where(served, asked, np.maximum(asked, START))
    everyone, never = np.arange(n), np.full(n, -1)
    assessed = np.flatnonzero(served | (rng.random(n) < 0.5))
    seen = np.minimum(asked[assessed] + rng.integers(3, 40, len(assessed)), AS_AT - 1)
    services = _services(world, clients, served, asked, limit, rng)
    reviews = _reviews(services, limit, rng)
    parts = (
        Events(everyone, never * 0, asked, asked, never),
        Events(assessed, never[assessed] * 0 + 1, seen, seen, never[assessed]),
        services,
        reviews,
    )
    fields = ("client", "kind", "start", "end", "service")
    whole = Events(*(np.concatenate([getattr(p, f) for p in parts]) for f in fields))
    return whole.at((whole.end >= START) & (whole.start < limit[whole.client]))


def _services(
    world: World,
    clients: np.ndarray,
    served: np.ndarray,
    asked: Days,
    limit: Days,
    rng: np.random.Generator,
) -> Events:
    """Give one to three services in turn; the last may still be open."""
    with_service = np.flatnonzero(served)
    count = rng.choice([1, 2, 3], len(with_service), p=(0.5, 0.32, 0.18))
    client = np.repeat(with_service, count)
    nth = (
        np.arange(len(client)) - (np.cumsum(count) - count)[np.repeat(np.arange(len(count)), count)]
    )
    service = rng.choice(len(SERVICES), len(client), p=SERVICE_SHARES)
    young = world.people.age[clients[client]] < 60
    service = np.where(young & np.isin(service, (3, 4)), 0, service)
    gap = np.minimum(asked[client] + 20 + nth * 170, limit[client] - 20)
    start = np.maximum(gap, 0).astype(np.int32)
    lasts = np.where(
        service == SHORT_TERM,
        rng.integers(14, 43, len(client)),
        160 + rng.exponential(420, len(client)).astype(int),
    )
    last = nth == np.repeat(count, count) - 1
    end = np.where(last, start + lasts, np.minimum(start + lasts, start + 165)).astype(np.int32)
    end = np.minimum(end, world.people.died[clients[client]])
    end = np.where(end >= AS_AT, NEVER, np.maximum(end, start + 1))
    # A service begins in the years of the delivery or reaches into them.
    end = np.where(end < START, START + 15, end)
    return Events(client, np.full(len(client), 2), start, end, service)


def _reviews(services: Events, limit: Days, rng: np.random.Generator) -> Events:
    """Review long services about once a year."""
    on = services.start + rng.integers(300, 400, len(services.start))
    due = np.flatnonzero((on < services.end) & (on < limit[services.client]) & (on >= START))
    return Events(
        services.client[due], np.full(len(due), 3), on[due], on[due], np.full(len(due), -1)
    )


def _write(
    world: World,
    clients: np.ndarray,
    ids: Strings,
    events: Events,
    borough: int,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write each event in its latest period and, for some, in an earlier one as it stood then."""
    reference = numbers(np.arange(len(events.client)) + 100_000 * (borough + 1) * 10)
    period = _period(np.minimum(events.end, AS_AT - 1))
    earlier = _period(events.start)
    again = np.flatnonzero((earlier < period) & (rng.random(len(period)) < 0.6))
    rows = np.concatenate([np.arange(len(period)), again])
    period = np.concatenate([period, earlier[again]])
    sent = events.at(rows)
    open_then = np.arange(len(rows)) >= len(rows) - len(again)
    sent = Events(
        sent.client, sent.kind, sent.start, np.where(open_then, NEVER, sent.end), sent.service
    )
    order = np.lexsort((rows, period))
    columns = _columns(
        world,
        clients,
        ids,
        sent.at(order),
        period[order],
        reference.take(rows[order]),
        borough,
        rng,
    )
    blank = same("", len(order))
    write_csv(path, {name: columns.get(name, blank) for name in HEADER})


def _period(on: Days) -> np.ndarray:
    return np.clip(np.searchsorted(QUARTERS, on, side="right") - 1, 0, len(QUARTERS) - 2)


def _columns(
    world: World,
    clients: np.ndarray,
    ids: Strings,
    events: Events,
    period: np.ndarray,
    reference: Strings,
    borough: int,
    rng: np.random.Generator,
) -> dict[str, Strings]:
    person = clients[events.client]
    people, is_service = world.people, events.kind == 2
    facts = _client_facts(world, clients, rng)
    columns = {name: pick(column, events.client) for name, column in facts.items()}
    starts, ends = np.array(QUARTERS[:-1]), np.array(QUARTERS[1:]) - 1
    seen = np.clip(events.start, START, AS_AT)
    door = doors(world, person, seen, 0.01, rng)
    return columns | {
        "LA Code": same(COUNCIL_CODES[borough], len(person)),
        "Reporting Period Start Date": written(starts[period], SLASHED),
        "Reporting Period End Date": written(ends[period], SLASHED),
        "LA Person Unique Identifier": pick(ids, events.client),
        "Date of Birth": written(people.born[person], SLASHED),
        "Date of Death": written(people.died[person], SLASHED),
        "Client Type": same("Service User", len(person)),
        "Postcode": postcodes(world, door, rng, 0.01),
        "Event Type": pick(("Request", "Assessment", "Service", "Review"), events.kind),
        "Event Reference": glue("E", reference),
        "Event Start Date": written(events.start, SLASHED),
        "Event End Date": written(events.end, SLASHED),
        "Event Outcome": when(
            is_service,
            when(events.end < NEVER, "NFA - Support ended: Other reason", "Progress to Support"),
            "Progress to Assessment",
        ),
        "Request Route of Access": when(events.kind == 0, "Community / other route", ""),
        "Assessment Type": when(events.kind == 1, "Long term assessment", ""),
        "Review Reason": when(events.kind == 3, "Planned", ""),
        **_service_columns(events, is_service),
    }


def _client_facts(
    world: World, clients: np.ndarray, rng: np.random.Generator
) -> dict[str, Strings]:
    """Write what is said once of each client, the NHS number missing or wrong for a few."""
    n = len(clients)
    right, luck = pick(world.identifiers.nhs, clients), rng.random(n)
    female = world.people.female[clients].astype(int)
    return {
        "NHS Number": when(luck < 0.045, "", when(luck < 0.055, mistyped(right, rng), right)),
        "Gender": pick(("Male", "Female"), female),
        "Ethnicity": pick(CARE_LABELS, ethnic(world, clients)),
        "Primary Support Reason": pick(REASONS, rng.integers(0, len(REASONS), n)),
        "Accommodation Status": pick(HOMES, rng.integers(0, 2, n)),
        "Has Unpaid Carer": pick(("Yes", "No", "Unknown"), rng.integers(0, 3, n)),
        "Dementia": pick(("Yes", "No"), (rng.random(n) > 0.15).astype(int)),
    }  # fmt: skip


def _service_columns(events: Events, is_service: np.ndarray) -> dict[str, Strings]:
    """Fill the columns only services have."""
    place = np.where(is_service, events.service, len(SERVICES))

    def of(values: list[str]) -> Strings:
        return pick([*values, ""], place)

    return {
        "Service Type": of([service.type for service in SERVICES]),
        "Service Component": of([service.component for service in SERVICES]),
        "Delivery Mechanism": of(
            [
                "Direct Payment"
                if s.component == "Direct payment"
                else "CASSR Managed Personal Budget"
                for s in SERVICES
            ]
        ),
        "Unit Cost": of([f"{service.pounds:.2f}" for service in SERVICES]),
        "Cost Frequency (Unit Type)": of([service.frequency for service in SERVICES]),
        "Planned units per week": of([f"{service.units:g}" for service in SERVICES]),
    }
