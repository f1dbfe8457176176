"""Sign-ins, sign-outs and failures go to the audit log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from ..audit.actions import record_failed_sign_in, record_sign_in


@receiver(user_logged_in)
def signed_in(user: Any, **_: Any) -> None:
    """Record a sign-in."""
    record_sign_in(user, "sign in")


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    """Record a sign-out; a visitor who was not signed in leaves no row."""
    if user is not None:
        record_sign_in(user, "sign out")


@receiver(user_login_failed)
def refused(**_: Any) -> None:
    """Record a failed sign-in."""
    record_failed_sign_in()
