"""The audit log as a table."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ..access.roles import ROLES
from ..design.parts import Cell, Column, Link, Notice, Table

COLUMNS = [
    Column("When"),
    Column("Who"),
    Column("In which role"),
    Column("Did what"),
    Column("To what"),
    Column("Purpose"),
    Column("Outcome"),
]


def log_table(rows: list[dict[str, Any]], names: dict[int, str]) -> Table:
    """One line per row, in local time, accounts by name."""
    cells = [_row(row, names) for row in rows]
    return Table(
        "What was asked for, newest first", COLUMNS, cells, empty="No such row yet.", stacks=True
    )


def _row(row: dict[str, Any], names: dict[int, str]) -> list[Cell]:
    when = timezone.localtime(datetime.fromisoformat(row["at"]))
    return [
        Cell(f"{when.day} {when:%b %Y, %H:%M:%S}", header=True),
        Cell(_who(row["actor"], names), note=row["organisation"]),
        Cell(_roles(row["role"])),
        Cell(row["action"]),
        Cell(row["object"]),
        Cell(row["purpose"].replace("-", " ")),
        Cell(row["outcome"], tag="red" if row["outcome"] == "denied" else "green"),
    ]


def account_of(actor: str) -> int | None:
    """The account an actor is, if it is one."""
    kind, _, number = actor.partition(":")
    return int(number) if kind == "account" and number.isdigit() else None


def _who(actor: str, names: dict[int, str]) -> str:
    account = account_of(actor)
    return names.get(account, actor) if account is not None else actor


def _roles(held: str) -> str:
    return ", ".join(ROLES[id].name if id in ROLES else id for id in held.split(", "))


def filters(chosen: str | None, address: str) -> list[Link]:
    """All, or denials only."""
    return [
        Link("Everything", address, chosen is None),
        Link("Denied only", f"{address}?outcome=denied", chosen == "denied"),
    ]


def broken_seal(holds: bool) -> Notice | None:
    """A warning when the log was tampered with."""
    if holds:
        return None
    return Notice(
        "The log does not check out",
        "A row was changed, taken out or put in. Keep the file as it is and find out who had "
        "access.",
        "warning",
    )
