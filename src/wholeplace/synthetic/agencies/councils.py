"""Councils' payments over £500, each council with its own column names and date style."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..days import AS_AT, ISO, SLASHED, YEAR_STARTS, written
from ..formats import write_csv
from ..ground import BOROUGHS, COUNCIL_NAMES
from ..needs import FULL_SIZE
from ..text import pick, same, when
from ..world import World

PAYMENTS_A_YEAR = 18_000
REDACTED = "REDACTED PERSONAL DATA"
SERVICES = (
    "Adult Social Care", "Children's Services", "Housing", "Environment", "Libraries",
    "Public Health", "Highways", "Central Services",
)  # fmt: skip
PURPOSES = (
    "Residential care", "Agency staff", "Foster care", "Repairs", "Legal fees", "Equipment",
    "Grants", "Transport", "Consultants",
)  # fmt: skip
FIRST = ("Alderway", "Brightwell", "Castlegate", "Dovecote", "Eastmere", "Foxley", "Greyfriars")
SECOND = ("Care", "Homes", "Services", "Support", "Contractors", "Trust", "Training")
ENDINGS = ("Ltd", "Limited", "LLP", "CIC", "Plc")


@dataclass(frozen=True)
class Style:
    """One council's words for body, payee, date, service, purpose and amount."""

    columns: str
    dates: str
    thousands: bool


STYLES = (
    Style("Body Name|Supplier Name|Payment Date|Service Area|Expense Type|Amount", SLASHED, True),
    Style(
        "Organisation|Beneficiary|Date|Service Divison Label|Purpose of Spend|Net Amount (£)",
        ISO,
        False,
    ),
    Style("Local Authority|Payee|Date Paid|Directorate|Description|Value £", "%d-%b-%Y", True),
)


def deliver(world: World, extracts: Path) -> None:
    """Write the last year's payments of each council."""
    rng = world.rng("spend")
    for borough, (_, council, _) in enumerate(BOROUGHS):
        path = extracts / council / "spend" / "spend_2013_14.csv"
        _write(world, borough, STYLES[borough], path, rng)


def _write(world: World, borough: int, style: Style, path: Path, rng: np.random.Generator) -> None:
    rows = max(round(PAYMENTS_A_YEAR * len(world.people) / FULL_SIZE), 60)
    paid = np.sort(rng.integers(YEAR_STARTS[-1], AS_AT + 1, rows))
    payees = [f"{a} {b} {c}" for a in FIRST for b in SECOND for c in ENDINGS]
    redacted = rng.random(rows) < 0.04
    body, payee, date, service, purpose, amount = style.columns.split("|")
    write_csv(
        path,
        {
            body: same(COUNCIL_NAMES[borough], rows),
            payee: when(redacted, REDACTED, pick(payees, rng.integers(0, len(payees), rows))),
            date: written(paid, style.dates),
            service: pick(SERVICES, rng.integers(0, len(SERVICES), rows)),
            purpose: pick(PURPOSES, rng.integers(0, len(PURPOSES), rows)),
            amount: pick(_amounts(rows, style.thousands, rng), np.arange(rows)),
        },
    )


def _amounts(rows: int, thousands: bool, rng: np.random.Generator) -> list[str]:
    """Draw amounts over £500; one in fifty is a refund."""
    pounds = np.round(500 + rng.lognormal(7.2, 1.3, rows), 2)
    pounds = np.where(rng.random(rows) < 0.02, -pounds, pounds)
    return [f"{value:,.2f}" if thousands else f"{value:.2f}" for value in pounds.tolist()]
