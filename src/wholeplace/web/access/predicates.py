"""One predicate per permission: does a post held today give it?"""

from typing import Any

import rules

from .roles import Permission


def register() -> None:
    """Make every permission known to Django as ``user.has_perm(permission)``."""
    for permission in Permission:
        rules.set_perm(permission, _given_by_a_post(permission))


def _given_by_a_post(permission: Permission) -> rules.Predicate:
    @rules.predicate(name=f"a post held today gives {permission}")
    def given(user: Any) -> bool:
        return user.is_authenticated and permission in user.permissions

    return given
