"""The only writer of audit rows in the web room."""

from typing import TYPE_CHECKING, Any

from .queries import audit_log

if TYPE_CHECKING:
    from ..access.pages import Gate

ACCESS = "access"
"""The purpose of signing in and out: to reach pages, each of which has a purpose of its own."""


def record(user: Any, gate: "Gate", outcome: str) -> None:
    """Record that ``user`` asked for what stands behind ``gate``, before it is shown or done."""
    audit_log().record(
        **_who(user), action=gate.action, object=gate.object, purpose=gate.purpose, outcome=outcome
    )


def record_sign_in(user: Any, action: str) -> None:
    """Record that an account signed in or out."""
    audit_log().record(
        **_who(user), action=action, object="web", purpose=ACCESS, outcome="permitted"
    )


def record_failed_sign_in() -> None:
    """Record a failed sign-in. What was typed is not kept: it may be a password or a person."""
    audit_log().record(
        actor="unknown",
        role="none",
        action="sign in",
        object="web",
        purpose=ACCESS,
        outcome="denied",
    )


def _who(user: Any) -> dict[str, Any]:
    """The account, not the name: the log names no person."""
    return {
        "actor": f"account:{user.pk}",
        "role": ", ".join(role.id for role in user.roles) or "none",
        "organisation": user.organisation or None,
    }
