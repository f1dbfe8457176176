"""Client Level Data: one row for each event, and again in each period it was sent."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...days import AS_AT, NEVER, SLASHED, START, Days, day, written
from ...formats import write_csv
from ...records import doors, postcodes
from ...text import Strings, glue, numbers, pick, same, when
from ...world import World
from .clients import Clients
from .events import SERVICES, Event, Events

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
# First days of the quarters, and of the one after the last.
QUARTERS = tuple(
    day(year, month, 1) for year in range(2011, 2015) for month in (1, 4, 7, 10)
)[1:14]  # fmt: skip


SENT_BEFORE = 0.6
OUTCOMES = (
    "Progress to Assessment",
    "Progress to Support Planning / Services",
    "NFA - Support ended: Other reason",
)


@dataclass(frozen=True)
class _Sent:
    """Events as they stood in the period they were sent in."""

    events: Events
    period: np.ndarray
    reference: Strings


def write_client_level_data(
    world: World,
    clients: Clients,
    events: Events,
    borough: int,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write one council's events, oldest period first."""
    sent = _sent(events, borough, rng)
    columns = (
        {"LA Code": same(COUNCIL_CODES[borough], len(sent.period))}
        | {name: pick(fact, sent.events.client) for name, fact in clients.facts.items()}
        | _person_columns(world, clients, sent.events, rng)
        | _event_columns(sent)
        | _service_columns(sent.events)
    )
    blank = same("", len(sent.period))
    write_csv(path, {name: columns.get(name, blank) for name in HEADER})


def _sent(events: Events, borough: int, rng: np.random.Generator) -> _Sent:
    """Send each event in its latest period and, for some, in an earlier one while still open."""
    count = len(events.client)
    latest, first = _period(np.minimum(events.end, AS_AT - 1)), _period(events.start)
    again = np.flatnonzero((first < latest) & (rng.random(count) < SENT_BEFORE))
    rows = np.concatenate([np.arange(count), again])
    period = np.concatenate([latest, first[again]])
    order = np.lexsort((rows, period))
    as_known = events.at(rows)
    as_known.end[count:] = NEVER
    reference = glue("E", numbers(rows[order] + 1_000_000 * (borough + 1)))
    return _Sent(as_known.at(order), period[order], reference)


def _period(on: Days) -> np.ndarray:
    return np.clip(np.searchsorted(QUARTERS, on, side="right") - 1, 0, len(QUARTERS) - 2)


def _person_columns(
    world: World, clients: Clients, events: Events, rng: np.random.Generator
) -> dict[str, Strings]:
    person = clients.person[events.client]
    door = doors(world, person, np.clip(events.start, START, AS_AT), 0.01, rng)
    return {
        "LA Person Unique Identifier": pick(clients.number, events.client),
        "Date of Birth": written(world.people.born[person], SLASHED),
        "Date of Death": written(world.people.died[person], SLASHED),
        "Client Type": same("Service User", len(person)),
        "Postcode": postcodes(world, door, rng, 0.01),
    }


def _event_columns(sent: _Sent) -> dict[str, Strings]:
    kind, ended = sent.events.kind, sent.events.end < NEVER
    starts, ends = np.array(QUARTERS[:-1]), np.array(QUARTERS[1:]) - 1
    outcome = np.where(kind == Event.SERVICE, 1 + ended, 0)
    return {
        "Reporting Period Start Date": written(starts[sent.period], SLASHED),
        "Reporting Period End Date": written(ends[sent.period], SLASHED),
        "Event Type": pick([event.name.capitalize() for event in Event], kind),
        "Event Reference": sent.reference,
        "Event Start Date": written(sent.events.start, SLASHED),
        "Event End Date": written(sent.events.end, SLASHED),
        "Event Outcome": pick(OUTCOMES, outcome),
        "Request Route of Access": when(kind == Event.REQUEST, "Community / other route", ""),
        "Assessment Type": when(kind == Event.ASSESSMENT, "Long term assessment", ""),
        "Review Reason": when(kind == Event.REVIEW, "Planned", ""),
    }


def _service_columns(events: Events) -> dict[str, Strings]:
    """Fill the columns only services have."""

    def of(values: list[str]) -> Strings:
        return pick([*values, ""], np.where(events.service < 0, len(values), events.service))

    return {
        "Service Type": of([service.type for service in SERVICES]),
        "Service Component": of([service.component for service in SERVICES]),
        "Delivery Mechanism": of([service.delivery for service in SERVICES]),
        "Unit Cost": of([f"{service.pounds:.2f}" for service in SERVICES]),
        "Cost Frequency (Unit Type)": of([service.frequency for service in SERVICES]),
        "Planned units per week": of([f"{service.units:g}" for service in SERVICES]),
    }
