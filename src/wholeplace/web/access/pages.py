"""The gate every page stands behind: may they, and has it been recorded?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from wholeplace.trust.audit import AuditError

from ..audit.actions import record
from ..design.errors import not_recorded
from .roles import Permission

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Gate:
    """What a page needs and what opening it means; also shown as "why can I see this"."""

    permission: Permission
    object: str
    action: str
    purpose: str


class Denied(PermissionDenied):
    """The signed-in person holds no post that gives what the page needs."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"needs {permission}")
        self.permission = permission


def page(
    permission: Permission,
    *,
    object: str,
    action: str = "read",
    purpose: str = "planning",
    part: bool = False,
) -> Callable[[View], View]:
    """Open a view to holders of ``permission`` only; the read or the denial is recorded first.

    ``object`` may name the view's arguments: ``programme/{programme}``. A ``part`` is fetched again
    and again by a page whose read is recorded already, so only its denials are.
    """

    def behind_gate(view: View) -> View:
        @login_required
        @wraps(view)
        def gated(request: HttpRequest, **named: Any) -> HttpResponse:
            gate = Gate(permission, object.format(**named), action, purpose)
            allowed = request.user.has_perm(permission)
            try:
                if not (part and allowed):
                    record(request.user, gate, "permitted" if allowed else "denied")
            except AuditError as problem:
                return not_recorded(request, problem)
            if not allowed:
                raise Denied(permission)
            request.gate = gate  # type: ignore[attr-defined]
            return view(request, **named)

        gated.permission = permission  # type: ignore[attr-defined]
        return gated

    return behind_gate
