"""Who may sign in, and stay signed in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .demo import is_refused


class SignInBackend(AuthenticationBackend):
    """E-mail and password. A demo account counts only while demo accounts are allowed.

    Checked on every request, so a session made on a laptop is worthless on a server.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse inactive accounts, and demo accounts outside an invented place on loopback."""
        return bool(super().user_can_authenticate(user)) and not is_refused(user)
