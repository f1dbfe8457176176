"""Accounts in words."""

from django.utils.text import capfirst

from ..access.roles import PERMISSION_WORDS, ROLES, Permission
from ..design.parts import Cell, Column, Table
from .demo import demo_allowed, demo_password
from .models import User
from .queries import demo_accounts


def display_name(user: User) -> str:
    """The name allauth prints."""
    return user.name


def demo_sign_in() -> dict[str, object] | None:
    """What the sign-in page offers in an invented place; None elsewhere."""
    if not demo_allowed():
        return None
    people = [
        {"email": user.email, "name": user.name, "role": role.name, "does": role.description}
        for user in demo_accounts()
        for role in user.roles
    ]
    return {"people": people, "password": demo_password()} if people else None


def roles_table() -> Table:
    """Every role against every permission, as access/roles.py has them."""
    columns = [Column("You can …"), *(Column(role.name, centred=True) for role in ROLES.values())]
    rows = [_permission_row(permission) for permission in Permission]
    return Table("What each role can do", columns, rows, quiet_caption=True)


def _permission_row(permission: Permission) -> list[Cell]:
    marks = [
        Cell("Yes", tag="green") if permission in role.permissions else Cell("No", quiet=True)
        for role in ROLES.values()
    ]
    return [Cell(capfirst(PERMISSION_WORDS[permission]), header=True), *marks]


def your_access(user: User) -> list[tuple[str, list[str]]]:
    """Each role held, with what it gives in plain words."""
    return [
        (
            f"{role.name}. {role.description}",
            [PERMISSION_WORDS[p] for p in sorted(role.permissions)],
        )
        for role in user.roles
    ]
