"""Roles and what each may open. This file is the policy: nothing in the database adds to it.

Pages show exact working figures, so each permission is for named roles and every read is recorded.
There is no role that may do everything.
"""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing a signed-in person may do here."""

    SEE_PLACE = "see_place"
    SEE_PROGRAMMES = "see_programmes"
    SEE_MONEY = "see_money"
    SEE_SOURCES = "see_sources"
    SEE_AGREEMENTS = "see_agreements"
    SEE_RUNS = "see_runs"
    START_RUNS = "start_runs"
    REVIEW_LINKS = "review_links"
    SEE_AUDIT = "see_audit"


PERMISSION_WORDS = {
    Permission.SEE_PLACE: "see the place: map, cost concentration, partners",
    Permission.SEE_PROGRAMMES: "see programmes and how many people or households each is for",
    Permission.SEE_MONEY: "see business cases and who pays and who gains",
    Permission.SEE_SOURCES: "see what partners delivered and what was wrong with it",
    Permission.SEE_AGREEMENTS: "see data-sharing agreements and what was refused",
    Permission.SEE_RUNS: "see runs of the pipeline",
    Permission.START_RUNS: "start and cancel runs of the pipeline",
    Permission.REVIEW_LINKS: "compare two records by name and decide whether they are one person",
    Permission.SEE_AUDIT: "see who looked at what",
}
"""Each permission in plain words, as pages print it."""


@dataclass(frozen=True)
class Role:
    """A kind of post someone holds."""

    id: str
    name: str
    description: str
    permissions: frozenset[Permission]


def _role(id: str, name: str, description: str, *permissions: Permission) -> Role:
    return Role(id, name, description, frozenset(permissions))


P = Permission

DATA_ANALYST = _role(
    "data-analyst",
    "Data analyst",
    "Pools what partners deliver, checks its quality and answers questions about it.",
    P.SEE_PLACE,
    P.SEE_PROGRAMMES,
    P.SEE_MONEY,
    P.SEE_SOURCES,
    P.SEE_AGREEMENTS,
    P.SEE_RUNS,
    P.START_RUNS,
    P.REVIEW_LINKS,
)

INFORMATION_GOVERNANCE_LEAD = _role(
    "information-governance-lead",
    "Information-governance lead",
    "Looks after the agreements, sees what was refused and why, and reads the audit log.",
    P.SEE_SOURCES,
    P.SEE_AGREEMENTS,
    P.SEE_RUNS,
    P.SEE_AUDIT,
)

FRONT_DOOR_OFFICER = _role(
    "front-door-officer",
    "Front-door officer",
    "Takes first contacts and needs to know which programmes there are and for whom.",
    P.SEE_PLACE,
    P.SEE_PROGRAMMES,
    P.SEE_AGREEMENTS,
)

KEY_WORKER = _role(
    "key-worker",
    "Key worker",
    "Leads the plan of a family and needs to know what each programme is for.",
    P.SEE_PROGRAMMES,
    P.SEE_AGREEMENTS,
)

COMMISSIONER = _role(
    "commissioner",
    "Commissioner",
    "Decides which programmes to run, with the need and the business case side by side.",
    P.SEE_PLACE,
    P.SEE_PROGRAMMES,
    P.SEE_MONEY,
    P.SEE_SOURCES,
    P.SEE_AGREEMENTS,
)

FINANCE_DIRECTOR = _role(
    "finance-director",
    "Finance director",
    "Agrees what a partner pays in and checks what it gains.",
    P.SEE_PLACE,
    P.SEE_PROGRAMMES,
    P.SEE_MONEY,
)

RESIDENT = _role(
    "resident",
    "Resident",
    "Lives here, and may see which bodies share data about residents, why and until when.",
    P.SEE_AGREEMENTS,
)

ROLES = {
    role.id: role
    for role in (
        DATA_ANALYST,
        INFORMATION_GOVERNANCE_LEAD,
        FRONT_DOOR_OFFICER,
        KEY_WORKER,
        COMMISSIONER,
        FINANCE_DIRECTOR,
        RESIDENT,
    )
}


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that hold ``permission``, in the order of this file."""
    return [role for role in ROLES.values() if permission in role.permissions]
